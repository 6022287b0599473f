/** Whether this device is held in a hand: opening a device again is slow there, and there are cameras on two sides. */
export function isPhone(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches;
}
