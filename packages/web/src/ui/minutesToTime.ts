/** Minutes since midnight as `<input type="time">` holds a time. The end of a day is the beginning of the next. */
export function minutesToTime(minutes: number): string {
  const twoDigits = (part: number) => String(part).padStart(2, '0');
  return `${twoDigits(Math.floor(minutes / 60) % 24)}:${twoDigits(minutes % 60)}`;
}
