/**
 * Every table and column there is, and with it everything the server can know about anyone at rest
 * (spec/mailbox.md, "What is stored"). A column added here must be explained there.
 */
import type { Generated } from 'kysely';

/** One row per mailbox. Nothing in it says whose it is or which other mailboxes the same person has. */
export interface MailboxTable {
  /** Internal number, never reused: sockets remember it, so a later mailbox must not inherit it. */
  key: Generated<number>;
  /** Under which the owner receives; 22 characters. */
  receiveId: string;
  /** Under which the one sender sends; 22 characters. */
  sendId: string;
  /** Ed25519 public key of the owner, made for this mailbox alone. */
  ownerKey: Uint8Array;
  /** Ed25519 public key of the sender, made for this mailbox alone; null until the first one is bound. */
  senderKey: Uint8Array | null;
  /** Until when a sender may be bound, ms since 1970; null once one is. */
  bindBefore: number | null;
  /** Day (since 1970) on which the owner was last there, so that abandoned mailboxes end; null: not known yet. */
  seenDay: number | null;
  /** Position of the newest blob ever accepted; 0 before the first. Never goes down. */
  lastSeq: number;
  /** Blobs waiting now, a will included. */
  blobCount: number;
  /** Their sizes together, in bytes. */
  blobBytes: number;
}

/** Blobs that wait for their owners. Sealed and padded before they come here. */
export interface BlobTable {
  /** Order of arrival over all mailboxes; lets the expiry job find the oldest without an index on time. */
  id: Generated<number>;
  /** `mailbox.key`. */
  mailbox: number;
  /** Position within the mailbox, from 1. */
  seq: number;
  /** When it was accepted, ms since 1970. */
  time: number;
  /** The sealed bytes. */
  bytes: Uint8Array;
}

/** Sealed invitations, readable until the mailbox's sender is bound. */
export interface InvitationTable {
  /** `mailbox.key`. */
  mailbox: number;
  /** The sealed bytes. */
  bytes: Uint8Array;
}

/** One blob per mailbox that its sender wants delivered should it vanish. */
export interface WillTable {
  /** `mailbox.key`. */
  mailbox: number;
  /** When it was set, ms since 1970. */
  time: number;
  /** How the owner's closed app should be woken: `ring`, `message` or `none`. */
  wake: string;
  /** The sealed bytes. */
  bytes: Uint8Array;
}

/** All tables, for the query builder. */
export interface Tables {
  readonly mailbox: MailboxTable;
  readonly blob: BlobTable;
  readonly invitation: InvitationTable;
  readonly will: WillTable;
}
