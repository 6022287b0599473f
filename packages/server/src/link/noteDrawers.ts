/**
 * The drawers of the boxes in which notes lie at links (spec/link-notes.md, "Twelve places"): so that whoever fills a box with
 * notes keeps nobody else out, though nobody writes down who left which. In memory only: a new process has new drawers.
 */
import { createHmac, randomBytes } from 'node:crypto';

/** Of one box. So few that a drawer says little of the address that has it. */
const DRAWERS = 16;
/** Notes of which the drawer is remembered; more push the oldest out, and those are in none. */
const MOST_NOTES = 100_000;

/** Where notes lie. */
export interface NoteDrawers {
  /** The drawer of an address in the box of a link: the same for as long as this process runs. */
  drawerOf(link: number, address: string): number;
  /** The drawer in which a note lies; undefined for one that an earlier process took. */
  where(noteId: string): number | undefined;
  put(noteId: string, drawer: number): void;
  remove(noteId: string): void;
}

/** Makes the drawers, all empty. */
export function createNoteDrawers(): NoteDrawers {
  const secret = randomBytes(32);
  const drawers = new Map<string, number>();
  return {
    drawerOf: (link, address) =>
      (createHmac('sha256', secret).update(`${link} ${address}`).digest()[0] ?? 0) % DRAWERS,
    where: noteId => drawers.get(noteId),
    put: (noteId, drawer) => {
      drawers.set(noteId, drawer);
      for (const oldest of drawers.keys()) {
        if (drawers.size <= MOST_NOTES) break;
        drawers.delete(oldest);
      }
    },
    remove: noteId => void drawers.delete(noteId),
  };
}

/**
 * The note that gives its place to one more in this drawer of a full box: the newest of the fullest drawer, if that one has
 * as many as this one even then. Undefined when there is none.
 * @param notes - oldest first.
 */
export function noteToGive(
  drawers: Pick<NoteDrawers, 'where'>,
  notes: readonly string[],
  drawer: number,
): string | undefined {
  const lying = Map.groupBy(notes, note => drawers.where(note));
  const own = lying.get(drawer)?.length ?? 0;
  lying.delete(undefined);
  const [fullest = []] = [...lying.values()].sort((one, other) => other.length - one.length);
  return fullest.length > own + 1 ? fullest.at(-1) : undefined;
}
