/** Taking a blob into a mailbox (spec/mailbox.md, "Sending"). Runs inside a transaction. */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { BlobRow } from '../db/blobTable.ts';
import type { Database } from '../db/database.ts';

/** How much may wait in one mailbox. */
export interface MailboxQuota {
  /** Number of blobs. */
  readonly blobs: number;
  /** Bytes of all blobs together, as padded. */
  readonly bytes: number;
}

/** Why a blob was not taken. */
export type AcceptFailure = Extract<ErrorCode, 'noMailbox' | 'mailboxFull'>;

/** Stores a blob at the mailbox's next position, or says why not. */
export function acceptBlob(
  database: Database,
  quota: MailboxQuota,
  mailbox: number,
  bytes: Uint8Array,
  time: number,
): Result<BlobRow, AcceptFailure> {
  const counted = database.mailboxes.countIn.first({
    key: mailbox,
    size: bytes.length,
    mostBlobs: quota.blobs,
    mostBytesBefore: quota.bytes - bytes.length,
  });
  if (counted === undefined) {
    return failure(
      database.mailboxes.byKey.first({ key: mailbox }) === undefined ? 'noMailbox' : 'mailboxFull',
    );
  }
  const seq = counted.lastSeq;
  database.blobs.insert.run({ mailbox, seq, time, bytes });
  return success({ seq, time, bytes });
}

/** Deletes everything up to a position: its owner has it. Runs inside a transaction. */
export function removeUpTo(database: Database, mailbox: number, seq: number): void {
  const removed = database.blobs.removeUpTo.all({ mailbox, seq });
  if (removed.length === 0) return;
  const bytes = removed.reduce((sum, row) => sum + row.size, 0);
  database.mailboxes.countOut.run({ key: mailbox, blobs: removed.length, bytes });
}
