/** Silent hours in words. */
import { minutesToClock } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import type { RingFacts } from './ringFindings.ts';
import { areSilentHours, ringSettings } from './ringSettings.ts';

/** Whether it is silent now, or will be. */
export function currentSilence(): RingFacts['silence'] {
  if (areSilentHours.value) return 'now';
  return ringSettings.value.silentHours.on ? 'later' : 'off';
}

/** Where the silent hours stand. */
export function silenceToText(silence: RingFacts['silence']): string {
  const { from, to } = ringSettings.value.silentHours;
  if (silence === 'off') return t('ring.silentOff');
  if (from === to) return t('ring.silentAlways');
  return silence === 'now'
    ? t('ring.silentNow', { time: minutesToClock(to, languageKind()) })
    : t('ring.silentLater', { time: minutesToClock(from, languageKind()) });
}

/** What the screen of an incoming call says in silent hours. */
export function silenceToCardText(): string {
  const { from, to } = ringSettings.value.silentHours;
  return from === to
    ? t('ring.cardAlways')
    : t('ring.cardUntil', { time: minutesToClock(to, languageKind()) });
}
