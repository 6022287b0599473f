/**
 * The life of a mailbox: made by its owner, bound to one sender for ever, removed (spec/mailbox.md). Every function
 * runs inside a transaction and changes nothing unless it succeeds.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { ReceiveId, SendId } from '@sotto/protocol/ids';
import { INVITATION_LIFETIME_DAYS } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { BindSender } from '@sotto/protocol/wire/bindSender';
import type { CreateMailbox } from '@sotto/protocol/wire/createMailbox';
import type { Database } from '../db/database.ts';
import type { MailboxRow } from '../db/mailboxTable.ts';
import { isProven } from './proof.ts';

/** Milliseconds in a day. */
export const DAY_MS = 86_400_000;

/** A mailbox's internal key, or why there is none for the one who asks. */
export type MailboxResult = Result<number, ErrorCode>;

/** Makes a mailbox and stores its invitation. Errors: `badProof`, `mailboxExists`. */
export function createMailbox(
  database: Database,
  nonce: Uint8Array,
  request: CreateMailbox,
  now: number,
): MailboxResult {
  const { receiveId, sendId, ownerKey, proof, invitation } = request;
  if (!isProven(ownerKey, proof, 'create', nonce, receiveId, sendId)) return failure('badProof');
  const { mailboxes, invitations } = database;
  if (mailboxes.byReceiveId.first({ receiveId }) ?? mailboxes.bySendId.first({ sendId })) {
    return failure('mailboxExists');
  }
  const bindBefore = now + INVITATION_LIFETIME_DAYS * DAY_MS;
  const made = mailboxes.insert.first({ receiveId, sendId, ownerKey, bindBefore, day: timeToDay(now) });
  if (made === undefined) throw new Error('SQLite returned no row for an insert');
  if (invitation !== undefined) invitations.insert.run({ mailbox: made.key, bytes: invitation });
  return success(made.key);
}

/** The mailbox that the prover of this key owns. Errors: `noMailbox`, `badProof`. */
export function findOwned(
  database: Database,
  purpose: 'open' | 'delete',
  nonce: Uint8Array,
  receiveId: ReceiveId,
  proof: Uint8Array,
): MailboxResult {
  const mailbox = database.mailboxes.byReceiveId.first({ receiveId });
  if (mailbox === undefined) return failure('noMailbox');
  if (!isProven(mailbox.ownerKey, proof, purpose, nonce, receiveId)) return failure('badProof');
  return success(mailbox.key);
}

/** Notes that the owner is there today. Costs a write once a day. */
export function markOwnerSeen(database: Database, mailbox: number, now: number): void {
  database.mailboxes.markSeen.run({ key: mailbox, day: timeToDay(now) });
}

/** The number of the day, counted from 1970 in UTC. */
export function timeToDay(time: number): number {
  return Math.floor(time / DAY_MS);
}

/**
 * Lets a sender in; the first one is bound for ever and uses up the invitation.
 * Errors: `noMailbox`, `badProof`, `notSender`, `invitationExpired`.
 */
export function bindSender(
  database: Database,
  nonce: Uint8Array,
  request: BindSender,
  now: number,
): MailboxResult {
  const { sendId, senderKey, proof } = request;
  const mailbox = database.mailboxes.bySendId.first({ sendId });
  if (mailbox === undefined) return failure('noMailbox');
  if (!isProven(senderKey, proof, 'bind', nonce, sendId)) return failure('badProof');
  if (mailbox.senderKey !== null) {
    return isSameBytes(mailbox.senderKey, senderKey) ? success(mailbox.key) : failure('notSender');
  }
  if (isPastBinding(mailbox, now)) return failure('invitationExpired');
  database.mailboxes.bindSender.run({ key: mailbox.key, senderKey });
  database.invitations.remove.run({ mailbox: mailbox.key });
  return success(mailbox.key);
}

/** The sealed invitation under a send id. Errors: `noInvitation`, `invitationUsed`, `invitationExpired`. */
export function readInvitation(
  database: Database,
  sendId: SendId,
  now: number,
): Result<Bytes, 'noInvitation' | 'invitationUsed' | 'invitationExpired'> {
  const mailbox = database.mailboxes.bySendId.first({ sendId });
  if (mailbox === undefined) return failure('noInvitation');
  if (mailbox.senderKey !== null) return failure('invitationUsed');
  if (isPastBinding(mailbox, now)) return failure('invitationExpired');
  const invitation = database.invitations.byMailbox.first({ mailbox: mailbox.key });
  return invitation === undefined ? failure('noInvitation') : success(invitation.bytes as Bytes);
}

/** Forgets a mailbox and everything in it. */
export function removeMailbox(database: Database, mailbox: number): void {
  database.blobs.removeAll.run({ mailbox });
  database.invitations.remove.run({ mailbox });
  database.wills.remove.run({ mailbox });
  database.mailboxes.remove.run({ key: mailbox });
}

function isPastBinding(mailbox: MailboxRow, now: number): boolean {
  return mailbox.bindBefore !== null && mailbox.bindBefore <= now;
}
