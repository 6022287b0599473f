/** Keys of a running call: M mutes, V switches the camera, Escape goes back to the app. */
import type { CallView } from '@sotto/core/client/view';
import { useEffect, useRef } from 'preact/hooks';
import { minimiseCall } from './callScreenState.ts';
import { toggleCamera, toggleMicrophone } from './DeviceControls.tsx';

/** Listens while the call screen is shown. */
export function useCallKeys(call: CallView): void {
  const latest = useRef(call);
  latest.current = call;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!isPlainKey(event)) return;
      keyToAction(event.key)?.(latest.current);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function keyToAction(key: string): ((call: CallView) => void) | undefined {
  switch (key.toLowerCase()) {
    case 'm':
      return toggleMicrophone;
    case 'v':
      return toggleCamera;
    case 'escape':
      return minimiseCall;
    default:
      return undefined;
  }
}

/** Not a browser shortcut, not a held key, not what closes an open popover. */
function isPlainKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return false;
  return document.querySelector('.call :popover-open') === null;
}
