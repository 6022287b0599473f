/** Media states as values: what is said while holding, and whether there is anything new to say. */
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';

/** What whoever holds the call sends: nothing. */
export const HELD: MediaState = { microphone: false, camera: false, screen: false, held: true, hand: false };

/** Whether saying the second after the first would say nothing. */
export function isSameState(one: MediaState, other: MediaState): boolean {
  return (Object.keys(one) as (keyof MediaState)[]).every(key => one[key] === other[key]);
}
