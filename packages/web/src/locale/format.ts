/** Times, dates and durations as people read them, by Intl. Pure: language (BCP 47) and present moment are given. */
import { type Language, preferencesToLanguage } from './message.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

// Making a formatter takes a millisecond or more, and a list asks for many.
const dateFormat = remembered(
  (language, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options),
);
const relativeFormat = remembered(
  (language, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(language, options),
);
const durationFormat = remembered(
  (language, options: Intl.DurationFormatOptions) => new Intl.DurationFormat(language, options),
);

/** A running timer, `m:ss` or `h:mm:ss`. `ms` below zero counts as zero. */
export function durationToTimer(ms: number): string {
  const { hours, minutes, seconds } = splitDuration(ms);
  const tail = String(seconds).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** A duration in words, at most two units: `1 hr, 4 min`, `12 min, 5 sec`, `8 sec`. */
export function durationToWords(ms: number, language: string): string {
  const { hours, minutes, seconds } = splitDuration(ms);
  const parts = hours > 0 ? { hours, minutes } : minutes > 0 ? { minutes, seconds } : { seconds };
  const secondsDisplay = hours > 0 ? 'auto' : 'always';
  return durationFormat(language, { style: 'short', secondsDisplay }).format(parts);
}

/** When something last happened, short enough for a list: the time today, then *yesterday*, the weekday, the date. */
export function timeToListLabel(at: number, now: number, language: string): string {
  const days = daysBetween(at, now);
  if (days <= 0) return timeToClock(at, language);
  if (days === 1) return capitalise(relativeDays(-1, language), language);
  if (days < 7) return dateFormat(language, { weekday: 'short' }).format(at);
  return dateFormat(language, {
    day: 'numeric',
    month: 'short',
    ...yearIfOther(at, now),
  }).format(at);
}

/** The heading above a day's messages: *Today*, *Yesterday*, the weekday, the full date. */
export function timeToDayLabel(at: number, now: number, language: string): string {
  const days = daysBetween(at, now);
  if (days <= 1) return capitalise(relativeDays(-Math.max(days, 0), language), language);
  const label =
    days < 7
      ? dateFormat(language, { weekday: 'long' }).format(at)
      : dateFormat(language, {
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          ...yearIfOther(at, now),
        }).format(at);
  return capitalise(label, language);
}

/** Hours and minutes. */
export function timeToClock(at: number, language: string): string {
  return dateFormat(language, { timeStyle: 'short' }).format(at);
}

/** A time of day that belongs to no date, by its minutes after midnight. */
export function minutesToClock(minutes: number, language: string): string {
  return dateFormat(language, { timeStyle: 'short', timeZone: 'UTC' }).format(minutes * MINUTE_MS);
}

/** What stands between a day and a time. */
const AT = { en: 'at', fr: 'à' } as const satisfies Record<Language, string>;

/** A moment to come: *today* or *tomorrow*, else the weekday and date, and the time. */
export function timeToMoment(at: number, now: number, language: string): string {
  const days = daysBetween(now, at);
  const clock = timeToClock(at, language);
  const day =
    days <= 1
      ? relativeDays(Math.max(days, 0), language)
      : dateFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
  return `${day} ${AT[preferencesToLanguage([language])]} ${clock}`;
}

/** A full date without the weekday. */
export function timeToDate(at: number, language: string): string {
  return dateFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** How long ago a day was, in words: *today*, *yesterday*, *3 days ago*. */
export function timeToDaysAgo(at: number, now: number, language: string): string {
  return relativeDays(-Math.max(daysBetween(at, now), 0), language);
}

/** Whole days until a moment, at least 0; a started day counts, but for its first minute. */
export function daysUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now - MINUTE_MS) / DAY_MS));
}

/** Whether two moments fall on the same day here. */
export function isSameDay(one: number, other: number): boolean {
  return daysBetween(one, other) === 0;
}

/** Calendar days from one moment to another, in local time; noon keeps daylight-saving changes out of the count. */
function daysBetween(from: number, to: number): number {
  const start = new Date(from).setHours(12, 0, 0, 0);
  const end = new Date(to).setHours(12, 0, 0, 0);
  return Math.round((end - start) / DAY_MS);
}

function relativeDays(days: number, language: string): string {
  return relativeFormat(language, { numeric: 'auto' }).format(days, 'day');
}

function yearIfOther(at: number, now: number): { readonly year?: 'numeric' } {
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' };
}

function capitalise(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

function splitDuration(ms: number): {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
} {
  const total = Math.max(0, Math.floor(ms / 1000));
  return { hours: Math.floor(total / 3600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}

/** Makes each formatter once. */
function remembered<Options, Format>(
  make: (language: string, options: Options) => Format,
): (language: string, options: Options) => Format {
  const made = new Map<string, Format>();
  return (language, options) => {
    const key = `${language} ${JSON.stringify(options)}`;
    const format = made.get(key) ?? make(language, options);
    made.set(key, format);
    return format;
  };
}
