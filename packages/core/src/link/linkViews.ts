/** What screens see of the links of this device. Pure; views are in `linkView.ts`. */
import { type Bytes, bytesToHex } from '@sotto/protocol/bytes';
import type { ContactId } from '@sotto/protocol/ids';
import { type LinkMedia, tokenToCallLink } from '@sotto/protocol/link/callLink';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { ShownLink } from './joinPage.ts';
import { type KnownLink, linkToEnd } from './linkList.ts';
import type { JoinView, LinkPersonView, LinkView } from './linkView.ts';

/** What is known of people beyond the links. */
export interface LinkNames {
  /** Whoever has this pseudonym at the link, as this device knows the person; empty when it does not. */
  name(link: KnownLink, pseudonym: Bytes): string;
  /** The contact who hosts with this key. */
  hostContact(hostKey: Bytes): ContactId | undefined;
  /** The name to begin with at a link. */
  ownName(link: KnownLink | undefined): string;
}

/** The complete link, as it is for video or voice now. */
export function linkToText({ origin, record, token }: KnownLink, media: LinkMedia = 'video'): string {
  return tokenToCallLink(origin, record?.media ?? media, token);
}

/** The links in the person's list, in its order. One that was never read cannot be shown. */
export function toLinkViews(links: readonly KnownLink[], names: LinkNames, now: number): readonly LinkView[] {
  return links.flatMap(link =>
    link.isListed && link.record !== undefined ? [toLinkView(link, link.record, names, now)] : [],
  );
}

function toLinkView(link: KnownLink, record: LinkRecord, names: LinkNames, now: number): LinkView {
  const { linkId, lastUse, isUsed } = link;
  const { bans, ends, hosts, hours, media, name, policy, terms } = record;
  const isMine = link.secrets !== undefined;
  const toPerson = (pseudonym: Bytes): LinkPersonView => ({
    id: pseudonymToPerson(pseudonym),
    name: names.name(link, pseudonym),
  });
  return {
    ...{ linkId, lastUse, isMine, media, name, policy, terms, hours, ends },
    link: linkToText(link),
    expires: linkToEnd(link),
    ending: link.ending ?? (ends !== undefined && now >= ends ? 'expired' : undefined),
    tellsMe: isMine && link.isSilent !== true,
    canChangeMedia: isMine && !isUsed && link.ending === undefined,
    bans: bans.map(toPerson),
    coHosts: hosts.slice(1).map(toPerson),
  };
}

/** Stands for a pseudonym in views and commands. */
export function pseudonymToPerson(pseudonym: Bytes): string {
  return bytesToHex(pseudonym);
}

/** The join page. `ownSeats`: how many of those who are counted are this person. */
export function toJoinView(
  shown: ShownLink,
  link: KnownLink | undefined,
  names: LinkNames,
  ownSeats: number,
): JoinView {
  const { amHost, hasToAsk, isRead, linkId } = shown;
  // A call that is full with this person in it is not full for this person.
  const problem = shown.problem === 'fullLink' && ownSeats > 0 ? undefined : shown.problem;
  const record = shown.record ?? link?.record;
  return {
    linkId,
    state: problem === undefined ? (isRead ? 'ready' : 'reading') : 'problem',
    problem,
    media: record?.media ?? shown.link?.media ?? 'video',
    name: record?.name ?? '',
    policy: record?.policy ?? 'open',
    hours: record?.hours,
    count: Math.max(0, shown.count - ownSeats),
    people: shown.names,
    amHost,
    hasToAsk,
    canLeaveNote: !amHost && record?.noteKey !== undefined,
    isContinued: shown.link?.handOver !== undefined,
    wasContinued: shown.wasContinued,
    ownName: shown.link?.handOver?.name || names.ownName(link),
    host: record === undefined ? undefined : names.hostContact(record.hostKey),
  };
}
