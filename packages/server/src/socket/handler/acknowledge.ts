/**
 * `acknowledge`: the owner stored these blobs; they are deleted here. What acknowledges nothing new (a mailbox that this
 * socket does not have, a repetition) is ignored, and counts as a request: nothing may be said for free.
 */
import type { Acknowledge } from '@sotto/protocol/wire/acknowledge';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';

/** Handles a `acknowledge` message (see the head of this file). */
export function handleAcknowledge(context: Context, session: Session, message: Acknowledge): void {
  const isNews = context.deliveries.acknowledge(session, message.receiveId, message.seq);
  if (!isNews) context.limits.requestsPerAddress.take(session.address);
}
