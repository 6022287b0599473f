/** `requestRelay`: fresh credentials for one call, for the relay as reached by the name the client itself used. */
import type { RequestRelay } from '@sotto/protocol/wire/requestRelay';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';

/** Handles a `requestRelay` message (see the head of this file). */
export function handleRequestRelay({ limits, relay }: Context, session: Session, { n }: RequestRelay): void {
  const credentials = relay?.credentials(session.hostName);
  if (credentials === undefined) {
    session.refuse(n, 'noRelay');
    return;
  }
  // Each opens as many allocations as the relay grants to one user: it has places for so many only.
  const wait = limits.relaysPerAddress.take(session.address);
  if (wait > 0) {
    session.refuse(n, 'rateLimited', wait);
    return;
  }
  const { urls, username, credential, expires } = credentials;
  session.tell({ t: 'relay', n, urls: [...urls], username, credential, expires });
}
