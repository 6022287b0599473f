/** Whether fingers are what the person points with: keys are then drawn over the page, or not there at all. */

/** Asked each time, because a keyboard and a mouse come and go. */
export function isTouched(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
