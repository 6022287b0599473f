/** *Tell me when it starts*: a page that is open, maybe behind others, says by a sound and in its title that somebody has come. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { playKnock } from '../ring/knock.ts';

const begun = signal(false);

/** A call has begun of whose beginning this person wants to be told, and the page is still there. */
export const hasBegun: ReadonlySignal<boolean> = begun;

/** Says it when the first one comes, if that is wanted. `count`: how many are in the call. */
export function useCallStart(count: number, isWanted: boolean): void {
  const before = useRef(count);
  useEffect(() => {
    const isBeginning = isWanted && before.current === 0 && count > 0;
    before.current = count;
    if (isBeginning) playKnock();
    if (isBeginning) begun.value = true;
    if (count === 0 || !isWanted) begun.value = false;
  }, [count, isWanted]);
  useEffect(
    () => () => {
      begun.value = false;
    },
    [],
  );
}
