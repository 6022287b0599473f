/** One round of a ringtone to listen to. Loaded when somebody does. */
import { ringSettings } from './ringSettings.ts';
import { RINGTONE_ROUNDS } from './tones.ts';
import { roundToWave } from './wave.ts';

/** Plays the chosen ringtone once, in a person's click; `ended` is called afterwards. Returns what ends it early. */
export function playPreview(ended: () => void): () => void {
  const { ringtone, volume } = ringSettings.peek();
  const wave = roundToWave(RINGTONE_ROUNDS[ringtone]);
  const url = URL.createObjectURL(new Blob([wave], { type: 'audio/wav' }));
  const sound = new Audio(url);
  sound.volume = volume / 100;
  sound.addEventListener('ended', ended);
  sound.play().catch(ended);
  return () => {
    sound.pause();
    URL.revokeObjectURL(url);
  };
}
