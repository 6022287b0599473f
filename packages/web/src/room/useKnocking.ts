/** A host hears that somebody wants to come in, also while reading elsewhere in the app. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { useEffect, useRef } from 'preact/hooks';
import { playKnock } from '../ring/knock.ts';
import { whoCanBeLetIn } from './roomWords.ts';

/** Not more often, however many come: milliseconds. */
const PAUSE_MS = 4000;

/** Plays the sound for everybody who begins to wait; not into another call, where nothing could be done about it. */
export function useKnocking(call: LinkCallView): void {
  const heard = useRef<ReadonlySet<string>>(new Set());
  const playedAt = useRef(-PAUSE_MS);
  const waiting = whoCanBeLetIn(call).map(({ seat }) => seat);
  useEffect(() => {
    const isNew = waiting.some(seat => !heard.current.has(seat));
    heard.current = new Set(waiting);
    if (!isNew || call.isPreparing || call.mine.held || performance.now() - playedAt.current < PAUSE_MS)
      return;
    playedAt.current = performance.now();
    playKnock();
  }, [waiting.join(' '), call.isPreparing]);
}
