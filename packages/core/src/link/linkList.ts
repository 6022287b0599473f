/**
 * The call links that this device knows (spec/link-keys.md, "Own and seen links"): those it made, with what makes it
 * their host, and those it has joined or was sent. Each stays until it has not been used for as long as it is valid.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { CallId, ContactId, LinkId, NoteId } from '@sotto/protocol/ids';
import { MAX_LINK_DAYS } from '@sotto/protocol/limits';
import type { LinkNote } from '@sotto/protocol/sealed/linkNote';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { CallItem } from '../history/callItem.ts';
import type { Clock } from '../port/clock.ts';
import type { Store } from '../port/store.ts';
import type { LinkSecrets } from './linkRecord.ts';

/** A known link, as it is stored. */
export interface KnownLink {
  readonly linkId: LinkId;
  /** `https://host` of its server. */
  readonly origin: string;
  readonly token: Bytes;
  /** The newest record that was believed; undefined before the first. */
  readonly record: LinkRecord | undefined;
  /** Own links only. */
  readonly secrets: LinkSecrets | undefined;
  /** When this device made, was sent or joined it last; milliseconds since 1970. */
  readonly lastUse: number;
  /** Lasting words that this person may come in (`SignedStatement`, encoded), newest first; one for each who gave any. */
  readonly approvals: readonly Bytes[];
  /** The name that this person gave there last. */
  readonly guestName: string;
  /** Known to be over for good. */
  readonly ending: 'expired' | 'revoked' | undefined;
  /** Made or joined here: it stands in the person's list. Otherwise it was only looked at. */
  readonly isListed: boolean;
  /** Somebody has joined, as far as this device knows. */
  readonly isUsed: boolean;
  /** When it ends unless it is used before, as the server said last. */
  readonly expires: number | undefined;
  /** Own links: names of people in its lists, by their pseudonyms in hexadecimal digits. */
  readonly names: Readonly<Record<string, string>>;
  /** Own links: whom it bans because this person has blocked them as contacts. */
  readonly blocked: readonly Bytes[];
  /** Own links: this person does not want to be told when somebody comes. */
  readonly isSilent?: boolean;
  /** Own links: notes that were taken from the server, oldest first. */
  readonly notes?: readonly KeptNote[];
  /** Own links: notes that are not shown if the server has them again; the newest last. */
  readonly deletedNotes?: readonly NoteId[];
  /** Own links: notes that this person has seen. */
  readonly seenNotes?: readonly NoteId[];
  /** Own links: notes whose invitations were accepted. */
  readonly answeredNotes?: readonly NoteId[];
  /** It goes on with this call with a contact: it stands in no list, and its call is that call. */
  readonly of?: ContinuedCall | undefined;
}

/** A note that somebody has left at an own link. */
export interface KeptNote extends LinkNote {
  readonly id: NoteId;
}

/** A call with a contact that goes on behind a link. */
export interface ContinuedCall {
  readonly contactId: ContactId;
  readonly callId: CallId;
  /** Its line in the conversation, once it is over but for the link. */
  readonly item?: CallItem | undefined;
}

/** What a link begins with. */
export const NEW_LINK: Omit<KnownLink, 'linkId' | 'origin' | 'token' | 'lastUse'> = {
  record: undefined,
  secrets: undefined,
  approvals: [],
  guestName: '',
  ending: undefined,
  isListed: false,
  isUsed: false,
  expires: undefined,
  names: {},
  blocked: [],
};

/** The list. */
export interface LinkList {
  /** Most recently used first. */
  all(): readonly KnownLink[];
  get(linkId: LinkId): KnownLink | undefined;
  /** Stores a link, new or changed. Resolves when it is stored. */
  put(link: KnownLink): Promise<void>;
  /** Changes a link as it is now; does nothing when it is not known. Resolves when it is stored. */
  change(linkId: LinkId, edit: (link: KnownLink) => KnownLink): Promise<void>;
  /** Notes that a link was used now. */
  touch(linkId: LinkId): Promise<void>;
  /** Removes a link from this device only. */
  forget(linkId: LinkId): Promise<void>;
}

/** What the list needs. */
export interface LinkListPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly changed: () => void;
}

/** Reads the list from the store, and drops links whose time is over. */
export async function loadLinkList(ports: LinkListPorts): Promise<LinkList> {
  const stored = (await ports.store.list('links')).map(({ value }) => value as KnownLink);
  const over = stored.filter(link => isOver(link, ports.clock.now()));
  if (over.length > 0)
    await ports.store.write(over.map(({ linkId }) => ({ table: 'links', key: linkId, value: undefined })));
  return createList(
    ports,
    stored.filter(link => !over.includes(link)),
  );
}

/** When a link ends unless it is used before; milliseconds since 1970. */
export function linkToEnd({ lastUse, record, expires = 0 }: KnownLink): number {
  return Math.max(expires, lastUse + (record?.terms.days ?? MAX_LINK_DAYS) * DAY_MS);
}

/** Whether both name the same link, and the second may be stored over the first: a newer record never gives way. */
export function mergeLink(known: KnownLink | undefined, next: KnownLink): KnownLink {
  if (known === undefined) return next;
  const isOlder = (known.record?.version ?? 0) > (next.record?.version ?? 0);
  return { ...next, record: isOlder ? known.record : next.record, secrets: next.secrets ?? known.secrets };
}

const DAY_MS = 86_400_000;

/** Others may have used it since: a device keeps a link for twice its time before it takes it for dead. */
function isOver(link: KnownLink, now: number): boolean {
  return now >= link.lastUse + 2 * (linkToEnd(link) - link.lastUse);
}

function createList(ports: LinkListPorts, stored: readonly KnownLink[]): LinkList {
  const links = new Map(stored.map(link => [link.linkId, link]));
  async function put(link: KnownLink): Promise<void> {
    const next = mergeLink(links.get(link.linkId), link);
    links.set(link.linkId, next);
    await ports.store.write([{ table: 'links', key: link.linkId, value: next }]);
    ports.changed();
  }
  async function change(linkId: LinkId, edit: (link: KnownLink) => KnownLink): Promise<void> {
    const link = links.get(linkId);
    if (link !== undefined) await put(edit(link));
  }
  return {
    all: () => [...links.values()].sort((a, b) => b.lastUse - a.lastUse),
    get: linkId => links.get(linkId),
    put,
    change,
    touch: linkId => change(linkId, link => ({ ...link, lastUse: ports.clock.now() })),
    async forget(linkId) {
      links.delete(linkId);
      await ports.store.write([{ table: 'links', key: linkId, value: undefined }]);
      ports.changed();
    },
  };
}

/** Whether it is an own link that lives, as far as this device knows. */
export function isHostedHere({ ending, secrets }: KnownLink): boolean {
  return secrets !== undefined && ending === undefined;
}

/** Notes that a link keeps; further ones stay at the server until there is room. */
export const MOST_KEPT_NOTES = 50;

/** Notes that a link remembers something of: more than it keeps. */
const MOST_REMEMBERED = 200;

/** The notes that a link remembers, and this one as the newest. */
export function withNote(notes: readonly NoteId[] = [], noteId: NoteId): readonly NoteId[] {
  return [...notes.filter(each => each !== noteId), noteId].slice(-MOST_REMEMBERED);
}
