/** `unwatchLink`: no more news of a link. */
import type { UnwatchLink } from '@sotto/protocol/wire/unwatchLink';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';

/** Handles a `unwatchLink` message (see the head of this file). */
export function handleUnwatchLink({ watchers }: Context, session: Session, message: UnwatchLink): void {
  watchers.unwatch(session, message.linkId);
  session.confirm(message.n);
}
