/** Keys of a running call. Space, held while muted, talks. */
import { useEffect, useRef } from 'preact/hooks';
import {
  type OwnSide,
  setMicrophone,
  toggleCamera,
  toggleFullScreen,
  toggleMicrophone,
  toggleScreen,
} from './callActions.ts';
import { showCallKeys } from './keySheet.ts';

/** What a key does, by the key in lower case. */
export type KeyActions<Call> = Readonly<Record<string, (call: Call) => void>>;

const SHARED: KeyActions<OwnSide> = {
  m: toggleMicrophone,
  v: toggleCamera,
  s: call => {
    if (call.devices?.choices.canShareScreen) toggleScreen(call);
  },
  f: toggleFullScreen,
  '?': showCallKeys,
};

/** What can be done in a call that is held. */
const HELD_KEYS: readonly string[] = ['h', 'f', 'escape', '?'];

/** Listens while the call screen is shown. `own`: the keys that only this kind of call has. */
export function useCallKeys<Call extends OwnSide>(call: Call, own: KeyActions<Call>): void {
  const latest = useRef(call);
  latest.current = call;
  useEffect(() => {
    let isTalking = false;
    const act = (key: string): void => (own[key] ?? SHARED[key])?.(latest.current);
    const press = (event: KeyboardEvent): void => {
      if (!isPlainKey(event)) return;
      if (latest.current.mine.held && !HELD_KEYS.includes(event.key.toLowerCase())) return;
      if (event.key === ' ' && isTalkKey(event)) {
        event.preventDefault();
        if (isTalking || latest.current.mine.microphone) return;
        isTalking = true;
        setMicrophone(true);
      } else if (!event.repeat) act(event.key.toLowerCase());
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
