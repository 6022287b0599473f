/**
 * Lets work on several frames overlap and hands the results on in the order of arrival: a decoder and an RTP sender
 * both expect that order, and waiting for each frame before beginning the next would cost the throughput.
 */

/** Takes one input at a time; resolves when its result, if there is one, was handed on. */
export type InOrder<Input> = (input: Input) => Promise<void>;

/** Hands the results of `work` to `emit`, in order. An input whose work fails or gives `undefined` leaves a gap. */
export function createInOrder<Input, Output>(
  work: (input: Input) => Promise<Output | undefined>,
  emit: (output: Output) => Promise<void> | void,
): InOrder<Input> {
  let last: Promise<void> = Promise.resolve();
  return input => {
    const result = work(input).catch(() => undefined);
    last = last.then(async () => {
      const output = await result;
      if (output !== undefined) await emit(output);
    });
    return last;
  };
}
