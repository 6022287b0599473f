/**
 * Changes of `RTCRtpSender` parameters, one after the other for each sender: a browser refuses parameters that were
 * read before somebody else's change.
 */

/** Not all of them are in TypeScript's library. */
export type SenderParameters = RTCRtpSendParameters & { degradationPreference?: string };

/** What is to be different; the encoding is the first and only one. */
export type ParameterChange = (parameters: SenderParameters, encoding: RTCRtpEncodingParameters) => void;

/** Changes what a sender does, after all that was asked of it before. Rejects when the browser refuses. */
export function changeParameters(sender: RTCRtpSender, change: ParameterChange): Promise<void> {
  const before = newest.get(sender) ?? Promise.resolve();
  const done = before.then(() => apply(sender, change));
  newest.set(
    sender,
    done.catch(() => undefined),
  );
  return done;
}

const newest = new WeakMap<RTCRtpSender, Promise<void>>();

async function apply(sender: RTCRtpSender, change: ParameterChange): Promise<void> {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  // Before the negotiation is done there is nothing to change.
  if (encoding === undefined) throw new Error('no encoding yet');
  change(parameters, encoding);
  await sender.setParameters(parameters);
}
