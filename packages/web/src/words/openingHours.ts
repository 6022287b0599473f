/** Opening hours of a call link as people read them. */
import type { OpeningHours } from '@sotto/protocol/sealed/linkRecord';
import { t } from '../locale/locale.ts';

/** A Monday, so that weekdays can be named. */
const MONDAY = Date.UTC(2026, 0, 5);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ALL_DAYS = 7;

/** Days, times and place in one line. */
export function hoursToText({ days, from, until, zone }: OpeningHours, language: string): string {
  return t('link.hoursSummary', {
    days: days.length === ALL_DAYS ? t('link.hoursEveryDay') : daysToText(days, language),
    from: minutesToClock(from, language),
    until: minutesToClock(until, language),
    zone: zoneToText(zone),
  });
}

/** Weekdays in a row: three or more that follow each other are written as a range. */
export function daysToText(days: readonly number[], language: string): string {
  const runs: { first: number; last: number }[] = [];
  for (const day of [...days].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run !== undefined && run.last === day - 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  const name = (day: number) => dayToName(day, 'short', language);
  return runs
    .flatMap(({ first, last }) => {
      if (last - first >= 2) return [`${name(first)}\u202f–\u202f${name(last)}`];
      return first === last ? [name(first)] : [name(first), name(last)];
    })
    .join(', ');
}

/** The name of a weekday, 1 for Monday to 7 for Sunday. */
export function dayToName(day: number, style: 'short' | 'long', language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }).format(
    MONDAY + (day - 1) * DAY_MS,
  );
}

function minutesToClock(minutes: number, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' }).format(
    MONDAY + minutes * MINUTE_MS,
  );
}

/** `Europe/Paris` reads as *Paris*, and is as clear. */
function zoneToText(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
