/** `watchLink`: somebody wants to hear what goes on at a link without being there. No use of the link. */
import type { WatchLink } from '@sotto/protocol/wire/watchLink';
import type { Context } from '../../context.ts';
import { findHostedLink, findProvenLink } from '../../link/links.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `watchLink` message (see the head of this file). */
export function handleWatchLink(context: Context, session: Session, message: WatchLink): void {
  const { clock, database, watchers } = context;
  const { asHost, linkId, n } = message;
  const find = asHost ? findHostedLink : findProvenLink;
  database.commits.add(
    () => find(database, 'watchLink', session.nonce, message, clock.now()),
    outcome =>
      settle(session, n, outcome, ({ key }) => {
        if (session.isClosed) return;
        if (!watchers.canWatch(session, linkId)) session.refuse(n, 'watchesFull');
        else {
          session.confirm(n);
          watchers.watch(session, { link: key, linkId, isHost: asHost });
        }
      }),
  );
}
