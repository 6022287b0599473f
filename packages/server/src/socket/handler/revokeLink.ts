/** `revokeLink`: the host ends the link for ever, and the call behind it. */
import type { RevokeLink } from '@sotto/protocol/wire/revokeLink';
import type { Context } from '../../context.ts';
import { revokeLink } from '../../link/links.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `revokeLink` message (see the head of this file). */
export function handleRevokeLink({ database, rooms }: Context, session: Session, message: RevokeLink): void {
  database.commits.add(
    () => revokeLink(database, message),
    outcome =>
      settle(session, message.n, outcome, () => {
        session.confirm(message.n);
        rooms.ended(message.linkId, 'revoked');
      }),
  );
}
