/** `createLink`: a new call link, counted against its address. */
import { failure } from '@sotto/protocol/result';
import type { CreateLink } from '@sotto/protocol/wire/createLink';
import type { Context } from '../../context.ts';
import { createLink } from '../../link/links.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `createLink` message (see the head of this file). */
export function handleCreateLink(context: Context, session: Session, message: CreateLink): void {
  const { clock, database, limits, storage } = context;
  const wait = limits.linksPerAddress.take(session.address);
  if (wait > 0) {
    session.refuse(message.n, 'rateLimited', wait);
    return;
  }
  database.commits.add(
    () => (storage.hasRoom() ? createLink(database, message, clock.now()) : failure('storageFull')),
    outcome => settle(session, message.n, outcome, () => session.confirm(message.n)),
  );
}
