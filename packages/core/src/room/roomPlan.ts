/**
 * Who commits what, and when (spec/room.md, "Who commits"). Every member makes the same plan from what it sees; the
 * lowest leaf that is there carries it out, the others only if that does not happen.
 */
import type { SeatId } from '@sotto/protocol/ids';
import type { Inside } from './roomState.ts';

/** What the next commit should change. */
export interface CommitPlan {
  readonly adds: readonly SeatId[];
  readonly removes: readonly SeatId[];
}

/** What should be committed now; `undefined` when nothing. */
export function planCommit(state: Inside): CommitPlan | undefined {
  const wanted = state.knocks.filter(({ standing }) => standing === 'welcome').map(({ seat }) => seat);
  const removes = state.members
    .map(({ seat }) => seat)
    .filter(seat => seat !== state.me && (isGone(state, seat) || state.unwanted.includes(seat)));
  // New keys for many and a welcome for many are too large for one commit: who is to go goes first.
  const most = removes.length > 0 ? Math.min(state.mostAdds, MOST_BESIDE_REMOVES) : state.mostAdds;
  const adds = wanted.slice(0, most);
  if (adds.length === 0 && removes.length === 0 && !state.hasNews) return undefined;
  return { adds, removes };
}

/** Somebody who comes back takes the place of the seat that it lost. */
const MOST_BESIDE_REMOVES = 2;

/** How many members commit before this one; a host's own decisions wait for nobody. */
export function rankOf(state: Inside): number {
  if (state.hasNews || state.unwanted.length > 0) return 0;
  const there = state.members.filter(({ seat }) => isThere(state, seat));
  return Math.max(
    0,
    there.findIndex(({ seat }) => seat === state.me),
  );
}

/** Whether the server has dropped a seat, or has been without it for too long. */
export function isGone(state: Inside, seat: SeatId): boolean {
  return (
    !state.people.some(person => person.seat === seat) ||
    state.overdue.includes(seat) ||
    state.silent.includes(seat)
  );
}

function isThere(state: Inside, seat: SeatId): boolean {
  return seat === state.me || state.people.some(person => person.seat === seat && !person.away);
}
