/** Statements on `mailbox`. */
import { type Preparer, prepareStatement } from './statement.ts';

/** What is known of one mailbox when a socket names it. */
export interface MailboxRow {
  readonly key: number;
  readonly ownerKey: Uint8Array;
  readonly senderKey: Uint8Array | null;
  readonly bindBefore: number | null;
}

/** The prepared statements. */
export type MailboxStatements = ReturnType<typeof prepareMailboxStatements>;

/** Prepares the statements. */
export function prepareMailboxStatements(preparer: Preparer) {
  return { ...prepareLookups(preparer), ...prepareChanges(preparer), ...prepareCounting(preparer) };
}

const COLUMNS = ['key', 'ownerKey', 'senderKey', 'bindBefore'] as const;

function prepareLookups(preparer: Preparer) {
  return {
    byReceiveId: prepareStatement<{ receiveId: string }, MailboxRow>(preparer, (builder, parameter) =>
      builder.selectFrom('mailbox').select(COLUMNS).where('receiveId', '=', parameter('receiveId')),
    ),
    bySendId: prepareStatement<{ sendId: string }, MailboxRow>(preparer, (builder, parameter) =>
      builder.selectFrom('mailbox').select(COLUMNS).where('sendId', '=', parameter('sendId')),
    ),
    /** How much of its quota a mailbox uses. */
    room: prepareStatement<{ key: number }, { readonly blobCount: number; readonly blobBytes: number }>(
      preparer,
      (builder, parameter) =>
        builder.selectFrom('mailbox').select(['blobCount', 'blobBytes']).where('key', '=', parameter('key')),
    ),
    /** Whether a mailbox with this key is there. */
    byKey: prepareStatement<{ key: number }, { readonly key: number }>(preparer, (builder, parameter) =>
      builder.selectFrom('mailbox').select('key').where('key', '=', parameter('key')),
    ),
    /** Mailboxes whose owner was last there before `day`. */
    unseenBefore: prepareStatement<{ day: number; most: number }, { readonly key: number }>(
      preparer,
      (builder, parameter) =>
        builder
          .selectFrom('mailbox')
          .select('key')
          .where('seenDay', '<', parameter('day'))
          .orderBy('seenDay')
          .limit(parameter('most')),
    ),
    /** Mailboxes whose time to bind a sender ended before `time`, the longest ended first. */
    unboundBefore: prepareStatement<{ time: number; most: number }, { readonly key: number }>(
      preparer,
      (builder, parameter) =>
        builder
          .selectFrom('mailbox')
          .select('key')
          .where('bindBefore', '<', parameter('time'))
          .orderBy('bindBefore')
          .limit(parameter('most')),
    ),
  };
}

function prepareChanges(preparer: Preparer) {
  return {
    insert: prepareStatement<
      { receiveId: string; sendId: string; ownerKey: Uint8Array; bindBefore: number; day: number },
      { readonly key: number }
    >(preparer, (builder, parameter) =>
      builder
        .insertInto('mailbox')
        .values({
          receiveId: parameter('receiveId'),
          sendId: parameter('sendId'),
          ownerKey: parameter('ownerKey'),
          bindBefore: parameter('bindBefore'),
          seenDay: parameter('day'),
          lastSeq: 0,
          blobCount: 0,
          blobBytes: 0,
        })
        .returning('key'),
    ),
    bindSender: prepareStatement<{ key: number; senderKey: Uint8Array }>(preparer, (builder, parameter) =>
      builder
        .updateTable('mailbox')
        .set({ senderKey: parameter('senderKey'), bindBefore: null })
        .where('key', '=', parameter('key')),
    ),
    /** Notes the day on which the owner was there, if it is a new one. */
    markSeen: prepareStatement<{ key: number; day: number }>(preparer, (builder, parameter) =>
      builder
        .updateTable('mailbox')
        .set({ seenDay: parameter('day') })
        .where('key', '=', parameter('key'))
        .where(where => where.or([where('seenDay', 'is', null), where('seenDay', '<', parameter('day'))])),
    ),
    /** Mailboxes of a time before days were noted count as seen today. */
    markUnknownSeen: prepareStatement<{ day: number }>(preparer, (builder, parameter) =>
      builder
        .updateTable('mailbox')
        .set({ seenDay: parameter('day') })
        .where('seenDay', 'is', null),
    ),
    remove: prepareStatement<{ key: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('mailbox').where('key', '=', parameter('key')),
    ),
  };
}

/** Largest position the protocol can express. */
const MAX_SEQ = 0xffff_ffff;

function prepareCounting(preparer: Preparer) {
  return {
    /** Counts one more blob and returns its position; no row when the quota does not allow it or the mailbox is gone. */
    countIn: prepareStatement<
      { key: number; size: number; mostBlobs: number; mostBytesBefore: number },
      { readonly lastSeq: number }
    >(preparer, (builder, parameter) =>
      builder
        .updateTable('mailbox')
        .set(column => ({
          lastSeq: column('lastSeq', '+', 1),
          blobCount: column('blobCount', '+', 1),
          blobBytes: column('blobBytes', '+', parameter('size')),
        }))
        .where('key', '=', parameter('key'))
        .where('blobCount', '<', parameter('mostBlobs'))
        .where('blobBytes', '<=', parameter('mostBytesBefore'))
        .where('lastSeq', '<', MAX_SEQ)
        .returning('lastSeq'),
    ),
    /** Counts removed blobs out. */
    countOut: prepareStatement<{ key: number; blobs: number; bytes: number }>(
      preparer,
      (builder, parameter) =>
        builder
          .updateTable('mailbox')
          .set(column => ({
            blobCount: column('blobCount', '-', parameter('blobs')),
            blobBytes: column('blobBytes', '-', parameter('bytes')),
          }))
          .where('key', '=', parameter('key')),
    ),
  };
}
