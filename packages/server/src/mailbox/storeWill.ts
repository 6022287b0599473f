/** The stored side of wills: each has a place in its mailbox's quota. Everything here runs inside a transaction. */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { Wake } from '@sotto/protocol/wire/blob';
import type { BlobRow } from '../db/blobTable.ts';
import type { Database } from '../db/database.ts';
import { type AcceptFailure, acceptBlob, type MailboxQuota } from './acceptBlob.ts';

/** A will to be left. */
export interface NewWill {
  readonly bytes: Uint8Array;
  readonly wake: Wake;
  readonly time: number;
}

/** Stores a will in place of an earlier one. Errors: `noMailbox`, `mailboxFull`; the earlier one stays then. */
export function storeWill(
  database: Database,
  quota: MailboxQuota,
  mailbox: number,
  will: NewWill,
): Result<number, Extract<ErrorCode, 'noMailbox' | 'mailboxFull'>> {
  const row = database.mailboxes.room.first({ key: mailbox });
  if (row === undefined) return failure('noMailbox');
  const earlier = database.wills.byMailbox.first({ mailbox })?.bytes.length;
  const blobs = row.blobCount - (earlier === undefined ? 0 : 1) + 1;
  const bytes = row.blobBytes - (earlier ?? 0) + will.bytes.length;
  if (blobs > quota.blobs || bytes > quota.bytes) return failure('mailboxFull');
  removeWill(database, mailbox);
  database.wills.put.run({ mailbox, ...will });
  database.mailboxes.countOut.run({ key: mailbox, blobs: -1, bytes: -will.bytes.length });
  return success(mailbox);
}

/** Forgets a will, if there is one, and gives its place back. */
export function removeWill(database: Database, mailbox: number): void {
  const will = database.wills.byMailbox.first({ mailbox });
  if (will === undefined) return;
  database.wills.remove.run({ mailbox });
  database.mailboxes.countOut.run({ key: mailbox, blobs: 1, bytes: will.bytes.length });
}

/** Turns a will into an ordinary blob. It has a place, so a full mailbox takes it, unless its quota was lowered since. */
export function deliverWill(
  database: Database,
  quota: MailboxQuota,
  mailbox: number,
  time: number,
): Result<BlobRow, AcceptFailure> {
  const will = database.wills.byMailbox.first({ mailbox });
  if (will === undefined) return failure('noMailbox');
  removeWill(database, mailbox);
  const accepted = acceptBlob(database, quota, mailbox, will.bytes, time);
  if (!accepted.ok && accepted.code === 'mailboxFull') {
    database.wills.put.run({ mailbox, bytes: will.bytes, wake: will.wake, time: will.time });
    database.mailboxes.countOut.run({ key: mailbox, blobs: -1, bytes: -will.bytes.length });
  }
  return accepted;
}
