/** What is known about the way to the server: up or not, whose clock is right, whether there is a relay. */
import type { Welcome } from '@sotto/protocol/wire/welcome';
import type { Clock } from '../port/clock.ts';
import type { ClientView, ConnectionView } from './view.ts';

/** From which difference on this device's clock is called wrong. */
const CLOCK_TOLERANCE_MS = 300_000;
/** How long a lost connection is called `connecting` before it is called `offline`. */
const OFFLINE_AFTER_MS = 4000;

/** What a server allows whose operator has not set it. */
export const USUAL_MOST_PEOPLE = 8;

/** What the connection is known to be. */
export interface ConnectionFacts {
  readonly state: ConnectionView;
  readonly relay: ClientView['relay'];
  /** Most people in one link call; the usual number until the server has said it. */
  readonly mostPeople: number;
}

/** Follows the connection. */
export interface ConnectionWatch {
  readonly facts: () => ConnectionFacts;
  readonly connected: (welcome: Welcome) => void;
  readonly disconnected: () => void;
  /** When something that has arrived was with the server, by this device's clock: never later than now. */
  readonly toDeviceTime: (serverTime: number) => number;
  /** Sets no timer any more. */
  readonly stop: () => void;
}

/** Begins to watch a connection that is being made; `changed` is called after every change. */
export function watchConnection(clock: Clock, changed: () => void): ConnectionWatch {
  let facts: ConnectionFacts = { state: 'connecting', relay: 'unknown', mostPeople: USUAL_MOST_PEOPLE };
  let serverAhead = 0;
  let cancelOffline = clock.after(OFFLINE_AFTER_MS, declareOffline);

  function declareOffline(): void {
    facts = { ...facts, state: 'offline' };
    changed();
  }

  return {
    facts: () => facts,
    connected: welcome => {
      cancelOffline();
      serverAhead = welcome.time - clock.now();
      const isOff = Math.abs(serverAhead) > CLOCK_TOLERANCE_MS;
      const relay = welcome.relay ? 'ready' : 'absent';
      facts = { state: isOff ? 'clockOff' : 'connected', relay, mostPeople: welcome.people };
      changed();
    },
    disconnected: () => {
      cancelOffline();
      cancelOffline = clock.after(OFFLINE_AFTER_MS, declareOffline);
      facts = { ...facts, state: 'connecting' };
      changed();
    },
    // Whatever the server says: a time to come would keep one text the newest of its conversation for ever.
    toDeviceTime: serverTime => Math.max(0, Math.min(serverTime - serverAhead, clock.now())),
    stop: () => cancelOffline(),
  };
}
