/** Which words belong to people, paths, warnings and endings of a link call. Pure tables; sentences are in the locale files. */
import type { LinkCallPersonView, LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { RoomWarning } from '@sotto/core/room/roomState';
import type { KnockView } from '@sotto/core/room/roomView';
import { t } from '../locale/locale.ts';

/** The name to show: the one in the group, or a word for somebody who gave none. */
export function personToName(person: Pick<LinkCallPersonView, 'name' | 'isMe'>): string {
  if (!person.isMe) return person.name === '' ? t('room.guest') : person.name;
  return person.name === '' ? t('room.you') : t('room.youNamed', { name: person.name });
}

/** The name of somebody who waits. */
export function knockToName(knock: Pick<KnockView, 'name'>): string {
  return knock.name === '' ? t('room.guest') : knock.name;
}

/** That somebody wants to come in; and if somebody inside says so, that it is their other device. */
export function knockToWords(knock: KnockView, call: Pick<LinkCallView, 'people'>): string {
  const name = knockToName(knock);
  // Before anything else: whoever was removed may have another name now, and somebody who speaks for it.
  if (knock.standing === 'expelled') return t('room.knocksExpelled', { name });
  const first = knockToFirst(knock, call);
  if (first === undefined) return t('room.knocks', { name });
  return first === name ? t('room.knocksOther', { name }) : t('room.knocksAsOther', { name, first });
}

/** The name of whoever inside says that somebody who waits is their other device. */
export function knockToFirst({ otherDeviceOf }: KnockView, { people }: Pick<LinkCallView, 'people'>) {
  const first = people.find(({ seat }) => seat === otherDeviceOf);
  return first && personToName(first);
}

/** What is wrong with the connection to somebody, the most urgent first; undefined while nothing is. */
export type TroubleKey =
  | 'room.away'
  | 'room.connecting'
  | 'room.personReconnecting'
  | 'room.personFailed'
  | 'room.unencrypted'
  | 'room.onHold'
  | 'room.lost';

/** A sentence more, where the words do not say it all. */
export const troubleTexts: Partial<Record<TroubleKey, 'room.personFailedText' | 'room.unencryptedText'>> = {
  'room.personFailed': 'room.personFailedText',
  'room.unencrypted': 'room.unencryptedText',
};

/** The words for the state of a connection. */
export function personToTrouble({
  isMe,
  isAway,
  isUnencrypted,
  way,
  media,
  rating,
}: LinkCallPersonView): TroubleKey | undefined {
  if (isMe) return undefined;
  if (isAway) return 'room.away';
  if (way === 'failed') return 'room.personFailed';
  if (way === 'reconnecting') return 'room.personReconnecting';
  if (way !== 'connected') return 'room.connecting';
  if (isUnencrypted) return 'room.unencrypted';
  if (media?.held) return 'room.onHold';
  return rating === 'lost' ? 'room.lost' : undefined;
}

/** The line about all paths together, and the sentence behind it; undefined while none is known. */
export function callToPath({ people }: Pick<LinkCallView, 'people'>) {
  const paths = new Set(people.flatMap(({ path }) => (path === undefined ? [] : [path])));
  if (paths.size === 0) return { line: 'call.encrypted', text: undefined } as const;
  if (paths.size > 1) return { line: 'room.encryptedMixed', text: 'room.mixedText' } as const;
  return paths.has('relay')
    ? ({ line: 'call.encryptedRelay', text: 'room.relayText' } as const)
    : ({ line: 'call.encryptedDirect', text: 'room.directText' } as const);
}

/** Whether everybody is badly received: then it is this device's connection. One other alone proves nothing. */
export function isMyConnectionWeak({ people }: Pick<LinkCallView, 'people'>): boolean {
  const rated = people.filter(({ rating, way }) => way === 'connected' && rating !== undefined);
  return rated.length > 1 && rated.every(({ rating }) => rating !== 'good');
}

/** Those who wait and whom a host can let in; in a locked call that is everybody. */
export function whoCanBeLetIn({ knocks }: Pick<LinkCallView, 'knocks'>): readonly KnockView[] {
  return knocks.filter(({ standing }) => CHANGEABLE.has(standing));
}

/** Those of them whom *Let all in* means: whom a host has removed is let in by name only. */
export function whoComesWithAll(call: Pick<LinkCallView, 'knocks'>): readonly KnockView[] {
  return whoCanBeLetIn(call).filter(({ standing }) => standing !== 'expelled');
}

const CHANGEABLE: ReadonlySet<KnockView['standing']> = new Set(['notApproved', 'locked', 'expelled']);

/** Why somebody who waits cannot be let in, or what a host should know before. */
export function knockToHindrance({ standing }: Pick<KnockView, 'standing'>) {
  if (standing === 'banned') return 'room.knockBanned';
  if (standing === 'expelled') return 'room.knockExpelled';
  if (standing === 'notContact') return 'room.knockNotContact';
  return standing === 'full' ? 'room.knockFull' : 'room.knockOther';
}

/** What was refused, in words. */
export const warningKeys = {
  forgedWelcome: 'room.forgedWelcome',
  forgedCommit: 'room.forgedCommit',
  ruleBroken: 'room.ruleBroken',
  forgedMessage: 'room.forgedMessage',
  forgedKnock: 'room.forgedKnock',
} as const satisfies Record<RoomWarning, string>;

/** What an ending says, and what can be done next. */
export const endingWords = {
  left: ['room.left', 'room.leftNext', 'room.joinAgain'],
  moved: ['room.moved', 'room.movedNext', undefined],
  removed: ['room.removed', 'room.removedNext', 'room.askAgain'],
  refused: ['room.refused', 'room.refusedNext', 'room.askAgain'],
  revoked: ['room.revoked', 'room.revokedNext', undefined],
  expired: ['room.expired', 'room.expiredNext', undefined],
  replaced: ['room.replaced', 'room.replacedNext', 'room.joinAgain'],
  elsewhere: ['room.elsewhere', 'room.elsewhereNext', undefined],
  full: ['room.full', 'room.fullNext', 'room.joinAgain'],
  banned: ['room.banned', 'room.bannedNext', undefined],
  failed: ['room.failed', 'room.failedNext', 'room.joinAgain'],
} as const satisfies Record<
  NonNullable<LinkCallView['ending']>,
  readonly [string, string, string | undefined]
>;
