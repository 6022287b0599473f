/** Whether this browser has been here before, as far as can be told without reading the store. */

/** Where the last appearance is remembered (`appearance.ts`); it is there from the end of the first visit on. */
export const APPEARANCE_KEY = 'sotto.appearance';

/** A guess that only decides what is shown until the store has been read. */
export function isFirstVisit(): boolean {
  try {
    return localStorage.getItem(APPEARANCE_KEY) === null;
  } catch {
    return false;
  }
}
