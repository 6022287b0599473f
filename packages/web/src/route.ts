/**
 * Which screen is shown. The screen lives in the history entry's state, never in the address: contact ids must not
 * reach the server with a reload, and tokens must not stay in the address bar (security, "At rest and on the page").
 */

import type { ContactId, LinkId } from '@sotto/protocol/ids';
import { isId } from '@sotto/protocol/ids';
import { INVITE_PATH } from '@sotto/protocol/link/inviteLink';

/** Screens with an address, which operators and helpers tell people. */
const PATHS: ReadonlyMap<string, Route> = new Map([
  ['/check', { page: 'check' }],
  ['/settings', { page: 'settings' }],
  ['/calls', { page: 'calls' }],
]);

/** A screen of the app. */
export type Route =
  | {
      readonly page:
        | 'home'
        | 'calls'
        | 'addContact'
        | 'acceptInvitation'
        | 'join'
        | 'settings'
        | 'check'
        | 'transfer';
    }
  | { readonly page: 'conversation'; readonly contactId: ContactId }
  | { readonly page: 'link'; readonly linkId: LinkId };

/** The screens that are lists: on a phone they are the whole app, else they stand in the left pane. */
export type ListPage = 'home' | 'calls';

/** What a history entry holds. `depth` counts the app's own entries before it, so that *back* never leaves the app. */
export interface HistoryState {
  readonly route: Route;
  readonly depth: number;
}

/** What the address the page was opened with asks for. */
export interface Entry {
  /** The fragment of an invitation link, possibly empty or damaged; `undefined` when it is not such a link. */
  readonly invitation: string | undefined;
  /** Path and fragment of a call link, the fragment possibly empty or damaged; `undefined` when it is not such a link. */
  readonly callLink: string | undefined;
  /** The screen that the path names, if it names one. */
  readonly route: Route | undefined;
}

/** Paths of call links (`@sotto/protocol/link/callLink`). */
const CALL_PATHS: ReadonlySet<string> = new Set(['/video', '/voice']);

/** Reads the address. Anything but a link and a screen with an address opens the app as usual. */
export function locationToEntry(pathname: string, hash: string): Entry {
  const path = pathname.replace(/\/$/, '').toLowerCase();
  return {
    invitation: path === INVITE_PATH ? hash.replace(/^#/, '') : undefined,
    callLink: CALL_PATHS.has(path) ? `${path}#${hash.replace(/^#/, '')}` : undefined,
    route: PATHS.get(path),
  };
}

/** Reads a history entry's state, which may be another page's or an older version's; `undefined` when it is not ours. */
export function stateToHistory(state: unknown): HistoryState | undefined {
  if (!isRecord(state)) return undefined;
  const route = valueToRoute(state['route']);
  const depth = state['depth'];
  if (route === undefined || typeof depth !== 'number' || !Number.isSafeInteger(depth) || depth < 0)
    return undefined;
  return { route, depth };
}

/** Whether two routes show the same screen. */
export function isSameRoute(one: Route, other: Route): boolean {
  if (one.page === 'conversation') return other.page === one.page && one.contactId === other.contactId;
  if (one.page === 'link') return other.page === one.page && one.linkId === other.linkId;
  return one.page === other.page;
}

/** Whether a route shows a list and nothing beside it. */
export function isListRoute(route: Route): route is { readonly page: ListPage } {
  return route.page === 'home' || route.page === 'calls';
}

function valueToRoute(value: unknown): Route | undefined {
  if (!isRecord(value)) return undefined;
  switch (value['page']) {
    case 'home':
    case 'calls':
    case 'addContact':
    // Its link is kept beside the history (`openedLink.ts`).
    case 'join':
    case 'settings':
    case 'check':
    case 'transfer':
      return { page: value['page'] };
    // The token is not kept in the history, so this screen cannot come back with a reload.
    case 'acceptInvitation':
      return { page: 'home' };
    case 'conversation': {
      const id = value['contactId'];
      return typeof id === 'string' && isId(id)
        ? { page: 'conversation', contactId: id as ContactId }
        : undefined;
    }
    case 'link': {
      const id = value['linkId'];
      return typeof id === 'string' && isId(id) ? { page: 'link', linkId: id as LinkId } : undefined;
    }
    default:
      return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
