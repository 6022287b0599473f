/**
 * Every table and column there is, and with it everything the server can know about anyone at rest
 * (spec/mailbox.md and spec/links.md, "What is stored"). A column added here must be explained there, and in
 * `../sees/tableWords.ts`.
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

/** One row per call link, for ever: what is left of a dead one keeps its id from being taken over. */
export interface LinkTable {
  /** Internal number, never reused. */
  key: Generated<number>;
  /** Derived from the link's token; 22 characters. */
  linkId: string;
  /** `active`, `revoked` or `expired`. */
  state: string;
  /** Ed25519 public key of the host, made for this link alone; null once it is dead. */
  adminKey: Uint8Array | null;
  /** Ed25519 public key that follows from the token; null once it is dead. */
  authKey: Uint8Array | null;
  /** The sealed record; null once it is dead. */
  record: Uint8Array | null;
  /** Grows with each change. */
  version: number;
  /** Days from the last use after which it expires. */
  days: number;
  /** 1 if it expires with its first call. */
  once: number;
  /** Most people in the call. */
  people: number;
  /** Day (since 1970) of the last use. */
  usedDay: number;
  /** 1 once two people were in the call. */
  wasUsed: number;
}

/** One row per running link call. */
export interface RoomTable {
  /** `link.key`. */
  link: number;
  /** Random, fresh for each group. */
  roomId: string;
  /** Number of commits accepted. */
  epoch: number;
}

/** Who is in a link call: random seats, one per stay. */
export interface MemberTable {
  /** Order of joining. */
  key: Generated<number>;
  /** `link.key`. */
  link: number;
  /** Made by the client for this stay; 22 characters. */
  seat: string;
  /** Ed25519 public key made for this stay. */
  seatKey: Uint8Array;
}

/** The newest commits of a running link call, for members who were cut off. */
export interface RoomCommitTable {
  /** `link.key`. */
  link: number;
  /** The epoch that it ended. */
  epoch: number;
  /** Seat of the committer. */
  seat: string;
  /** The sealed bytes. */
  bytes: Uint8Array;
}

/** Notes that people have left at a link for its host. */
export interface LinkNoteTable {
  /** Order of arrival, over all links. */
  key: Generated<number>;
  /** `link.key`. */
  link: number;
  /** Made by its author for this note; 22 characters. */
  noteId: string;
  /** The sealed bytes, all of one length. */
  bytes: Uint8Array;
}

/** All tables, for the query builder. */
export interface Tables {
  readonly mailbox: MailboxTable;
  readonly blob: BlobTable;
  readonly invitation: InvitationTable;
  readonly will: WillTable;
  readonly link: LinkTable;
  readonly room: RoomTable;
  readonly member: MemberTable;
  readonly roomCommit: RoomCommitTable;
  readonly linkNote: LinkNoteTable;
}
