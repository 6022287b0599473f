/** `updateLink`: the host changes record and terms; everybody at the link is told. */
import { failure } from '@sotto/protocol/result';
import type { UpdateLink } from '@sotto/protocol/wire/updateLink';
import type { Context } from '../../context.ts';
import { updateLink } from '../../link/links.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `updateLink` message (see the head of this file). */
export function handleUpdateLink(context: Context, session: Session, message: UpdateLink): void {
  const { clock, database, rooms, storage, watchers } = context;
  const { linkId, n, record, terms, version } = message;
  database.commits.add(
    () => (storage.hasRoom() ? updateLink(database, message, clock.now()) : failure('storageFull')),
    outcome =>
      settle(session, n, outcome, ({ isNew }) => {
        session.confirm(n);
        if (!isNew) return;
        const news = { t: 'linkChanged', linkId, version, terms, record } as const;
        rooms.tellAll(linkId, news);
        watchers.tellAll(linkId, news);
      }),
  );
}
