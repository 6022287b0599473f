/** Where the keys go while the screen of a call stands before everything else. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * The screen takes the focus to itself, never to a button: a person who is typing when a call comes must not answer it
 * with the next space or Enter. Once the call `id` is off the screen, the focus returns to where it was.
 */
export function useOwnFocus(id: string | undefined): RefObject<HTMLDivElement | null> {
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    screen.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [id]);
  return screen;
}
