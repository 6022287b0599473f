/** The timers in the states of the room machine, and the effects that go with them (spec/room.md, "Times"). */
import type { RoomEffect } from './roomEvent.ts';
import type { Entering, Inside, RoomTimer } from './roomState.ts';

/** Starts a timer; anew, if it runs. */
export function startTimer<State extends Entering | Inside>(
  state: State,
  timer: RoomTimer,
  ms: number,
): readonly [State, ...RoomEffect[]] {
  const stops: RoomEffect[] = state.timers.includes(timer) ? [{ kind: 'stopTimer', timer }] : [];
  const timers = [...state.timers.filter(each => each !== timer), timer];
  return [{ ...state, timers }, ...stops, { kind: 'startTimer', timer, ms }];
}

/** A timer has fired, or is stopped by an effect of its own. */
export function withoutTimer<State extends Entering | Inside>(state: State, timer: RoomTimer): State {
  return { ...state, timers: state.timers.filter(each => each !== timer) };
}

/** Stops timers; in the form of a step. */
export function stopAll(timers: readonly RoomTimer[]): readonly [undefined, ...RoomEffect[]] {
  return [undefined, ...timers.map(timer => ({ kind: 'stopTimer', timer }) as const)];
}
