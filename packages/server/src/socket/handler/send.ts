/**
 * `send`: a blob for the owner of a mailbox. *Accepted* is said when it is on disk. After a refusal everything
 * behind it is refused too until the sender resumes, so that what is accepted is always in the order it was sent.
 */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { failure } from '@sotto/protocol/result';
import type { Send } from '@sotto/protocol/wire/send';
import type { Context } from '../../context.ts';
import type { BlobRow } from '../../db/blobTable.ts';
import type { Outcome } from '../../db/groupCommit.ts';
import { acceptBlob } from '../../mailbox/acceptBlob.ts';
import type { Sender, Session } from '../session.ts';

/** Handles a `send` message (see the head of this file). */
export function handleSend(context: Context, session: Session, message: Send): void {
  context.database.commits.add(
    () => takeSend(context, session, message),
    outcome => answerSend(context, session, message, outcome),
  );
}

type SendResult =
  | { readonly ok: true; readonly sender: Sender; readonly blob: BlobRow }
  | { readonly ok: false; readonly code: ErrorCode; readonly retryAfter?: number };

/**
 * Runs in the transaction, in the order of arrival: which send comes first after a refusal is decided here. Whatever
 * becomes of it, each frame costs its address a token.
 */
function takeSend(context: Context, session: Session, message: Send): SendResult {
  const sender = session.senders.get(message.sendId);
  const wait = context.limits.sendsPerAddress.take(session.address);
  if (wait > 0) return refuseForRate(sender, wait);
  if (sender === undefined) return failure('notSender');
  if (sender.isBroken && message.resume !== true) return failure('outOfOrder');
  const waitForMailbox = context.limits.sendsPerMailbox.take(sender.mailbox);
  if (waitForMailbox > 0) return refuseForRate(sender, waitForMailbox);
  return takeBlob(context, sender, message);
}

function refuseForRate(sender: Sender | undefined, retryAfter: number): SendResult {
  if (sender !== undefined) sender.isBroken = true;
  return { ok: false, code: 'rateLimited', retryAfter };
}

function takeBlob({ clock, config, database, storage }: Context, sender: Sender, message: Send): SendResult {
  if (!storage.hasRoom()) {
    sender.isBroken = true;
    return failure('storageFull');
  }
  const accepted = acceptBlob(database, config.quota, sender.mailbox, message.blob, clock.now());
  // To a mailbox that is gone there is no order to keep; each blob is told so.
  sender.isBroken = !accepted.ok && accepted.code === 'mailboxFull';
  return accepted.ok ? { ok: true, sender, blob: accepted.value } : accepted;
}

function answerSend(
  { deliveries, metrics }: Context,
  session: Session,
  { n, sendId }: Send,
  outcome: Outcome<SendResult>,
): void {
  if (!outcome.ok) {
    const sender = session.senders.get(sendId);
    if (sender !== undefined) sender.isBroken = true;
    session.refuse(n, outcome.code);
  } else if (!outcome.value.ok) {
    session.refuse(n, outcome.value.code, outcome.value.retryAfter);
  } else {
    metrics.accepted++;
    session.confirm(n);
    deliveries.accepted(outcome.value.sender.mailbox, outcome.value.blob);
  }
}
