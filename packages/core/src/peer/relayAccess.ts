/** The relay credentials of one call: fetched once, renewed before they end (spec/call.md, "Relay"). */
import type { RelayAccess } from '../call/callNeeds.ts';
import type { Clock } from '../port/clock.ts';
import type { IceServer } from '../port/peerConnection.ts';

/** Credentials that end sooner are replaced before the next gathering. */
const MARGIN_MS = 600_000;

/** The credentials of one call. */
export interface RelayAccessKeeper {
  /** The servers to gather with; none before the first success. */
  readonly servers: () => readonly IceServer[];
  /** Sees to it that the credentials are good. False: none could be had, and what is held may be outdated. */
  readonly refresh: () => Promise<boolean>;
}

/** Keeps credentials; `fetch` answers undefined or rejects when there are none. */
export function createRelayAccessKeeper(
  fetch: () => Promise<RelayAccess | undefined>,
  clock: Clock,
): RelayAccessKeeper {
  let access: RelayAccess | undefined;
  const isGood = () =>
    access !== undefined && (access.expires === undefined || access.expires - clock.now() > MARGIN_MS);
  return {
    servers: () => access?.iceServers ?? [],
    refresh: async () => {
      if (isGood()) return true;
      const fresh = await fetch().catch(() => undefined);
      access = fresh ?? access;
      return fresh !== undefined;
    },
  };
}
