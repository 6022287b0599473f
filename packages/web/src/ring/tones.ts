/** The tones of calls: which frequencies sound for how long. They are computed, so that none has to be fetched. */
import type { Tone } from '@sotto/core/port/ringer';
import type { Ringtone } from './ringSettings.ts';

/** One stretch of a tone: frequencies sounding together (none: silence), for some seconds. */
export interface Stretch {
  readonly hertz: readonly number[];
  readonly seconds: number;
  /** It rings out like something that was struck, rather than ending at once. */
  readonly isStruck?: boolean;
}

const SILENCE: readonly number[] = [];

/** One round of each ringtone; it repeats until it is stopped. */
export const RINGTONE_ROUNDS: Readonly<Record<Ringtone, readonly Stretch[]>> = {
  rise: [
    { hertz: [523.25, 659.25], seconds: 0.22 },
    { hertz: [659.25, 783.99], seconds: 0.22 },
    { hertz: [783.99, 1046.5], seconds: 0.5 },
    { hertz: SILENCE, seconds: 0.25 },
    { hertz: [523.25, 659.25], seconds: 0.22 },
    { hertz: [783.99, 1046.5], seconds: 0.55 },
    { hertz: SILENCE, seconds: 1.6 },
  ],
  bell: [
    { hertz: [880, 1318.51, 2217.46], seconds: 1.1, isStruck: true },
    { hertz: [698.46, 1046.5, 1760], seconds: 1.6, isStruck: true },
    { hertz: SILENCE, seconds: 1.2 },
  ],
  classic: [
    { hertz: [440, 480], seconds: 0.4 },
    { hertz: SILENCE, seconds: 0.2 },
    { hertz: [440, 480], seconds: 0.4 },
    { hertz: SILENCE, seconds: 2 },
  ],
  drops: [
    { hertz: [1174.66], seconds: 0.3, isStruck: true },
    { hertz: [987.77], seconds: 0.3, isStruck: true },
    { hertz: [783.99], seconds: 0.3, isStruck: true },
    { hertz: [987.77], seconds: 0.7, isStruck: true },
    { hertz: SILENCE, seconds: 1.4 },
  ],
};

/** One round of each tone that cannot be chosen. */
export const TONE_ROUNDS: Readonly<Record<Exclude<Tone, 'ringTone'>, readonly Stretch[]>> = {
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

/** Two knocks on wood, heard once. */
export const KNOCK: readonly Stretch[] = [
  { hertz: [196, 329.63, 523.25], seconds: 0.16, isStruck: true },
  { hertz: SILENCE, seconds: 0.06 },
  { hertz: [220, 369.99, 587.33], seconds: 0.24, isStruck: true },
];
