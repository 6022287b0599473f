/** Which words and which sign belong to the quality of a call. Pure. */
import type { QualityView } from '@sotto/core/client/view';
import type { IconName } from '../ui/iconPaths.ts';

/** What is wrong, the most urgent first; undefined while nothing is. Each with the name of the other person. */
export type QualityKey =
  | 'quality.lost'
  | 'quality.minePaused'
  | 'quality.theirsPaused'
  | 'quality.both'
  | 'quality.mine'
  | 'quality.theirs';

/** The words for the state of a connection. */
export function qualityToKey({
  mine,
  theirs,
  picture,
  isTheirPicturePaused,
}: QualityView): QualityKey | undefined {
  if (theirs === 'lost') return 'quality.lost';
  if (picture === 'paused') return 'quality.minePaused';
  if (isTheirPicturePaused) return 'quality.theirsPaused';
  if (mine !== 'good' && theirs !== 'good') return 'quality.both';
  if (mine !== 'good') return 'quality.mine';
  return theirs === 'good' ? undefined : 'quality.theirs';
}

/** The bars of the badge: the worse of the two directions. */
export function qualityToIcon({ mine, theirs }: QualityView): IconName {
  const both = [mine, theirs];
  if (both.includes('lost') || both.includes('poor')) return 'signalPoor';
  return both.includes('weak') ? 'signalWeak' : 'signal';
}
