/**
 * The person's own servers, stored on this device (spec/relays.md, "Own servers"). They have a key of their own, so
 * that an export of everything else leaves them out: another device is in another network.
 */
import { failure, type Result, success } from '@sotto/protocol/result';
import type { IceServersView } from '../client/view.ts';
import type { IceServer } from '../port/peerConnection.ts';
import type { Store } from '../port/store.ts';
import { hasTurn, type IceServerList, textToIceServers, toIceServers } from './iceServers.ts';

/** Their key in the table `settings`. */
const ICE_SERVERS_KEY = 'iceServers';
const NONE: IceServersView = { on: false, text: '' };

/**
 * Why a list is not taken. `badIceServers`: a line is wrong. `noIceServers`: there is none. `relayNeedsTurn`: only
 * relays may be used, and none is in the list, so that no call could ever connect.
 */
export type IceServersProblem = 'badIceServers' | 'noIceServers' | 'relayNeedsTurn';

/** The person's own servers. */
export interface OwnIceServers {
  current(): IceServersView;
  /** Stores what was checked by `checkIceServers`. */
  set(next: IceServersView): Promise<void>;
  /** What calls use instead of the host's relay; undefined while the switch is off. */
  servers(relayOnly: boolean): readonly IceServer[] | undefined;
  /** Whether calls can be relayed by them; undefined while the switch is off. */
  canRelay(): boolean | undefined;
}

/** Reads them from the store. */
export async function loadOwnIceServers(store: Store): Promise<OwnIceServers> {
  let current = { ...NONE, ...((await store.get('settings', ICE_SERVERS_KEY)) as Partial<IceServersView>) };
  let list = textToIceServers(current.text);
  return {
    current: () => current,
    set: async next => {
      await store.write([{ table: 'settings', key: ICE_SERVERS_KEY, value: next }]);
      current = next;
      list = textToIceServers(next.text);
    },
    // With relays only, nobody else is even asked.
    servers: relayOnly => (current.on ? toIceServers(relayOnly ? onlyTurn(list) : list) : undefined),
    canRelay: () => (current.on ? hasTurn(list) : undefined),
  };
}

/** Whether these servers may be used together with *Always use relay*. While they are off, anything may be kept. */
export function checkIceServers(
  { on, text }: IceServersView,
  alwaysRelay: boolean,
): Result<void, IceServersProblem> {
  if (!on) return success(undefined);
  const list = textToIceServers(text);
  if (list.problems.length > 0) return failure('badIceServers');
  if (list.lines.length === 0) return failure('noIceServers');
  return alwaysRelay && !hasTurn(list) ? failure('relayNeedsTurn') : success(undefined);
}

function onlyTurn({ lines, problems }: IceServerList): IceServerList {
  return { lines: lines.filter(line => hasTurn({ lines: [line], problems })), problems };
}
