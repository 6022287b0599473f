/** How incoming calls sound on this device: which ringtone, and how loud. Remembered in this browser only. */
import { computed, signal } from '@preact/signals';

/** The ringtones, the usual one first. */
export const RINGTONES = ['rise', 'bell', 'classic', 'drops'] as const;

/** A ringtone's name. */
export type Ringtone = (typeof RINGTONES)[number];

/** What a person chose. */
export interface RingSettings {
  readonly ringtone: Ringtone;
  /** 0 (silent) to 100. */
  readonly volume: number;
}

const KEY = 'sotto-ringing';
const USUAL: RingSettings = { ringtone: 'rise', volume: 90 };
const stored = signal<RingSettings>(recall());

/** The settings now. */
export const ringSettings = computed(() => stored.value);

/** Whether a call rings that the browser keeps silent until somebody touches the page. */
export const isRingHeldBack = signal(false);

/** Changes them from now on. */
export function changeRinging(changes: Partial<RingSettings>): void {
  stored.value = { ...stored.peek(), ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(stored.peek()));
  } catch {
    // A full store costs the memory of it, not the choice.
  }
}

/** What was stored, as far as it is anything that can be chosen. */
export function readRingSettings(text: string | null): RingSettings {
  const found = parse(text ?? '{}');
  const { ringtone, volume } = found;
  return {
    ringtone: RINGTONES.find(known => known === ringtone) ?? USUAL.ringtone,
    volume: typeof volume === 'number' && volume >= 0 && volume <= 100 ? volume : USUAL.volume,
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function recall(): RingSettings {
  try {
    return readRingSettings(localStorage.getItem(KEY));
  } catch {
    return USUAL;
  }
}
