/** Who is shown large while people talk: not everybody who coughs. Pure. */
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';
import type { SeatId } from '@sotto/protocol/ids';

/** What counts of a person. */
export type Speaking = Pick<LinkCallPersonView, 'seat' | 'spokeAt' | 'isMe'>;

/** Somebody has to have been heard for so many milliseconds longer than whoever is large. */
const LEAD_MS = 1200;
/** How long after a sound somebody still counts as speaking, in milliseconds. */
export const SPEAKING_MS = 900;

/**
 * Whom to show large, given who is. This person never is. Two who talk at once leave whoever is there; of people who
 * have said nothing, the first.
 */
export function chooseSpeaker(current: SeatId | undefined, people: readonly Speaking[]): SeatId | undefined {
  const others = people.filter(person => !person.isMe);
  const now = others.find(person => person.seat === current);
  const latest = others.reduce<Speaking | undefined>(laterOf, undefined);
  if (now === undefined) return latest?.seat;
  return latest !== undefined && latest.spokeAt - now.spokeAt >= LEAD_MS ? latest.seat : now.seat;
}

/** Whose screen to show, given whose is: it stays as long as it is shared; then whoever of the sharing comes last. */
export function chooseScreen(current: SeatId | undefined, sharing: readonly SeatId[]): SeatId | undefined {
  return current !== undefined && sharing.includes(current) ? current : sharing.at(-1);
}

function laterOf(best: Speaking | undefined, person: Speaking): Speaking {
  return best === undefined || person.spokeAt > best.spokeAt ? person : best;
}
