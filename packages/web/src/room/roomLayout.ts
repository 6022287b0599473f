/** How this person likes to see link calls: all of one size, or whoever speaks large. Remembered in this browser. */
import { computed, signal } from '@preact/signals';

/** The arrangement of the tiles. */
export type RoomArrangement = 'grid' | 'speaker';

const KEY = 'sotto-room-layout';
const stored = signal<RoomArrangement>(recall());

/** The arrangement now. */
export const roomArrangement = computed(() => stored.value);

/** Changes it from now on, in later calls, too. */
export function arrangeRoom(arrangement: RoomArrangement): void {
  stored.value = arrangement;
  try {
    localStorage.setItem(KEY, arrangement);
  } catch {
    // A full store costs the memory of it, not the layout.
  }
}

/** Changes to the other arrangement. */
export function toggleArrangement(): void {
  arrangeRoom(stored.peek() === 'grid' ? 'speaker' : 'grid');
}

function recall(): RoomArrangement {
  try {
    return localStorage.getItem(KEY) === 'speaker' ? 'speaker' : 'grid';
  } catch {
    return 'grid';
  }
}
