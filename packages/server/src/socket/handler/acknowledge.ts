/** `acknowledge`: the owner stored these blobs; they are deleted here. Ignored for mailboxes this socket does not have. */
import type { Acknowledge } from '@sotto/protocol/wire/acknowledge';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';

/** Handles a `acknowledge` message (see the head of this file). */
export function handleAcknowledge(context: Context, session: Session, message: Acknowledge): void {
  context.deliveries.acknowledge(session, message.receiveId, message.seq);
}
