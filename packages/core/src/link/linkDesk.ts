/**
 * Everything about call links that is no call (spec/link-keys.md): the person's own and joined ones, the join page, and
 * what a call behind a link needs to know of it.
 */
import { type Bytes, bytesToHex, isSameBytes } from '@sotto/protocol/bytes';
import type { ContactId, LinkId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import type { Connection } from '../mailbox/connection.ts';
import type { SignProof } from '../mailbox/proofs.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { Store } from '../port/store.ts';
import type { RoomNeeds, RoomNotice } from '../room/roomNeeds.ts';
import { addApproval, usableApprovals } from './approvals.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createJoinPage, type JoinPage } from './joinPage.ts';
import { cardToText } from './linkCard.ts';
import { applyLinkChange } from './linkChoices.ts';
import type { LinkChange, LinkCommandProblem, LinkCommands } from './linkCommands.ts';
import { createLinkLine } from './linkLine.ts';
import { loadLinkList } from './linkList.ts';
import { createLinkShelf, type LinkShelf } from './linkShelf.ts';
import type { JoinView, LinkView } from './linkView.ts';
import { type LinkNames, linkToText, pseudonymToPerson, toJoinView, toLinkViews } from './linkViews.ts';
import { createOwnLinks, type LinkEdit, type OwnLinks } from './ownLinks.ts';
import { refusalToProblem } from './readLinkText.ts';

/** What the desk needs. */
export interface LinkDeskPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly connection: Connection;
  readonly sign: SignProof;
  /** `https://host` of the server. */
  readonly origin: string;
  /** The profile's name; empty when there is none. */
  readonly profileName: () => string;
  /** Sends a text into a conversation. */
  readonly sendText: (
    contact: ContactId,
    text: string,
  ) => Promise<Result<void, 'noSuchContact' | 'contactBlocked' | 'tooLong'>>;
  readonly changed: () => void;
}

/** What a call behind a link needs of the desk. */
export interface LinkForRoom extends Pick<RoomNeeds, 'keys' | 'self' | 'record' | 'approved'> {
  /** The complete link. */
  readonly link: () => string;
}

/** The desk. */
export interface LinkDesk {
  readonly commands: LinkCommands;
  views(): { readonly links: readonly LinkView[]; readonly join: JoinView | undefined };
  /** Takes in what the server says about links. */
  heard(notice: RoomNotice): void;
  /** A socket is up. */
  connected(): void;
  /** Asks nothing any more. */
  stop(): void;
  /** What a call behind a known link needs; `name` is what this person is called there. Undefined for an unknown link. */
  forRoom(linkId: LinkId, name: string): Promise<LinkForRoom | undefined>;
  /** What the server knows of a link, too; undefined for one that was never read. */
  terms(linkId: LinkId): LinkTerms | undefined;
  /** Notes that this person has joined the call behind a link, under this name: it is listed and used from now on. */
  joined(linkId: LinkId, name: string): Promise<void>;
  /** How many of the people whom the server counts in the call behind this link are this person's own seats. */
  countOwnSeats(linkId: LinkId, seats: number): void;
}

/** Reads the links from the store. */
export async function createLinkDesk(ports: LinkDeskPorts): Promise<LinkDesk> {
  const { clock, changed, origin, random, store } = ports;
  const list = await loadLinkList({ store, clock, changed });
  const line = createLinkLine(ports);
  const shelf = createLinkShelf({ list, line, clock });
  const identity = createIdentity(store, random);
  const page = createJoinPage({ shelf, identity, clock, random, origin, changed });
  const own = createOwnLinks({ shelf, line, identity, clock, random, origin });
  const ownSeats = new Map<LinkId, number>();
  const names = createNames(ports, shelf);
  return {
    commands: createLinkCommands(ports, { shelf, own, page }),
    views: () => {
      const shown = page.shown();
      const link = shown?.linkId && list.get(shown.linkId);
      return {
        links: toLinkViews(list.all(), names, clock.now()),
        join: shown && toJoinView(shown, link, names, ownSeats.get(shown.linkId ?? NO_LINK) ?? 0),
      };
    },
    heard: notice => {
      if (notice.t === 'linkChanged') void shelf.changed(notice).then(page.refresh);
      if (notice.t === 'roomEnded') page.refresh();
    },
    connected: page.refresh,
    stop: page.stop,
    forRoom: (linkId, name) => toRoomNeeds({ shelf, identity }, linkId, name),
    terms: linkId => list.get(linkId)?.record?.terms,
    joined: (linkId, guestName) =>
      list.change(linkId, link => ({
        ...link,
        guestName,
        isListed: true,
        isUsed: true,
        lastUse: clock.now(),
      })),
    countOwnSeats: (linkId, seats) => {
      ownSeats.set(linkId, seats);
      changed();
    },
  };
}

const NO_LINK = '' as LinkId;

function createNames({ profileName }: LinkDeskPorts, { list }: LinkShelf): LinkNames {
  return {
    name: (link, pseudonym) => link.names[bytesToHex(pseudonym)] ?? '',
    hostContact: () => undefined,
    ownName: link => {
      const given = link?.guestName || profileName();
      return given || (list.all().find(({ guestName }) => guestName !== '')?.guestName ?? '');
    },
  };
}

interface DeskParts {
  readonly shelf: LinkShelf;
  readonly own: OwnLinks;
  readonly page: JoinPage;
}

function createLinkCommands(ports: LinkDeskPorts, { shelf, own, page }: DeskParts): LinkCommands {
  return {
    createLink: async (media, change = {}) => {
      const made = await own.create(media, change, []);
      return made.ok ? success({ linkId: made.value.linkId, link: linkToText(made.value) }) : made;
    },
    changeLink: (linkId, change) => changeLink({ shelf, own }, linkId, change),
    revokeLink: linkId => own.revoke(linkId),
    forgetLink: async linkId => {
      if (shelf.list.get(linkId) === undefined) return failure('noSuchLink');
      await shelf.list.forget(linkId);
      return success(undefined);
    },
    shareLink: async (linkId, contactId) => {
      const link = shelf.list.get(linkId);
      if (link === undefined) return failure('noSuchLink');
      const { name = '', media = 'video' } = link.record ?? {};
      return ports.sendText(contactId, cardToText({ origin: link.origin, token: link.token, media, name }));
    },
    unbanFromLink: (linkId, person) => own.edit(linkId, record => success(without(record, 'bans', person))),
    setCoHost: (linkId, person, isTo) => own.edit(linkId, toCoHosts(person, isTo)),
    openLink: text => page.open(text),
  };
}

async function changeLink(
  { shelf, own }: Pick<DeskParts, 'shelf' | 'own'>,
  linkId: LinkId,
  change: LinkChange,
): Promise<Result<void, LinkCommandProblem>> {
  const link = shelf.list.get(linkId);
  const isOther = change.media !== undefined && change.media !== link?.record?.media;
  if (isOther && link?.secrets !== undefined) {
    // Whether somebody has joined since is known to the server alone.
    const read = await shelf.read(linkId);
    if (!read.ok) return failure(refusalToProblem(read.code));
  }
  return own.edit(linkId, (record, { isUsed }) =>
    isUsed && change.media !== undefined && change.media !== record.media
      ? failure('inUse')
      : applyLinkChange(record, change),
  );
}

type People = { readonly hosts: Bytes[]; readonly bans: Bytes[] };

/** The same value when the person is not in that list. */
function without<Value extends People>(record: Value, list: 'hosts' | 'bans', person: string): Value {
  const kept = record[list].filter(each => pseudonymToPerson(each) !== person);
  return kept.length === record[list].length ? record : { ...record, [list]: kept };
}

/** Whoever made a link stays its host. */
function toCoHosts(person: string, isHost: boolean): LinkEdit {
  return record => {
    const [first, ...others] = record.hosts;
    if (first === undefined || pseudonymToPerson(first) === person) return success(record);
    if (!isHost) return success(without(record, 'hosts', person));
    const pseudonym = personToPseudonym(person);
    if (pseudonym === undefined) return success(record);
    const isThere = others.some(each => isSameBytes(each, pseudonym));
    return success(
      isThere ? record : { ...without(record, 'bans', person), hosts: [...record.hosts, pseudonym] },
    );
  };
}

function personToPseudonym(person: string): Bytes | undefined {
  return /^[0-9a-f]{64}$/.test(person) ? Uint8Array.fromHex(person) : undefined;
}

async function toRoomNeeds(
  { shelf, identity }: { readonly shelf: LinkShelf; readonly identity: Identity },
  linkId: LinkId,
  name: string,
): Promise<LinkForRoom | undefined> {
  const link = shelf.list.get(linkId);
  const record = await shelf.record(linkId, 0);
  if (link === undefined || record === undefined) return undefined;
  const pseudonym = await identity.pseudonym(record.hostKey);
  const statements = usableApprovals(link.approvals, record, pseudonym.publicKey);
  return {
    keys: await shelf.keys(link),
    link: () => linkToText(shelf.list.get(linkId) ?? link),
    self: { name, pseudonym, statements },
    record: version => shelf.record(linkId, version),
    approved: signed =>
      void shelf.list.change(linkId, now => ({ ...now, approvals: addApproval(now.approvals, signed) })),
  };
}
