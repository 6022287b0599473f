/**
 * Everything about call links that is no call (spec/link-keys.md): the person's own and joined ones, the join page, and
 * what a call behind a link needs to know of it.
 */
import { type Bytes, bytesToHex, isSameBytes } from '@sotto/protocol/bytes';
import type { ContactId, LinkId } from '@sotto/protocol/ids';
import type { HandOver } from '@sotto/protocol/link/callLink';
import type { Result } from '@sotto/protocol/result';
import type { LinkApprovalMessage } from '@sotto/protocol/sealed/linkApproval';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import type { ClientView } from '../client/view.ts';
import type { ContactRecord } from '../contact/contactRecord.ts';
import type { Connection } from '../mailbox/connection.ts';
import type { SignProof } from '../mailbox/proofs.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { Store } from '../port/store.ts';
import type { LinkNotice, RoomNeeds } from '../room/roomNeeds.ts';
import { addApproval, isApprovalFor, usableApprovals } from './approvals.ts';
import { type ContinuedLinks, createContinuedLinks } from './continuedLinks.ts';
import {
  banFromLink,
  createLinkCommands,
  type DeskParts,
  type LinkMail,
  type LinkPerson,
  nameCoHost,
} from './createLinkCommands.ts';
import type { Identity } from './identity.ts';
import { createJoinPage } from './joinPage.ts';
import type { LinkCommandProblem, LinkCommands } from './linkCommands.ts';
import { createLinkLine } from './linkLine.ts';
import { isHostedHere, type KnownLink, type LinkList, loadLinkList } from './linkList.ts';
import { applyBlocks, contactToName, isBehindBlocks, type LinkPeople } from './linkPeople.ts';
import { type LinkNames, linkToText, toJoinView, toLinkViews } from './linkViews.ts';
import { createLinkWatch, type LinkWatch } from './linkWatch.ts';
import { createNoteBox } from './noteBox.ts';
import { createNoteCommands } from './noteCommands.ts';
import { createOwnLinks } from './ownLinks.ts';
import { createTrustedLinks } from './trustedLinks.ts';

/** What the desk needs. */
export interface LinkDeskPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly connection: Connection;
  readonly sign: SignProof;
  /** `https://host` of the server. */
  readonly origin: string;
  readonly identity: Identity;
  readonly people: LinkPeople;
  readonly mail: LinkMail;
  /** The profile's name; empty when there is none. */
  readonly profileName: () => string;
  /** This person has become a host: contacts are to be told its key. */
  readonly hosting: () => void;
  readonly changed: () => void;
}

type Outcome = Promise<Result<void, LinkCommandProblem>>;

/** What a call behind a link needs of the desk. */
export interface LinkForRoom
  extends Pick<RoomNeeds, 'keys' | 'self' | 'record' | 'approved' | 'adminKey' | 'isContact' | 'banned'> {
  /** The complete link. */
  readonly link: () => string;
}

/** The desk. */
export interface LinkDesk {
  readonly commands: LinkCommands;
  /** Links behind which calls with contacts go on. */
  readonly continued: ContinuedLinks;
  views(): Pick<ClientView, 'links' | 'join' | 'linkNews'>;
  /** A known link. */
  get(linkId: LinkId): KnownLink | undefined;
  /** Takes in what the server says about links. */
  heard(notice: LinkNotice): void;
  /** A socket is up. */
  connected(): void;
  disconnected(): void;
  /** Asks nothing any more. */
  stop(): void;
  /** Whether this person has a link that lives, and that is not between it and another contact. */
  isHostTo(contact: ContactId): boolean;
  /** Brings the bans of all own links into line with whom this person has blocked; what fails is made up for later. */
  applyBlocks(): Promise<void>;
  /** Keeps a host's word that came from a contact. */
  approvalCame(message: LinkApprovalMessage): Promise<void>;
  /** What a call behind a known link needs; `name` is what this person is called there. Undefined for an unknown link. */
  forRoom(linkId: LinkId, name: string): Promise<LinkForRoom | undefined>;
  /** The contact behind a pseudonym at a link; undefined when this device does not know it for certain. */
  contactOf(linkId: LinkId, pseudonym: Bytes): ContactId | undefined;
  /** What the link on the join page brought from another device of this person; undefined when it is a plain one. */
  handOver(linkId: LinkId): HandOver | undefined;
  /** Nobody inside knows of what the link on the join page brought: it is a plain one, and the page says so. */
  refuseHandOver(linkId: LinkId): void;
  /** What the server knows of a link, too; undefined for one that was never read. */
  terms(linkId: LinkId): LinkTerms | undefined;
  /** Notes that this person has joined the call behind a link, under this name: it is listed and used from now on. */
  joined(linkId: LinkId, name: string): Promise<void>;
  /** How many of the people whom the server counts in the call behind this link are this person's own seats. */
  countOwnSeats(linkId: LinkId, seats: number): void;
  /** Bans somebody from an own link for good. */
  ban(linkId: LinkId, person: LinkPerson): Outcome;
  /** Gives somebody the rights of a host in an own link, or takes them. */
  nameCoHost(linkId: LinkId, person: LinkPerson, isHost: boolean): Outcome;
}

/** Reads the links from the store. */
export async function createLinkDesk(ports: LinkDeskPorts): Promise<LinkDesk> {
  const { clock, people } = ports;
  const { changed, commands, list, own, page, parts, stop, trusted, watch } = await assembleDesk(ports);
  const ownSeats = new Map<LinkId, number>();
  const names = createNames(ports, list);
  return {
    commands,
    continued: createContinuedLinks(parts, ports.origin),
    views: () => {
      const shown = page.shown();
      const link = shown?.linkId && list.get(shown.linkId);
      const seats = ownSeats.get(shown?.linkId ?? NO_LINK) ?? 0;
      return {
        links: toLinkViews(list.all(), names, clock.now()),
        join: shown && toJoinView(shown, link, names, seats),
        linkNews: watch.views(),
      };
    },
    get: list.get,
    heard: notice => {
      if (notice.t === 'linkNews') watch.heard(notice);
      if (notice.t === 'linkChanged') void trusted.changed(notice).then(page.refresh);
      if (notice.t === 'roomEnded') page.refresh();
    },
    connected: () => {
      watch.connected();
      page.refresh();
    },
    disconnected: () => watch.disconnected(),
    stop,
    isHostTo: contact =>
      list.all().some(link => isHostedHere(link) && (link.of?.contactId ?? contact) === contact),
    applyBlocks: async () => {
      const behind = list.all().filter(link => isHostedHere(link) && isBehindBlocks(link, people));
      for (const { linkId } of behind) await applyBlocks(own, linkId, people);
    },
    approvalCame: message => keepApproval(ports, parts, message),
    forRoom: (linkId, name) => toRoomNeeds(parts, linkId, name),
    handOver: linkId => (page.shown()?.linkId === linkId ? page.shown()?.link?.handOver : undefined),
    refuseHandOver: page.refuseHandOver,
    terms: linkId => list.get(linkId)?.record?.terms,
    contactOf: (linkId, pseudonym) => {
      const link = list.get(linkId);
      return link && findContact(link, people, pseudonym)?.id;
    },
    joined: (linkId, guestName) => {
      page.forgetHandOver(linkId);
      const use = { guestName, isUsed: true, lastUse: clock.now() };
      return list.change(linkId, link => ({ ...link, ...use, isListed: link.of === undefined }));
    },
    countOwnSeats: (linkId, seats) => {
      if ((ownSeats.get(linkId) ?? 0) === seats) return;
      ownSeats.set(linkId, seats);
      changed();
    },
    ban: (linkId, person) => banFromLink(own, linkId, person),
    nameCoHost: (linkId, person, isHost) => nameCoHost(own, linkId, person, isHost),
  };
}

/** The parts that know each other. */
async function assembleDesk(ports: LinkDeskPorts) {
  const { clock, hosting, identity, mail, people, store } = ports;
  // Whatever is different may be of another interest to the watch, which comes last.
  let watch: LinkWatch | undefined;
  const changed = () => {
    ports.changed();
    watch?.follow();
  };
  const list = await loadLinkList({ store, clock, changed });
  const line = createLinkLine(ports);
  const trusted = createTrustedLinks({ list, line, clock });
  const page = createJoinPage({ ...ports, changed, trusted });
  const notes = createNoteBox({ trusted, line });
  const made = createLinkWatch({
    ...{ ...ports, trusted, notes },
    onPage: () => page.shown()?.linkId,
    pageNews: page.refresh,
  });
  watch = made;
  const own = createOwnLinks({ ...ports, trusted, line });
  const parts: DeskParts = { trusted, own, page, people, identity, mail, hosting };
  const ofNotes = createNoteCommands({ ...ports, trusted, line, page, notes });
  const commands: LinkCommands = { ...createLinkCommands(parts), ...ofNotes };
  const stop = () => {
    page.stop();
    made.stop();
  };
  return { changed, commands, list, own, page, parts, stop, trusted, watch: made };
}

const NO_LINK = '' as LinkId;

function createNames({ people, profileName }: LinkDeskPorts, list: LinkList): LinkNames {
  return {
    name: (link, pseudonym) => {
      const contact = findContact(link, people, pseudonym);
      return contact === undefined ? (link.names[bytesToHex(pseudonym)] ?? '') : contactToName(contact);
    },
    hostContact: hostKey => people.withHostKey(hostKey)?.id,
    ownName: link => {
      const given = link?.guestName || profileName();
      return given || (list.all().find(({ guestName }) => guestName !== '')?.guestName ?? '');
    },
  };
}

/** At an own link, who has told that pseudonym; at another one, its host alone, who stands first in the record. */
function findContact({ record, secrets }: KnownLink, people: LinkPeople, pseudonym: Bytes) {
  if (secrets !== undefined) return people.withPseudonym(pseudonym);
  const isHost = record?.hosts[0] !== undefined && isSameBytes(record.hosts[0], pseudonym);
  return record !== undefined && isHost ? people.withHostKey(record.hostKey) : undefined;
}

async function keepApproval(
  { origin }: LinkDeskPorts,
  { trusted }: DeskParts,
  { statement, token }: LinkApprovalMessage,
): Promise<void> {
  const { linkId } = await trusted.keys({ token });
  if (!(await isApprovalFor(statement, linkId))) return;
  await trusted.meet(origin, token);
  await trusted.list.change(linkId, link => ({
    ...link,
    approvals: addApproval(link.approvals, statement),
  }));
}

async function toRoomNeeds(
  { trusted, identity, own, people }: DeskParts,
  linkId: LinkId,
  name: string,
): Promise<LinkForRoom | undefined> {
  const record = await trusted.record(linkId, 0);
  const link = trusted.list.get(linkId);
  if (link === undefined || record === undefined) return undefined;
  const pseudonym = await identity.pseudonym(record.hostKey);
  const statements = usableApprovals(link.approvals, record, pseudonym.publicKey);
  return {
    keys: await trusted.keys(link),
    link: () => linkToText(trusted.list.get(linkId) ?? link),
    self: { name, pseudonym, statements },
    record: version => trusted.record(linkId, version),
    approved: signed => {
      const before = trusted.list.get(linkId)?.approvals ?? [];
      const approvals = addApproval(before, signed);
      if (approvals[0] !== before[0] && !isSameList(approvals, before))
        void trusted.list.change(linkId, now => ({ ...now, approvals }));
    },
    adminKey: link.secrets?.admin,
    banned:
      link.secrets === undefined
        ? undefined
        : each => void banFromLink(own, linkId, { pseudonym: each, name: '' }),
    isContact: link.secrets === undefined ? undefined : each => isWelcome(link, people.withPseudonym(each)),
  };
}

/** At a link for a call with one contact, the others are asked for. */
function isWelcome({ of }: KnownLink, contact: ContactRecord | undefined): boolean {
  return contact?.isBlocked === false && (of?.contactId ?? contact.id) === contact.id;
}

function isSameList(one: readonly Bytes[], other: readonly Bytes[]): boolean {
  return one.length === other.length && one.every((each, at) => isSameBytes(each, other[at] ?? each));
}
