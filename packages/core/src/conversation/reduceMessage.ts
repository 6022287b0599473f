/** What a message of a contact changes on this device. Written in one step with its position and the group's state. */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { ContactId, ItemId } from '@sotto/protocol/ids';
import type { HostKeyMessage } from '@sotto/protocol/sealed/hostKey';
import type { PseudonymMessage } from '@sotto/protocol/sealed/pseudonym';
import type { ReceiptMessage } from '@sotto/protocol/sealed/received';
import type { TextMessage } from '@sotto/protocol/sealed/text';
import type { TextItemView } from '../client/view.ts';
import type { ContactChange } from '../contact/contactBook.ts';
import type { Received } from '../contact/contactChannel.ts';
import { isHostKeyProven, isPseudonymProven } from '../contact/contactPseudonyms.ts';
import { type ContactRecord, contactPrefix, nextTextTime } from '../contact/contactRecord.ts';
import { noteReadText } from '../contact/repeatedTexts.ts';
import type { Store } from '../port/store.ts';

/** What the reduction needs to know beside the message. */
export interface ReduceContext {
  readonly store: Store;
  /** The group with the contact. */
  readonly group: Bytes;
  /** This person's key as the host of call links. */
  readonly ownHostKey: () => Promise<Bytes>;
  /** The server's acceptance time by this device's clock. */
  readonly at: number;
  /** Position in the mailbox. */
  readonly seq: number;
  /** The conversation is on screen, so its messages are read at once. */
  readonly isOpen: (contact: ContactId) => boolean;
}

/** The change that a received message makes to its contact. */
export async function reduceMessage(
  record: ContactRecord,
  received: Received,
  context: ReduceContext,
): Promise<ContactChange> {
  const { message } = received;
  switch (message.k) {
    case 'text':
      return reduceText(record, message, context);
    case 'received':
      return reduceReceipt(record, message, context.store);
    case 'profile':
      return { record: { ...record, name: message.name } };
    case 'callsAllowed':
      return { record: { ...record, theyAllow: message.calls } };
    case 'catchUp':
    case 'callContinue':
    case 'callContinued':
      return { record };
    case 'hostKey':
      return { record: await noteHostKey(record, message, context.group) };
    case 'pseudonym':
      return { record: await notePseudonym(record, message, context) };
    default:
      return { record, more: [journalEntry(record.id, received, context)] };
  }
}

/** A message as journalled until whoever it concerns has stored what follows from it. */
export interface JournalledMessage {
  readonly received: Received;
  /** The server's acceptance time by this device's clock. */
  readonly at: number;
}

/** The journal's key for a delivery. */
export function journalKey(contact: ContactId, seq: number): string {
  return `${contactPrefix(contact)}${String(seq).padStart(12, '0')}`;
}

function journalEntry(contact: ContactId, received: Received, { seq, at }: ReduceContext) {
  const value: JournalledMessage = { received, at };
  return { table: 'callMessages', key: journalKey(contact, seq), value } as const;
}

function reduceText(record: ContactRecord, message: TextMessage, context: ReduceContext): ContactChange {
  const owedReceipts = [...record.owedReceipts, message.id];
  if (record.readTexts.includes(message.id)) return { record: { ...record, owedReceipts } };
  const at = nextTextTime(record, 'theirs', context.at);
  const item: TextItemView = {
    kind: 'text',
    id: message.id,
    mine: false,
    text: message.text,
    at,
    delivery: undefined,
  };
  const unread = context.isOpen(record.id) ? record.unread : record.unread + 1;
  const newestTexts = { ...record.newestTexts, theirs: at };
  const read = noteReadText(record, message.id);
  return { record: { ...read, unread, owedReceipts, newestTexts }, items: [item] };
}

async function reduceReceipt(
  record: ContactRecord,
  message: ReceiptMessage,
  store: Store,
): Promise<ContactChange> {
  const confirmed = message.ids.filter(id => Object.hasOwn(record.unreceived, id));
  const items = await Promise.all(confirmed.map(id => receivedItem(store, record.unreceived[id])));
  const unreceived = Object.fromEntries(
    Object.entries(record.unreceived).filter(([id]) => !confirmed.includes(id as ItemId)),
  );
  return { record: { ...record, unreceived }, items: items.filter(item => item !== undefined) };
}

/** Another key is another host: this person is somebody else to it. */
async function noteHostKey(
  record: ContactRecord,
  message: HostKeyMessage,
  group: Bytes,
): Promise<ContactRecord> {
  if (!(await isHostKeyProven(group, message))) return record;
  const isKnown = record.theirHostKey !== undefined && isSameBytes(record.theirHostKey, message.key);
  return { ...record, theirHostKey: message.key, toldPseudonym: record.toldPseudonym && isKnown };
}

async function notePseudonym(
  record: ContactRecord,
  message: PseudonymMessage,
  { group, ownHostKey }: ReduceContext,
): Promise<ContactRecord> {
  const isForMe = isSameBytes(message.hostKey, await ownHostKey());
  const isProven = isForMe && (await isPseudonymProven(group, message));
  return isProven ? { ...record, theirPseudonym: message.key } : record;
}

async function receivedItem(store: Store, key: string | undefined): Promise<TextItemView | undefined> {
  const item = key === undefined ? undefined : ((await store.get('items', key)) as TextItemView | undefined);
  return item && { ...item, delivery: 'received' };
}
