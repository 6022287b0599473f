/**
 * The {@link Ringer} of a browser. The tones are computed here, so that none has to be fetched or licensed, and
 * played by an `<audio>` element, which a hidden page may still use.
 */
import type { Ringer, Tone } from '@sotto/core/port/ringer';

const RATE = 16_000;

/** One stretch of a tone: frequencies sounding together (none: silence), for some seconds. */
interface Stretch {
  readonly hertz: readonly number[];
  readonly seconds: number;
}

const SILENCE: readonly number[] = [];

/** One round of each tone; it repeats until it is stopped. */
const ROUNDS: Readonly<Record<Tone, readonly Stretch[]>> = {
  ringTone: [
    { hertz: [523.25, 659.25], seconds: 0.22 },
    { hertz: [659.25, 783.99], seconds: 0.22 },
    { hertz: [783.99, 1046.5], seconds: 0.5 },
    { hertz: SILENCE, seconds: 0.25 },
    { hertz: [523.25, 659.25], seconds: 0.22 },
    { hertz: [783.99, 1046.5], seconds: 0.55 },
    { hertz: SILENCE, seconds: 1.6 },
  ],
  callWaiting: [
    { hertz: [587.33], seconds: 0.18 },
    { hertz: SILENCE, seconds: 0.12 },
    { hertz: [587.33], seconds: 0.18 },
    { hertz: SILENCE, seconds: 4 },
  ],
  ringBack: [
    { hertz: [425], seconds: 1.2 },
    { hertz: SILENCE, seconds: 3 },
  ],
};

const VOLUMES: Readonly<Record<Tone, number>> = { ringTone: 0.9, callWaiting: 0.35, ringBack: 0.25 };

/** Whoever has this lock sounds the ring tone: one tab for all, because two of them would never be in step. */
const LOCK = 'sotto-tone';

/** Makes the ringer. A tone that the browser blocks (no gesture on the page yet) is left to the next tab. */
export function createToneRinger(): Ringer {
  const urls = new Map<Tone, string>();
  let stop = () => {};

  function urlOf(tone: Tone): string {
    const known = urls.get(tone);
    if (known !== undefined) return known;
    const url = URL.createObjectURL(new Blob([roundToWave(ROUNDS[tone])], { type: 'audio/wav' }));
    urls.set(tone, url);
    return url;
  }

  function createSound(tone: Tone): HTMLAudioElement {
    const sound = new Audio(urlOf(tone));
    sound.loop = true;
    sound.volume = VOLUMES[tone];
    return sound;
  }

  let playing: Tone | undefined;
  return {
    play: tone => {
      if (tone === playing) return;
      playing = tone;
      stop();
      stop = () => {};
      if (tone === undefined) return;
      const sound = createSound(tone);
      if (tone === 'ringTone') stop = playInOneTab(sound);
      else {
        void isPlaying(sound);
        stop = () => sound.pause();
      }
    },
  };
}

/** Plays once no other tab does; the returned function ends it. */
function playInOneTab(sound: HTMLAudioElement): () => void {
  const ended = Promise.withResolvers<void>();
  const waiting = new AbortController();
  const hold = async () => {
    if (await isPlaying(sound)) await ended.promise;
    sound.pause();
  };
  navigator.locks.request(LOCK, { signal: waiting.signal }, hold).catch(() => undefined);
  return () => {
    sound.pause();
    ended.resolve();
    waiting.abort();
  };
}

/** Begins to play; false when the browser wants a gesture on the page first. */
function isPlaying(sound: HTMLAudioElement): Promise<boolean> {
  return sound.play().then(
    () => true,
    () => false,
  );
}

/** A WAVE file (RIFF, PCM, 16 bit, mono) of the stretches. */
function roundToWave(stretches: readonly Stretch[]): Uint8Array<ArrayBuffer> {
  const samples = stretches.flatMap(stretchToSamples);
  const file = new DataView(new ArrayBuffer(44 + samples.length * 2));
  writeHeader(file, samples.length * 2);
  samples.forEach((sample, index) => {
    file.setInt16(44 + index * 2, Math.round(sample * 0x7fff), true);
  });
  return new Uint8Array(file.buffer);
}

function writeHeader(file: DataView, dataBytes: number): void {
  const text = (offset: number, value: string) => {
    for (let i = 0; i < value.length; i += 1) file.setUint8(offset + i, value.charCodeAt(i));
  };
  text(0, 'RIFF');
  file.setUint32(4, 36 + dataBytes, true);
  text(8, 'WAVEfmt ');
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, RATE, true);
  file.setUint32(28, RATE * 2, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  text(36, 'data');
  file.setUint32(40, dataBytes, true);
}

/** Soft edges keep the tone from clicking. */
function stretchToSamples({ hertz, seconds }: Stretch): number[] {
  const length = Math.round(seconds * RATE);
  const edge = Math.min(length / 2, RATE * 0.03);
  return Array.from({ length }, (_, index) => {
    const envelope = Math.min(1, index / edge, (length - index) / edge);
    const sum = hertz.reduce((total, f) => total + Math.sin((2 * Math.PI * f * index) / RATE), 0);
    return hertz.length === 0 ? 0 : (envelope * 0.7 * sum) / hertz.length;
  });
}
