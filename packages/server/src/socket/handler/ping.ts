/** `ping`: here I am. Reaching this point has already moved the idle limit. */
import type { Ping } from '@sotto/protocol/wire/ping';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';

/** Handles a `ping` message (see the head of this file). */
export function handlePing(_context: Context, session: Session, message: Ping): void {
  session.confirm(message.n);
}
