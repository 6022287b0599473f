/**
 * A stay in the room behind a call link: entering, the lobby, being a member, coming back, leaving (spec/room.md).
 * Pure: `(state, event) → [state, ...effects]`.
 */
import { MAX_ADDS } from '@sotto/protocol/limits';
import { startTimer, stopAll, withoutTimer } from './machineTimers.ts';
import type { RoomEffect, RoomEvent } from './roomEvent.ts';
import { planCommit, rankOf } from './roomPlan.ts';
import { followRules } from './roomRules.ts';
import {
  type Entering,
  type Inside,
  MOST_ATTEMPTS,
  ROOM_TIMES,
  type RoomEnding,
  type RoomState,
} from './roomState.ts';

/** A state and what is to be done on the way to it. */
export type RoomStep = readonly [RoomState, ...RoomEffect[]];

/** The step from a state by an event. Events that mean nothing in a state leave it as it is, by identity. */
export function transitionRoom(state: RoomState, event: RoomEvent): RoomStep {
  if (state.name === 'over') return [state];
  if (state.name === 'outside') return leaveOutside(state, event);
  if (event.kind === 'leaves') return end(state, 'left', { kind: 'leave' });
  if (event.kind === 'roomEnds') return endByServer(state, event.reason);
  if (event.kind === 'rulesChange') return followRules(state, event.mayStart);
  return state.name === 'entering' ? stepEntering(state, event) : stepInside(state, event);
}

/** Whether somebody was removed is said by the group alone; the server's word only means that the seat is gone. */
function endByServer(state: Entering | Inside, reason: keyof typeof ENDINGS): RoomStep {
  if (reason !== 'removed') return end(state, ENDINGS[reason]);
  return state.name === 'inside' ? rejoin(state) : [state];
}

const ENDINGS = {
  revoked: 'revoked',
  expired: 'expired',
  removed: 'removed',
  refused: 'refused',
  replaced: 'replaced',
  elsewhere: 'elsewhere',
} as const;

/** Refusals after which trying again is no use. */
const FINAL: Partial<Record<string, RoomEnding>> = {
  noLink: 'revoked',
  linkExpired: 'expired',
  linkRevoked: 'revoked',
  roomFull: 'full',
  lobbyFull: 'full',
  badProof: 'failed',
};

function leaveOutside(state: RoomState, event: RoomEvent): RoomStep {
  if (event.kind === 'banned') return [{ name: 'over', ending: 'banned' }];
  if (event.kind !== 'joins') return [state];
  const blank = {
    name: 'entering',
    step: 'pausing',
    mayStart: event.mayStart,
    attempts: 0,
    hasWaited: false,
  } as const;
  return enter({ ...blank, isOnline: true, timers: [] });
}

/** Begins where one may begin; otherwise, and when somebody else has begun, asks to be let in. */
function enter(state: Entering): RoomStep {
  if (state.attempts >= MOST_ATTEMPTS) return end(state, 'failed', { kind: 'leave' });
  const attempts = state.attempts + 1;
  if (state.mayStart) return [{ ...state, step: 'starting', attempts }, { kind: 'start' }];
  return [{ ...state, step: 'knocking', attempts }, { kind: 'knock' }];
}

function stepEntering(state: Entering, event: RoomEvent): RoomStep {
  switch (event.kind) {
    case 'joins':
      return joinNow(state, event.mayStart);
    case 'startRefused':
      if (event.code === 'roomExists') return [{ ...state, step: 'knocking' }, { kind: 'knock' }];
      return refuse(state, event.code);
    case 'knockRefused':
      return refuse(state, event.code);
    case 'knockTaken':
      return wait({ ...state, step: 'waiting', hasWaited: true });
    case 'retryDue':
      return state.step === 'waiting'
        ? [{ ...withoutTimer(state, 'retry'), step: 'starting' }, { kind: 'start' }]
        : enter(withoutTimer(state, 'retry'));
    case 'disconnected':
      // What comes next comes as somebody new: the old seat may be let in and lost meanwhile, and is used once.
      return [{ ...state, isOnline: false, hasWaited: false }, { kind: 'leave' }];
    case 'connected':
      return comeBackEntering({ ...state, isOnline: true });
    case 'banned':
      return end(state, 'banned', { kind: 'leave' });
    case 'entered':
      return becomeMember(state, event);
    case 'groupLost':
      return enterAnew(state);
    default:
      return [state];
  }
}

/** Everybody inside may be gone in truth: whoever may begin looks again whether there is a call. */
function wait(state: Entering): RoomStep {
  return state.mayStart ? startTimer(state, 'retry', LOOK_AGAIN_MS) : [state];
}

/** With a fresh seat. */
function enterAnew(state: Entering): RoomStep {
  const pausing = { ...state, step: 'pausing', hasWaited: false } as const;
  const [next, ...effects] = startTimer(pausing, 'retry', ROOM_TIMES.retry);
  return [next, { kind: 'leave' }, ...effects];
}

/** Somebody who only looked wants to be there now, begins the call if there is none any more, and says it to the hosts. */
function joinNow(before: Entering, mayStart: boolean): RoomStep {
  const state = { ...before, mayStart, asksTwice: true } as const;
  if (state.step === 'waiting' && mayStart) return startTimer(state, 'retry', 0);
  const hasAsked = state.step === 'waiting' || state.step === 'knocking';
  return hasAsked ? [{ ...state, step: 'knocking' }, { kind: 'knock' }] : [state];
}

/** How long somebody who may begin a call waits in the lobby before it looks whether there is one at all. */
const LOOK_AGAIN_MS = 3000;

function comeBackEntering(state: Entering): RoomStep {
  if (state.step === 'waiting' || state.step === 'knocking')
    return [{ ...state, step: 'knocking' }, { kind: 'knock' }];
  return state.timers.includes('retry') ? [state] : enter(state);
}

function refuse(state: Entering, code: string): RoomStep {
  // A seat that has waited and may not any more was let in, and the welcome is lost.
  if (code === 'lobbyFull' && state.hasWaited) return enterAnew(state);
  const ending = FINAL[code];
  if (ending !== undefined) return end(state, ending, { kind: 'leave' });
  if (!state.isOnline) return [{ ...state, step: 'pausing' }];
  return startTimer({ ...state, step: 'pausing' }, 'retry', ROOM_TIMES.retry);
}

function becomeMember(state: Entering, event: Extract<RoomEvent, { kind: 'entered' }>): RoomStep {
  const { me, epoch, members, amHost } = event;
  const [, ...stops] = stopAll(state.timers);
  const blank = {
    isSure: true,
    overdue: [],
    silent: [],
    knocks: [],
    unwanted: [],
    hasNews: false,
    mostAdds: MAX_ADDS,
    isCommitting: false,
  };
  const inside: Inside = {
    ...{ name: 'inside', mayStart: state.mayStart, attempts: state.attempts, me, epoch, members, amHost },
    ...blank,
    people: members.map(({ seat }) => ({ seat, away: false })),
    isOnline: state.isOnline,
    timers: [],
  };
  const tellsName = state.asksTwice && state.isOnline;
  return [inside, ...stops, ...(tellsName ? [{ kind: 'attach' } as const] : [])];
}

function stepInside(state: Inside, event: RoomEvent): RoomStep {
  switch (event.kind) {
    case 'joins':
      // The server is given the card now: that is part of taking the seat up.
      return [
        { ...state, mayStart: event.mayStart },
        ...(state.isOnline ? [{ kind: 'attach' } as const] : []),
      ];
    case 'groupChanges':
      return followGroup(state, event);
    case 'peopleCome':
      return notePeople({ ...state, people: event.people, isSure: true });
    case 'silentNow':
      return replan({ ...state, silent: event.seats });
    case 'knocksCome':
      return replan({ ...state, knocks: event.knocks });
    case 'hostDecides':
      return replan({
        ...state,
        hasNews: true,
        unwanted: [...state.unwanted, ...event.unwanted],
        knocks: event.knocks,
      });
    case 'commitRefused':
      return retryCommit({ ...state, isCommitting: false }, event.code);
    case 'takeOverDue':
      return carryOut(withoutTimer(state, 'takeOver'));
    case 'awayDue':
      return replan(markOverdue(withoutTimer(state, 'away')));
    case 'disconnected':
      return [{ ...state, isOnline: false, isCommitting: false, isSure: false, silent: [] }];
    case 'connected':
      // Who still waits is said anew; who has gone meanwhile is not.
      return [{ ...state, isOnline: true, knocks: [] }, { kind: 'attach' }];
    case 'attachRefused':
      return event.code === 'offline' ? [state] : rejoin(state);
    case 'groupLost':
      return rejoin(state);
    case 'removed':
    case 'banned':
      return end(state, event.kind);
    default:
      return [state];
  }
}

function retryCommit(state: Inside, code: string): RoomStep {
  if (code === 'noRoom') return rejoin(state);
  // The server may allow fewer people than the link does, and says only that these were too many.
  const mostAdds = TOO_MANY.includes(code) ? Math.floor(state.mostAdds / 2) : state.mostAdds;
  // Otherwise another commit is on its way, or somebody has gone: the next news makes the next plan.
  return startTimer({ ...state, mostAdds }, 'takeOver', ROOM_TIMES.rank);
}

const TOO_MANY: readonly string[] = ['roomFull', 'tooLarge'];

function followGroup(state: Inside, event: Extract<RoomEvent, { kind: 'groupChanges' }>): RoomStep {
  const { epoch, members, amHost, isAllSaid } = event;
  const seats = new Set(members.map(({ seat }) => seat));
  return replan({
    ...state,
    ...{ epoch, members, amHost, attempts: 0, isCommitting: false },
    // The server's list follows in a moment; until then the group's word is taken for it.
    people: [
      ...state.people.filter(({ seat }) => seats.has(seat)),
      ...members
        .filter(({ seat }) => !state.members.some(known => known.seat === seat))
        .map(({ seat }) => ({ seat, away: false })),
    ],
    knocks: event.knocks,
    unwanted: state.unwanted.filter(seat => seats.has(seat)),
    hasNews: state.hasNews && !isAllSaid,
    // Once somebody has gone there are places again.
    mostAdds: members.length < state.members.length ? MAX_ADDS : state.mostAdds,
  });
}

function notePeople(state: Inside): RoomStep {
  const away = state.people.filter(person => person.away).map(({ seat }) => seat);
  const overdue = state.overdue.filter(seat => away.includes(seat));
  const isWaiting = away.some(seat => !overdue.includes(seat));
  const [next, ...effects] = replan({ ...state, overdue });
  if (next.name !== 'inside' || !isWaiting || next.timers.includes('away')) return [next, ...effects];
  const [timed, ...more] = startTimer(next, 'away', ROOM_TIMES.away);
  return [timed, ...effects, ...more];
}

function markOverdue(state: Inside): Inside {
  return { ...state, overdue: state.people.filter(person => person.away).map(({ seat }) => seat) };
}

/** Makes a plan and either carries it out or waits for those whose turn comes first. */
function replan(state: Inside): RoomStep {
  const plan = planCommit(state);
  if (plan === undefined || state.isCommitting || !state.isSure) {
    const idle = plan === undefined && state.timers.includes('takeOver');
    return idle ? [withoutTimer(state, 'takeOver'), { kind: 'stopTimer', timer: 'takeOver' }] : [state];
  }
  const rank = rankOf(state);
  if (rank === 0) return carryOut(state);
  return state.timers.includes('takeOver') ? [state] : startTimer(state, 'takeOver', rank * ROOM_TIMES.rank);
}

function carryOut(state: Inside): RoomStep {
  const plan = planCommit(state);
  if (plan === undefined || state.isCommitting || !state.isSure) return [state];
  const stops: RoomEffect[] = state.timers.includes('takeOver')
    ? [{ kind: 'stopTimer', timer: 'takeOver' }]
    : [];
  return [{ ...withoutTimer(state, 'takeOver'), isCommitting: true }, ...stops, { kind: 'commit', ...plan }];
}

/** Comes in again as somebody new: a group that cannot be followed is of no use. */
function rejoin(state: Inside): RoomStep {
  const [, ...stops] = stopAll(state.timers);
  const { mayStart, attempts, isOnline } = state;
  const again: Entering = {
    ...{ name: 'entering', step: 'pausing', mayStart, attempts: attempts + 1 },
    ...{ hasWaited: false, isOnline, timers: [] },
  };
  const [next, ...effects] = startTimer(again, 'retry', ROOM_TIMES.retry);
  return [next, ...stops, { kind: 'leave' }, ...effects];
}

function end(state: Entering | Inside, ending: RoomEnding, ...effects: RoomEffect[]): RoomStep {
  const [, ...stops] = stopAll(state.timers);
  return [{ name: 'over', ending }, ...stops, ...effects];
}
