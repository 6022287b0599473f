/**
 * Looks whether anything still arrives (spec/call.md, "Recovery"). Browsers call a path lost only after five seconds
 * and more; in a call something comes many times a second, and at least one pulse, so silence tells much earlier.
 */
import type { Cancel, Clock } from '../port/clock.ts';
import type { PeerStats } from '../port/peerConnection.ts';
import type { Connection } from './connection.ts';
import { PEER_TIMES } from './peerTimes.ts';

/** What a watch tells. */
export interface LifeListener {
  /** Nothing has come for {@link PEER_TIMES.silence}; said again every 2 s. */
  readonly silent: () => void;
  /** After a silence something came. */
  readonly alive: () => void;
  /** This device has slept: whatever it held may be gone. */
  readonly woke: () => void;
  /** It is time for a sign of life to the other side. */
  readonly pulse: () => void;
  readonly measured: (stats: PeerStats) => void;
}

/** The watch over one peer's connections, one at a time. */
export interface LifeWatch {
  /** Watches this connection from now on. Harmless when repeated. */
  start(connection: Connection): void;
  stop(): void;
  /** Milliseconds since the last arrival was seen; undefined while it is not known. */
  quietFor(): number | undefined;
}

const PULSE_EVERY = 2;
const MEASURE_EVERY = 8;
const REPEAT_EVERY = 8;

/** Makes a watch that does nothing yet. */
export function createLifeWatch(clock: Clock, listener: LifeListener): LifeWatch {
  let watched: Connection | undefined;
  let cancel: Cancel = () => undefined;
  let ticks = 0;
  let tickedAt = 0;
  let count = 0;
  let lifeAt: number | undefined;
  let isSilent = false;

  function tick(): void {
    const now = clock.now();
    const own = watched;
    if (own === undefined) return;
    if (now - tickedAt > PEER_TIMES.sleep) listener.woke();
    tickedAt = now;
    cancel = clock.after(PEER_TIMES.look, tick);
    if (++ticks % PULSE_EVERY === 0) listener.pulse();
    void look(own);
    if (ticks % MEASURE_EVERY !== 0) return;
    void own.stats().then(stats => {
      if (watched === own && stats !== undefined) listener.measured(stats);
    });
  }

  async function look(own: Connection): Promise<void> {
    const next = await own.received();
    // Nothing is expected before the first arrival: a call that rings is silent.
    if (watched !== own || next === undefined || next === 0) return;
    const now = clock.now();
    if (next !== count) {
      count = next;
      lifeAt = now;
      if (isSilent) listener.alive();
      isSilent = false;
    } else if (lifeAt !== undefined && now - lifeAt >= PEER_TIMES.silence) {
      if (!isSilent || ticks % REPEAT_EVERY === 0) listener.silent();
      isSilent = true;
    }
  }

  return {
    start: connection => {
      isSilent = false;
      lifeAt = lifeAt === undefined ? undefined : clock.now();
      if (watched === connection) return;
      cancel();
      watched = connection;
      count = 0;
      ticks = 0;
      tickedAt = clock.now();
      cancel = clock.after(PEER_TIMES.look, tick);
    },
    stop: () => {
      cancel();
      watched = undefined;
      lifeAt = undefined;
    },
    quietFor: () => (lifeAt === undefined ? undefined : clock.now() - lifeAt),
  };
}
