/** The keys of a call with a contact, on one sheet. */
import { KeySheet } from '../inCall/KeySheet.tsx';
import { isCallOnScreen } from './callScreenState.ts';

const KEYS = [
  ['M', 'call.keyMute'],
  [undefined, 'call.keyTalk'],
  ['V', 'call.keyCamera'],
  ['S', 'call.keyScreen'],
  ['H', 'call.keyHold'],
  ['G', 'call.keyGrid'],
  ['F', 'call.keyFullScreen'],
  ['P', 'call.keyFloat'],
  ['Esc', 'call.minimise'],
  ['?', 'call.keyHelp'],
] as const;

/** The sheet, while it is wanted. */
export function CallKeys() {
  return isCallOnScreen.value ? <KeySheet keys={KEYS} /> : null;
}
