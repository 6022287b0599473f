/** Which words belong to a call link's policy, hours and end. Pure; sentences are in the locale files. */
import type { LinkNewsView, LinkView } from '@sotto/core/link/linkView';
import type { LinkPolicy, OpeningHours } from '@sotto/protocol/sealed/linkRecord';
import { languageKind, plural, t } from '../locale/locale.ts';
import { hoursToText } from '../words/openingHours.ts';

/** Who may come in: the choice, what it means, and what to mind when the link is given away. */
export const policyKeys = {
  open: ['link.policyOpen', 'link.policyOpenText', 'link.trustOpen'],
  ask: ['link.policyAsk', 'link.policyAskText', 'link.trustAsk'],
  contacts: ['link.policyContacts', 'link.policyContactsText', 'link.trustContacts'],
} as const satisfies Record<LinkPolicy, readonly string[]>;

/** The line under a link's name in the list: what goes on there; else whose it is, and until when it can be used. */
export function linkToLine(link: LinkView, news: LinkNewsView | undefined, now: number): string {
  const going = newsToLine(news);
  if (going !== '') return going;
  const whose = t(link.isMine ? 'link.mine' : 'link.theirs');
  return t('item.summary', { call: whose, status: linkToEnd(link, now) });
}

/** What goes on at an own link, in one line; empty where nothing does that is new. */
export function newsToLine(news: LinkNewsView | undefined): string {
  if (news === undefined) return '';
  const { notes, people, waiting } = news;
  const count = notes.filter(({ isNew }) => isNew).length;
  return [
    ...(waiting > 0 ? [plural('link.newsWaiting', waiting)] : []),
    ...(people > 0 ? [plural('link.newsPeople', people)] : []),
    ...(count > 0 ? [plural('link.newsNotes', count)] : []),
  ].join(' · ');
}

function linkToEnd({ ending, ends, expires }: LinkView, now: number): string {
  if (ending !== undefined) return t(ending === 'expired' ? 'link.expired' : 'link.revoked');
  return plural('link.expiresIn', wholeDays(Math.min(expires, ends ?? expires) - now));
}

/** The last day counts whole, so a link is valid for up to a day more than was chosen: that is not said. */
function wholeDays(ms: number): number {
  return Math.max(1, Math.floor(ms / DAY_MS));
}

/** Lengths of validity that are offered, in days; a host's own other choice is among them. */
export function daysToOffer(chosen: number): readonly number[] {
  const usual = [1, 7, 30, 90];
  return usual.includes(chosen) ? usual : [...usual, chosen].sort((one, other) => one - other);
}

/** How many people can be allowed where the server allows `most`; a host's own other choice is among them. */
export function peopleToOffer(chosen: number, most: number): readonly number[] {
  const usual = [2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32].filter(each => each < most);
  return [...new Set([...usual, most, chosen])].sort((one, other) => one - other);
}

/** Opening hours in one line. */
export function hoursToLine(hours: OpeningHours): string {
  return hoursToText(hours, languageKind());
}

/** A day as an input of type `date` has it, of a moment here. */
export function momentToDate(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The end of a day here, milliseconds since 1970; `undefined` for an empty or damaged input. */
export function dateToEnd(date: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return undefined;
  // The first moment of the next day, whatever the clocks do in between.
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + 1).getTime();
}

/** The last day of a link that ends at this moment, as an input of type `date` has it. */
export function endToDate(ends: number): string {
  return momentToDate(ends - 1);
}

const DAY_MS = 86_400_000;

function two(number: number): string {
  return String(number).padStart(2, '0');
}
