/** One round of the chosen ringtone to listen to. Loaded when somebody does. */
import { ringSettings } from './ringSettings.ts';
import { RINGTONE_ROUNDS } from './tones.ts';
import { roundToWave } from './wave.ts';

/** `blocked`: the browser lets this site make no sound. `failed`: it cannot play it. */
export type SoundOutcome = 'played' | 'blocked' | 'failed';

/** A ringtone that plays once. */
export interface Preview {
  /** Whether it began to. */
  readonly outcome: Promise<SoundOutcome>;
  /** Ends it early. */
  readonly stop: () => void;
}

/** Plays the chosen ringtone once, in a person's click; `ended` is called when it is over, unless it was stopped. */
export function playPreview(ended: () => void): Preview {
  const { ringtone, volume } = ringSettings.peek();
  const wave = roundToWave(RINGTONE_ROUNDS[ringtone]);
  const url = URL.createObjectURL(new Blob([wave], { type: 'audio/wav' }));
  const sound = new Audio(url);
  const over = new AbortController();
  const end = () => {
    if (!over.signal.aborted) ended();
  };
  sound.volume = volume / 100;
  sound.addEventListener('ended', end);
  const outcome = sound.play().then((): SoundOutcome => 'played', toOutcome);
  void outcome.then(found => found === 'played' || end());
  return {
    outcome,
    stop: () => {
      over.abort();
      sound.pause();
      URL.revokeObjectURL(url);
    },
  };
}

/** What it means that playing was refused. A sound that was stopped before it began was none of it. */
function toOutcome(problem: unknown): SoundOutcome {
  const name = problem instanceof DOMException ? problem.name : '';
  if (name === 'AbortError') return 'played';
  return name === 'NotAllowedError' ? 'blocked' : 'failed';
}
