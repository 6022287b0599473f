/**
 * How incoming calls ring on this device: which ringtone, how loud, with vibration or not, and when not at all.
 * Remembered in this browser only, for all its tabs.
 */
import { computed, signal } from '@preact/signals';
import { DAY_MINUTES, isSilentAt, type SilentHours } from '@sotto/core/settings/silentHours';
import { minute } from '../ui/now.ts';

/** The ringtones, the usual one first. */
export const RINGTONES = ['rise', 'bell', 'classic', 'drops'] as const;

/** A ringtone's name. */
export type Ringtone = (typeof RINGTONES)[number];

/** What a person chose. */
export interface RingSettings {
  readonly ringtone: Ringtone;
  /** 0 (silent) to 100. */
  readonly volume: number;
  /** Where the device can. */
  readonly vibrates: boolean;
  readonly silentHours: SilentHours;
}

const KEY = 'sotto-ringing';
const USUAL: RingSettings = {
  ringtone: 'rise',
  volume: 90,
  vibrates: true,
  silentHours: { on: false, from: 22 * 60, to: 7 * 60 },
};
const stored = signal<RingSettings>(recall());

/** The settings now. */
export const ringSettings = computed(() => stored.value);

/** Whether a call rings that the browser keeps silent until somebody touches the page. */
export const isRingHeldBack = signal(false);

/** Whether these are silent hours. Followed by the minute while something reads it. */
export const areSilentHours = computed(() =>
  isSilentAt(stored.value.silentHours, minute.value, at => -new Date(at).getTimezoneOffset()),
);

/** Changes them from now on. */
export function changeRinging(changes: Partial<RingSettings>): void {
  stored.value = { ...stored.peek(), ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(stored.peek()));
  } catch {
    // A full store costs the memory of it, not the choice.
  }
}

/** What another tab changes from now on holds here, too. */
export function followOtherTabs(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY) stored.value = readRingSettings(newValue);
  });
}

/** What was stored, as far as it is anything that can be chosen. */
export function readRingSettings(text: string | null): RingSettings {
  const { ringtone, volume, vibrates, silentHours } = parse(text ?? '{}');
  return {
    ringtone: RINGTONES.find(known => known === ringtone) ?? USUAL.ringtone,
    volume: isWithin(volume, 100) ? volume : USUAL.volume,
    vibrates: typeof vibrates === 'boolean' ? vibrates : USUAL.vibrates,
    silentHours: readSilentHours(silentHours),
  };
}

function readSilentHours(value: unknown): SilentHours {
  const { on, from, to } = toRecord(value);
  const isChosen = typeof on === 'boolean' && isTimeOfDay(from) && isTimeOfDay(to);
  return isChosen ? { on, from, to } : USUAL.silentHours;
}

function isTimeOfDay(value: unknown): value is number {
  return Number.isInteger(value) && isWithin(value, DAY_MINUTES - 1);
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function recall(): RingSettings {
  try {
    return readRingSettings(localStorage.getItem(KEY));
  } catch {
    return USUAL;
  }
}
