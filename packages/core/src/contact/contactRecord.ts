/**
 * What a device stores about a contact and about an invitation that waits for its use (spec/contact.md). Items are
 * stored as screens show them (`ItemView`), in the table `items`.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { CallId, ContactId, ItemId, ReceiveId, SendId } from '@sotto/protocol/ids';
import type { CallsAllowed } from '@sotto/protocol/sealed/callsAllowed';
import type { ItemView } from '../client/view.ts';
import type { SigningKey } from '../crypto/signer.ts';

/** A mailbox of this person's own: one per contact. */
export interface OwnMailbox {
  readonly receiveId: ReceiveId;
  readonly sendId: SendId;
  readonly ownerKey: SigningKey;
  /** Highest position received and stored; lower ones are repetitions. */
  readonly lastSeq: number;
}

/** The contact's mailbox, to which this person alone may send. */
export interface TheirMailbox {
  readonly sendId: SendId;
  readonly senderKey: SigningKey;
}

/** A contact. */
export interface ContactRecord {
  readonly id: ContactId;
  /** `pending`: accepted an invitation and has not heard from the inviter yet. */
  readonly state: 'pending' | 'active';
  /** The contact's own name. */
  readonly name: string;
  /** This person's name for the contact; empty when none was given. */
  readonly localName: string;
  readonly mine: OwnMailbox;
  /** The introduction and `mine` exist on the server. */
  readonly mailboxMade: boolean;
  readonly theirs: TheirMailbox;
  /** Wraps what arrives in `mine`. */
  readonly wrapMine: Bytes;
  /** Wraps what goes to `theirs`. */
  readonly wrapTheirs: Bytes;
  readonly unread: number;
  /** Texts stored here whose receipt has not been sealed yet. */
  readonly owedReceipts: readonly ItemId[];
  /** Newest item, for the list. */
  readonly lastItem: ItemView | undefined;
  readonly createdAt: number;
  readonly lastActivity: number;
  /** Keys of own texts for which no receipt came yet. */
  readonly unreceived: Readonly<Record<ItemId, string>>;
  /** Incoming calls that can still be accepted, oldest first. */
  readonly acceptableCalls: readonly CallId[];
  /** The own name that this contact was told last; undefined when it was told none. */
  readonly toldName: string | undefined;
  /** Which calls this person accepts from the contact. */
  readonly allows: CallsAllowed;
  /** What the contact was told about that last. Before anything is told, everything is accepted. */
  readonly toldAllows: CallsAllowed;
  /** Which calls the contact accepts, as it says. */
  readonly theyAllow: CallsAllowed;
  /** Its calls appear without a sound. */
  readonly isMuted: boolean;
  /** Nothing of it is shown or answered, and nothing leaves to it. */
  readonly isBlocked: boolean;
  /** Under which times each author's newest text is stored. */
  readonly newestTexts: { readonly mine: number; readonly theirs: number };
  /** The newest own texts that were sealed in one epoch, oldest first, and which epoch that was. */
  readonly sealedTexts: { readonly epoch: number; readonly ids: readonly ItemId[] };
  /** The contact's newest texts, oldest first: a repetition of one is no new one. */
  readonly readTexts: readonly ItemId[];
  /** The contact's key as the host of call links; undefined until it is one. */
  readonly theirHostKey: Bytes | undefined;
  /** Under which key it takes part in this person's links; undefined until it has said so. */
  readonly theirPseudonym: Bytes | undefined;
  /** It was told this person's key as a host. */
  readonly toldHostKey: boolean;
  /** It was told this person's pseudonym at its own links. */
  readonly toldPseudonym: boolean;
}

/** What a contact begins with, and what one reads as that was stored before there were these. */
export const OPEN_TO_ALL: Pick<
  ContactRecord,
  | 'allows'
  | 'toldAllows'
  | 'theyAllow'
  | 'isMuted'
  | 'isBlocked'
  | 'sealedTexts'
  | 'readTexts'
  | 'theirHostKey'
  | 'theirPseudonym'
  | 'toldHostKey'
  | 'toldPseudonym'
> = {
  allows: 'video',
  toldAllows: 'video',
  theyAllow: 'video',
  isMuted: false,
  isBlocked: false,
  sealedTexts: { epoch: 0, ids: [] },
  readTexts: [],
  theirHostKey: undefined,
  theirPseudonym: undefined,
  toldHostKey: false,
  toldPseudonym: false,
};

/** An invitation of this person's own that nobody has used yet. */
export interface InvitationRecord {
  readonly mine: OwnMailbox;
  readonly token: Bytes;
  readonly keyPackage: Bytes;
  readonly privateKeys: Bytes;
  /** What the server keeps for whoever has the link; given to it again should it lose it. */
  readonly sealed: Bytes;
  readonly createdAt: number;
  readonly expires: number;
}

/** The key of an item: sorts by time within its contact. Ids of the two authors never meet. */
export function itemKey(contact: ContactId, item: Pick<ItemView, 'at' | 'mine' | 'id'>): string {
  return `${contact}/${String(item.at).padStart(15, '0')}-${item.mine ? 'm' : 't'}${item.id}`;
}

/**
 * The time under which an author's next text is stored. Always later than the one before: texts of the same
 * millisecond keep their order, and a clock that was set back brings none into disorder.
 */
export function nextTextTime(record: ContactRecord, author: 'mine' | 'theirs', at: number): number {
  return Math.max(at, record.newestTexts[author] + 1);
}

/** The prefix of all of a contact's entries in a table. */
export function contactPrefix(contact: ContactId): string {
  return `${contact}/`;
}
