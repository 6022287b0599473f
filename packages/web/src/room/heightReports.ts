/** Tells core whose pictures are on screen and how high, so that nobody sends what nobody sees. */
import type { SeatId } from '@sotto/protocol/ids';

/** Heights of shown pictures, in CSS pixels. */
export type Heights = ReadonlyMap<SeatId, number>;

/** A place that shows pictures: the call's screen, or the small window above all others. */
export type ShowingPlace = 'screen' | 'window';

/** A change of fewer pixels is not worth a message to everybody. */
const STEP_PX = 24;

/** Makes a collector that calls `tell` with the larger of all places' heights, whenever they have changed. */
export function createHeightReports(tell: (heights: Heights) => void) {
  const places = new Map<ShowingPlace, Heights>();
  let told: string | undefined;
  return (place: ShowingPlace, heights: Heights): void => {
    places.set(place, heights);
    const all = mergeHeights([...places.values()]);
    const line = [...all].sort().join(' ');
    if (line === told) return;
    told = line;
    tell(all);
  };
}

function mergeHeights(all: readonly Heights[]): Heights {
  const merged = new Map<SeatId, number>();
  for (const heights of all) {
    for (const [seat, height] of heights) {
      const stepped = Math.ceil(height / STEP_PX) * STEP_PX;
      merged.set(seat, Math.max(merged.get(seat) ?? 0, stepped));
    }
  }
  return merged;
}
