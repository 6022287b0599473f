/** What a device stores about a contact and about an invitation that waits for its use (spec/contact.md). */
import type { Bytes } from '@sotto/protocol/bytes';
import type { CallId, ContactId, ItemId, ReceiveId, SendId } from '@sotto/protocol/ids';
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
  readonly createdAt: number;
  readonly lastActivity: number;
  /** Keys of own texts for which no receipt came yet. */
  readonly unreceived: Readonly<Record<ItemId, string>>;
  /** Keys of call items that may still change. */
  readonly openCalls: Readonly<Record<CallId, string>>;
}

/** An invitation of this person's own that nobody has used yet. */
export interface InvitationRecord {
  readonly mine: OwnMailbox;
  readonly token: Bytes;
  readonly keyPackage: Bytes;
  readonly privateKeys: Bytes;
  readonly createdAt: number;
  readonly expires: number;
}

/** A text item as stored. The table key is `<contact>/<time>-<id>`. */
export interface TextItemRecord {
  readonly kind: 'text';
  readonly id: ItemId;
  readonly mine: boolean;
  readonly text: string;
  readonly at: number;
  readonly delivery?: 'sending' | 'accepted' | 'received';
}

/** The key of an item: sorts by time within its contact. */
export function itemKey(contact: ContactId, at: number, id: ItemId | CallId): string {
  return `${contact}/${String(at).padStart(15, '0')}-${id}`;
}

/** The prefix of all of a contact's entries in a table. */
export function contactPrefix(contact: ContactId): string {
  return `${contact}/`;
}
