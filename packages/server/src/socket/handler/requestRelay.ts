/** `requestRelay`: fresh credentials for one call, for the relay as reached by the name the client itself used. */
import type { RequestRelay } from '@sotto/protocol/wire/requestRelay';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';

/** Handles a `requestRelay` message (see the head of this file). */
export function handleRequestRelay({ relay }: Context, session: Session, { n }: RequestRelay): void {
  const credentials = relay?.credentials(session.hostName);
  if (credentials === undefined) {
    session.refuse(n, 'noRelay');
    return;
  }
  const { urls, username, credential, expires } = credentials;
  session.tell({ t: 'relay', n, urls: [...urls], username, credential, expires });
}
