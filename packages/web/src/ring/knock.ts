/** The sound of somebody who knocks at a link call. As loud as the person wants calls to ring; at zero and in silent hours it is not heard. */
import { areSilentHours, ringSettings } from './ringSettings.ts';
import { KNOCK } from './tones.ts';
import { roundToWave } from './wave.ts';

/** It must be heard beside voices, not over them. */
const SHARE = 0.5;

/** Plays it once. A browser that holds it back leaves it at the banner. */
export function playKnock(): void {
  const { volume } = ringSettings.peek();
  if (volume === 0 || areSilentHours.peek()) return;
  const url = URL.createObjectURL(new Blob([roundToWave(KNOCK)], { type: 'audio/wav' }));
  const sound = new Audio(url);
  const end = () => URL.revokeObjectURL(url);
  sound.volume = (volume / 100) * SHARE;
  sound.addEventListener('ended', end);
  sound.play().catch(end);
}
