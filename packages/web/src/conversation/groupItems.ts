/** Arranges a conversation for reading: days, and runs of messages by the same side. */
import type { ItemView } from '@sotto/core/client/view';
import { isSameDay } from '../locale/format.ts';

/** An item with what stands above it. */
export interface PlacedItem {
  readonly item: ItemView;
  /** The day changes here: a heading is shown. */
  readonly startsDay: boolean;
  /** The side changes or time has passed: a larger gap is shown. */
  readonly startsRun: boolean;
}

/** Messages further apart than this begin a new run. */
const RUN_GAP_MS = 5 * 60_000;

/** Places items, oldest first. */
export function placeItems(items: readonly ItemView[]): readonly PlacedItem[] {
  return items.map((item, index) => {
    const before = items[index - 1];
    const startsDay = before === undefined || !isSameDay(before.at, item.at);
    return { item, startsDay, startsRun: startsDay || before === undefined || !continues(before, item) };
  });
}

function continues(before: ItemView, item: ItemView): boolean {
  return before.kind === item.kind && before.mine === item.mine && item.at - before.at < RUN_GAP_MS;
}
