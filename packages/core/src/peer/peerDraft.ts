/** A step of the peer machine while it is being worked out: the next live state and the effects so far. */
import type { PeerEffect, PeerReport } from './peerEffect.ts';
import type { LivePeer, PeerState, PeerTimer } from './peerState.ts';

/** The next state, and what is to be done in this order. */
export type PeerStep = readonly [state: PeerState, ...effects: PeerEffect[]];

/** Collects one step. Lives within one transition only, so the machine stays pure. */
export interface PeerDraft {
  /** The state as changed so far. */
  readonly state: () => LivePeer;
  readonly change: (changes: Partial<LivePeer>) => void;
  readonly perform: (effect: PeerEffect) => void;
  readonly report: (fact: PeerReport) => void;
  /** Starts a timer anew. */
  readonly start: (timer: PeerTimer, ms: number) => void;
  readonly stop: (...timers: readonly PeerTimer[]) => void;
  /** Notes that a timer has fired. */
  readonly fired: (timer: PeerTimer) => void;
  readonly done: () => PeerStep;
  /** Ends everything. */
  readonly closed: () => PeerStep;
}

/** Begins a step from a live state. */
export function draftPeer(from: LivePeer): PeerDraft {
  let state = from;
  const effects: PeerEffect[] = [];
  const drop = (timer: PeerTimer) => {
    state = { ...state, timers: state.timers.filter(each => each !== timer) };
  };
  const stop = (...timers: readonly PeerTimer[]) => {
    for (const timer of timers.filter(each => state.timers.includes(each))) {
      drop(timer);
      effects.push({ kind: 'stopTimer', timer });
    }
  };
  return {
    state: () => state,
    change: changes => {
      state = { ...state, ...changes };
    },
    perform: effect => effects.push(effect),
    report: fact => effects.push({ kind: 'report', fact }),
    start: (timer, ms) => {
      stop(timer);
      state = { ...state, timers: [...state.timers, timer] };
      effects.push({ kind: 'startTimer', timer, ms });
    },
    stop,
    fired: drop,
    done: () => [state, ...effects],
    closed: () => {
      stop(...state.timers);
      return [{ name: 'closed' }, ...effects, { kind: 'close' }];
    },
  };
}
