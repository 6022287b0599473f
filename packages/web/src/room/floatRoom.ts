/** A link call in a small window. */
import { openFloatWindow } from '../inCall/floatWindow.tsx';
import { FloatingRoom } from './FloatingRoom.tsx';

/** Opens the small window. Must run in a person's act. */
export function floatRoom(): Promise<void> {
  return openFloatWindow(FloatingRoom);
}
