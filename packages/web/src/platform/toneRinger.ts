/**
 * The {@link Ringer} of a browser. The tones are played by an `<audio>` element, which a hidden page may still use. One
 * that the browser holds back plays as soon as somebody touches the page; until then the screen says so. In silent
 * hours nothing of a call that comes in is heard or felt.
 */
import { effect, signal, untracked } from '@preact/signals';
import type { Ringer, Tone } from '@sotto/core/port/ringer';
import { areSilentHours, followOtherTabs, isRingHeldBack, ringSettings } from '../ring/ringSettings.ts';
import { RINGTONE_ROUNDS, TONE_ROUNDS } from '../ring/tones.ts';
import { roundToWave } from '../ring/wave.ts';
import { canVibrate, vibrateInOneTab } from './ringVibration.ts';

/** A second call must be heard beside a voice, not over it. Ring tones are as loud as the person wants them. */
const CALL_WAITING_SHARE = 0.4;
const RING_BACK_VOLUME = 0.25;

/** Whoever has this lock sounds the ring tone: one tab for all, because two of them would never be in step. */
const LOCK = 'sotto-tone';
/** How long another tab may take to sound the tone instead, before this one asks to be touched. */
const OTHERS_MS = 400;

/** Makes the ringer. */
export function createToneRinger(): Ringer {
  followOtherTabs();
  const wanted = signal<Tone | undefined>(undefined);
  effect(() => {
    const tone = wanted.value;
    if (tone === undefined || (tone !== 'ringBack' && areSilentHours.value)) return;
    return untracked(() => start(tone));
  });
  return {
    play: tone => {
      wanted.value = tone;
    },
  };
}

function start(tone: Tone): () => void {
  const endTone = startTone(tone);
  const isFelt = tone === 'ringTone' && ringSettings.peek().vibrates && canVibrate();
  const endVibration = isFelt ? vibrateInOneTab() : undefined;
  return () => {
    endTone();
    endVibration?.();
  };
}

function startTone(tone: Tone): () => void {
  const round = tone === 'ringTone' ? RINGTONE_ROUNDS[ringSettings.peek().ringtone] : TONE_ROUNDS[tone];
  const url = URL.createObjectURL(new Blob([roundToWave(round)], { type: 'audio/wav' }));
  const sound = new Audio(url);
  sound.loop = true;
  sound.volume = toVolume(tone);
  const end = tone === 'ringTone' ? playInOneTab(sound) : playHere(sound);
  return () => {
    end();
    URL.revokeObjectURL(url);
  };
}

function toVolume(tone: Tone): number {
  if (tone === 'ringBack') return RING_BACK_VOLUME;
  const { volume } = ringSettings.peek();
  return (volume / 100) * (tone === 'ringTone' ? 1 : CALL_WAITING_SHARE);
}

function playHere(sound: HTMLAudioElement): () => void {
  void isPlaying(sound);
  return () => silence(sound);
}

/** Plays once no other tab does; the returned function ends it. */
function playInOneTab(sound: HTMLAudioElement): () => void {
  const ended = Promise.withResolvers<void>();
  const over = new AbortController();
  const { signal } = over;
  const hold = async () => {
    if (await isPlaying(sound)) {
      isRingHeldBack.value = false;
      await ended.promise;
      silence(sound);
    } else if (!signal.aborted) waitForTouch(signal, join);
  };
  const join = () => void navigator.locks.request(LOCK, { signal }, hold).catch(() => undefined);
  join();
  return () => {
    over.abort();
    ended.resolve();
    silence(sound);
    isRingHeldBack.value = false;
  };
}

/** Calls `touched` with the first gesture on the page, and says so where no other tab rings. */
function waitForTouch(signal: AbortSignal, touched: () => void): void {
  for (const gesture of ['pointerup', 'keydown']) {
    addEventListener(gesture, touched, { once: true, signal });
  }
  setTimeout(() => void sayHeldBack(signal), OTHERS_MS);
}

async function sayHeldBack(signal: AbortSignal): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  if (!signal.aborted) isRingHeldBack.value = !held.some(({ name }) => name === LOCK);
}

/** Begins to play; false when the browser wants a gesture on the page first. */
function isPlaying(sound: HTMLAudioElement): Promise<boolean> {
  return sound.play().then(
    () => true,
    () => false,
  );
}

/** How long a sound that is not heard any more goes on; milliseconds. */
const SILENT_MS = 500;

/**
 * Ends a sound: it is silent at once, and its stream is closed afterwards, except where a page has no say about loudness.
 * Closed at once, it takes two or three milliseconds from the opening of the microphone of whoever accepts.
 */
function silence(sound: HTMLAudioElement): void {
  sound.volume = 0;
  if (sound.volume > 0) sound.pause();
  else setTimeout(() => sound.pause(), SILENT_MS);
}
