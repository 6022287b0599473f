/** Which words belong to what can be wrong with a link, and to how a stay ended. Pure; sentences are in the locale files. */
import type { JoinView } from '@sotto/core/link/linkView';
import type { LinkProblem } from '@sotto/core/link/readLinkText';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { RoomEnding } from '@sotto/core/room/roomState';
import { languageKind, plural, t } from '../locale/locale.ts';
import type { IconName } from '../ui/iconPaths.ts';

/** Icon, title, next step, and whether trying again can help. */
export interface ProblemLook {
  readonly icon: IconName;
  readonly title: Extract<Parameters<typeof t>[0], `join.${string}Title`>;
  /** Undefined where the sentence depends on more than the problem. */
  readonly next: Extract<Parameters<typeof t>[0], `join.${string}Next`> | undefined;
  readonly canRetry: boolean;
}

/** What stands in the way of a visitor. `unsupported`: this browser cannot encrypt calls. */
export type JoinProblem = LinkProblem | 'unsupported';

/** Each problem has words and a way out of its own. */
export const problemLooks = {
  malformedLink: look('link', 'join.malformedTitle', 'join.malformedNext'),
  unknownLink: look('link', 'join.unknownTitle', 'join.unknownNext'),
  expiredLink: look('clock', 'join.expiredTitle', 'join.expiredNext'),
  revokedLink: look('block', 'join.revokedTitle', 'join.revokedNext'),
  fullLink: look('people', 'join.fullTitle', 'join.fullNext', true),
  bannedLink: look('block', 'join.bannedTitle', 'join.bannedNext'),
  closedLink: look('clock', 'join.closedTitle', undefined, true),
  untrustedLink: look('warning', 'join.untrustedTitle', 'join.untrustedNext', true),
  otherServerLink: look('link', 'join.otherServerTitle', undefined),
  tooManyRequests: look('clock', 'join.tooManyTitle', 'join.tooManyNext', true),
  offline: look('cloudOff', 'join.offlineTitle', 'join.offlineNext', true),
  unsupported: look('warning', 'join.unsupportedTitle', 'join.unsupportedNext'),
} as const satisfies Record<JoinProblem, ProblemLook>;

/** How a stay can end. `moved`: it continues on this person's other device. */
export type Ending = RoomEnding | 'moved';

/** How a stay ended; with `canRetry`, coming back makes sense. */
export const endingLooks = {
  left: look('check', 'join.leftTitle', 'join.leftNext', true),
  moved: look('devices', 'join.movedTitle', 'join.movedNext'),
  removed: look('block', 'join.removedTitle', 'join.removedNext', true),
  refused: look('block', 'join.refusedTitle', 'join.refusedNext', true),
  revoked: look('block', 'join.revokedTitle', 'join.revokedNext'),
  expired: look('clock', 'join.expiredTitle', 'join.expiredNext'),
  replaced: look('people', 'join.replacedTitle', 'join.replacedNext', true),
  elsewhere: look('windows', 'join.seatTakenTitle', 'join.seatTakenNext'),
  full: look('people', 'join.fullTitle', 'join.fullNext', true),
  banned: look('block', 'join.bannedTitle', 'join.bannedNext'),
  failed: look('cloudOff', 'join.failedTitle', 'join.failedNext', true),
} as const satisfies Record<Ending, ProblemLook>;

/**
 * How many are in the call. The server counts whoever has the join page open, too, if others are in the call; whoever
 * is on the way in there knows better, once somebody inside has been heard of.
 */
export function countInside({ count, linkId }: Pick<JoinView, 'count' | 'linkId'>, call: OnTheWay): number {
  if (call === undefined || call.linkId !== linkId) return count;
  const inside = call.people.filter(({ isMe, isArriving }) => !isMe && !isArriving).length;
  return inside === 0 ? count : inside;
}

/** What is being entered already, if anything is. */
type OnTheWay = Pick<LinkCallView, 'linkId' | 'people'> | undefined;

/** Who is in the call, in one sentence. */
export function peopleToText({ count, people }: Pick<JoinView, 'count' | 'people'>): string {
  if (count === 0) return t('join.nobody');
  const named = people.slice(0, MOST_NAMES);
  if (named.length === 0) return plural('join.count', count);
  const rest = count - named.length;
  const all = rest > 0 ? [...named, plural('join.others', rest)] : named;
  return t('join.named', { names: new Intl.ListFormat(languageKind(), { type: 'conjunction' }).format(all) });
}

/** What becomes of the name that is given, by who decides. */
export function joinToNameHint({ amHost, hasToAsk, policy }: JoinView) {
  if (amHost) return 'join.nameHost';
  if (!hasToAsk) return 'join.nameOpen';
  return policy === 'contacts' ? 'join.nameContacts' : 'join.nameAsk';
}

/** What the button says. */
export function joinToButton({ hasToAsk, isContinued }: Pick<JoinView, 'hasToAsk' | 'isContinued'>) {
  if (isContinued) return 'join.continue';
  return hasToAsk ? 'join.ask' : 'join.join';
}

/** The host of the server in a link of another one; empty for what is no link. */
export function linkToHost(link: string): string {
  return URL.parse(link.trim())?.host ?? '';
}

const MOST_NAMES = 4;

function look<Title extends ProblemLook['title'], Next extends ProblemLook['next']>(
  icon: IconName,
  title: Title,
  next: Next,
  canRetry = false,
) {
  return { icon, title, next, canRetry } as const;
}
