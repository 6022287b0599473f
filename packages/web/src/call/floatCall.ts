/** A call with a contact in a small window. */
import { openFloatWindow } from '../inCall/floatWindow.tsx';
import { FloatingCall } from './FloatingCall.tsx';

/** Opens the small window. Must run in a person's act. */
export function floatCall(): Promise<void> {
  return openFloatWindow(FloatingCall);
}
