/** Whether a link is open at a time (spec/link-keys.md, "Opening hours"), in its own time zone, changes of the clocks included. */
import type { LinkRecord, OpeningHours } from '@sotto/protocol/sealed/linkRecord';

/** Whether a link may be used at `now` (milliseconds since 1970), as far as its host has limited that. */
export function isLinkOpen(
  record: Pick<LinkRecord, 'hours' | 'ends'>,
  now: number,
): 'open' | 'closed' | 'over' {
  if (record.ends !== undefined && now >= record.ends) return 'over';
  return record.hours === undefined || isWithin(record.hours, now) ? 'open' : 'closed';
}

/**
 * When a link with these hours opens next, after `now`; milliseconds since 1970. Undefined when it never does, or when
 * this device does not know the time zone.
 */
export function nextOpening(hours: OpeningHours, now: number): number | undefined {
  if (toLocalTime(hours.zone, now) === undefined) return undefined;
  // Eight days, because today's hours may have begun already; in halves, because a day can have 23 hours.
  for (let ahead = 0; ahead <= 15; ahead += 1) {
    const opening = toOpeningOn(hours, now + ahead * HALF_DAY * MINUTE_MS);
    if (opening !== undefined && opening > now) return opening;
  }
  return undefined;
}

/** When it opens on the day of this moment there; undefined when it does not. */
function toOpeningOn({ zone, days, from }: OpeningHours, moment: number): number | undefined {
  const local = toLocalTime(zone, moment);
  if (local === undefined || !days.includes(local.day)) return undefined;
  const opening = moment - (moment % MINUTE_MS) + (from - local.minute) * MINUTE_MS;
  // The clocks may change between the two.
  const shift = from - (toLocalTime(zone, opening)?.minute ?? from);
  return opening + (((shift + HALF_DAY + DAY) % DAY) - HALF_DAY) * MINUTE_MS;
}

const MINUTE_MS = 60_000;
/** In minutes. */
const DAY = 1440;
const HALF_DAY = 720;

function isWithin({ zone, days, from, until }: OpeningHours, now: number): boolean {
  const local = toLocalTime(zone, now);
  // A time zone that this device does not know must not lock people out.
  if (local === undefined) return true;
  const { day, minute } = local;
  if (from < until) return days.includes(day) && minute >= from && minute < until;
  const dayBefore = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minute >= from) || (days.includes(dayBefore) && minute < until);
}

function toLocalTime(
  zone: string,
  now: number,
): { readonly day: number; readonly minute: number } | undefined {
  try {
    const options = { weekday: 'short', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, ...options }).formatToParts(now);
    const part = (type: string) => parts.find(each => each.type === type)?.value ?? '';
    return {
      day: WEEKDAYS.indexOf(part('weekday')) + 1,
      minute: 60 * Number(part('hour')) + Number(part('minute')),
    };
  } catch {
    return undefined;
  }
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
