/** Keys of a running call. Space, held while muted, talks. */
import type { CallView } from '@sotto/core/client/view';
import { useEffect, useRef } from 'preact/hooks';
import {
  setMicrophone,
  toggleCamera,
  toggleFullScreen,
  toggleHold,
  toggleMicrophone,
  toggleScreen,
} from './callActions.ts';
import { callLayout, changeLayout } from './callLayout.ts';
import { minimiseCall, showCallKeys } from './callScreenState.ts';
import { floatCall } from './floatCall.tsx';

type Action = (call: CallView) => void;

const ACTIONS: Readonly<Record<string, Action>> = {
  m: toggleMicrophone,
  v: toggleCamera,
  s: call => {
    if (call.devices?.choices.canShareScreen) toggleScreen(call);
  },
  h: toggleHold,
  g: () => changeLayout({ arrangement: callLayout.peek().arrangement === 'grid' ? 'speaker' : 'grid' }),
  f: toggleFullScreen,
  p: () => void floatCall(),
  escape: minimiseCall,
  '?': showCallKeys,
};

/** What can be done in a call that is held. */
const HELD_KEYS: readonly string[] = ['h', 'f', 'escape', '?'];

/** Listens while the call screen is shown. */
export function useCallKeys(call: CallView): void {
  const latest = useRef(call);
  latest.current = call;
  useEffect(() => {
    let isTalking = false;
    const press = (event: KeyboardEvent): void => {
      if (!isPlainKey(event)) return;
      if (latest.current.mine.held && !HELD_KEYS.includes(event.key.toLowerCase())) return;
      if (event.key === ' ' && isTalkKey(event)) {
        event.preventDefault();
        if (isTalking || latest.current.mine.microphone) return;
        isTalking = true;
        setMicrophone(true);
      } else if (!event.repeat) ACTIONS[event.key.toLowerCase()]?.(latest.current);
    };
    const release = (event?: KeyboardEvent): void => {
      if (!isTalking || (event !== undefined && event.key !== ' ')) return;
      // Otherwise a button that was clicked before would be pressed again.
      event?.preventDefault();
      isTalking = false;
      setMicrophone(false);
    };
    const leave = () => release();
    window.addEventListener('keydown', press);
    window.addEventListener('keyup', release);
    window.addEventListener('blur', leave);
    return () => {
      release();
      window.removeEventListener('keydown', press);
      window.removeEventListener('keyup', release);
      window.removeEventListener('blur', leave);
    };
  }, []);
}

/** Not a browser shortcut, not what closes an open popover or dialog, not typed into a field. */
function isPlainKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (event.target instanceof Element && event.target.closest('input, select, textarea, dialog') !== null)
    return false;
  return document.querySelector('.call :popover-open') === null;
}

/** Whoever walks through the buttons with the keyboard presses them with space. */
function isTalkKey({ target }: KeyboardEvent): boolean {
  return !(target instanceof HTMLButtonElement && target.matches(':focus-visible'));
}
