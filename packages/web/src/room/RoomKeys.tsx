/** The keys of a link call, on one sheet. */
import { KeySheet } from '../inCall/KeySheet.tsx';

const KEYS = [
  ['M', 'call.keyMute'],
  [undefined, 'call.keyTalk'],
  ['V', 'call.keyCamera'],
  ['S', 'call.keyScreen'],
  ['H', 'room.keyHand'],
  ['C', 'room.keyChat'],
  ['U', 'room.keyPeople'],
  ['G', 'room.keyGrid'],
  ['F', 'call.keyFullScreen'],
  ['P', 'call.keyFloat'],
  ['Esc', 'room.minimise'],
  ['?', 'call.keyHelp'],
] as const;

/** The sheet, while it is wanted. */
export function RoomKeys() {
  return <KeySheet keys={KEYS} />;
}
