/** Structural sharing: parts of a view that read the same stay the same object, so that nobody renders them again. */

/** `next`, with every part that equals its counterpart in `previous` replaced by it. For plain data without cycles. */
export function keepUnchanged<Value>(previous: unknown, next: Value): Value {
  if (Object.is(previous, next) || !isComposite(previous) || !isComposite(next)) return next;
  if (Array.isArray(previous) !== Array.isArray(next)) return next;
  const before = previous as Readonly<Record<string, unknown>>;
  const entries = Object.entries(next).map(([key, part]) => [key, keepUnchanged(before[key], part)] as const);
  const isSame =
    entries.length === Object.keys(before).length &&
    entries.every(([key, part]) => key in before && Object.is(before[key], part));
  if (isSame) return previous as Value;
  return (Array.isArray(next) ? entries.map(([, part]) => part) : Object.fromEntries(entries)) as Value;
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
