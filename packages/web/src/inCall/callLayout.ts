/** How this person likes to see a call: where the pictures go and what the own one looks like. Remembered in this browser. */
import { computed, signal } from '@preact/signals';

/** The arrangement of the pictures. */
export interface CallLayout {
  /** `speaker`: one large, the others in corners. `grid`: all of the same size. */
  readonly arrangement: 'speaker' | 'grid';
  /** The own picture is the large one. */
  readonly isSwapped: boolean;
  /** The own picture is shown as in a mirror; the other side always sees it as it is. */
  readonly isMirrored: boolean;
  readonly isSelfHidden: boolean;
}

const KEY = 'sotto-call-layout';
const USUAL: CallLayout = { arrangement: 'speaker', isSwapped: false, isMirrored: true, isSelfHidden: false };
const stored = signal<CallLayout>(recall());

/** The layout now. */
export const callLayout = computed(() => stored.value);

/** Changes the layout from now on, in later calls, too. */
export function changeLayout(changes: Partial<CallLayout>): void {
  stored.value = { ...stored.peek(), ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(stored.peek()));
  } catch {
    // A full store costs the memory of it, not the layout.
  }
}

function recall(): CallLayout {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof found === 'object' ? { ...USUAL, ...found } : USUAL;
  } catch {
    return USUAL;
  }
}
