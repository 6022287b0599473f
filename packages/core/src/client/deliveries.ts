/** What arrives in own mailboxes: introductions, messages, and the journal of call messages (spec/mailbox.md). */
import type { ContactId, ReceiveId } from '@sotto/protocol/ids';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import type { StoredCall } from '../call/storedCall.ts';
import type { OwnMailbox } from '../contact/contactRecord.ts';
import { type JournalledMessage, journalKey } from '../conversation/reduceMessage.ts';
import { sendOwedReceipts } from '../conversation/texts.ts';
import type { OutboxEntry } from '../mailbox/outbox.ts';
import { admitCallMessage } from './admitCall.ts';
import type { BaseParts } from './parts.ts';
import { tellContact } from './tellContact.ts';

/** The client's side of its mailboxes. */
export interface Deliveries {
  mailbox(receiveId: ReceiveId): OwnMailbox | undefined;
  /** Handles and stores one delivery. */
  handle(receiveId: ReceiveId, delivery: Delivery): Promise<void>;
  /** The server lost a mailbox: its positions begin anew. */
  restarted(receiveId: ReceiveId): Promise<void>;
  /** Takes over what an earlier run left: calls, call messages not yet handled, blobs not yet accepted. */
  restore(): Promise<void>;
}

/** Makes the handler of deliveries. */
export function createDeliveries(parts: BaseParts): Deliveries {
  const { background, book, channel, engine, invitations, log, outbox, store, texts } = parts;

  async function handle(receiveId: ReceiveId, delivery: Delivery): Promise<void> {
    const known = book.byReceiveId(receiveId);
    if (known !== undefined) {
      await handleMessage(known.id, delivery);
      return;
    }
    const contact = await invitations.introduced(receiveId, delivery);
    if (contact === undefined) log.warn('invitation.forged');
    else background(tellContact(parts, contact));
  }

  async function handleMessage(contact: ContactId, delivery: Delivery): Promise<void> {
    const received = await channel.receive(contact, delivery);
    if (received === undefined) return;
    const { message } = received;
    if (message.k === 'text') background(sendOwedReceipts(texts, contact));
    if (message.k === 'hostKey') background(tellContact(parts, contact));
    if (message.k === 'pseudonym') {
      background(parts.links.applyBlocks());
      parts.linkCalls.contactsChanged();
    }
    if (message.k === 'callContinue' || message.k === 'callContinued')
      parts.continued.heard(contact, message);
    const at = parts.source.toDeviceTime(delivery.time);
    await handleJournalled(contact, journalKey(contact, delivery.seq), { received, at });
  }

  /** What the journal holds is done once more after a crash. */
  async function handleJournalled(
    contact: ContactId,
    key: string,
    journalled: JournalledMessage,
  ): Promise<void> {
    const { message } = journalled.received;
    if ('callId' in message) await handleCallMessage(parts, contact, message, journalled);
    else if (message.k === 'linkApproval') await parts.links.approvalCame(message);
    else return;
    await store.write([{ table: 'callMessages', key, value: undefined }]);
  }

  async function restore(): Promise<void> {
    // First what was sealed first: the calls may seal more.
    for (const { key, value } of await store.list('outbox'))
      void outbox.push(keyToContact(key), value as OutboxEntry);
    const calls = await store.list('calls');
    await engine.restore(calls.map(({ value }) => value as StoredCall));
    for (const { key, value } of await store.list('callMessages'))
      await handleJournalled(keyToContact(key), key, value as JournalledMessage);
  }

  return {
    mailbox: receiveId => book.byReceiveId(receiveId)?.mine ?? invitations.byReceiveId(receiveId)?.mine,
    handle,
    restarted: receiveId => restartPositions(parts, receiveId),
    restore,
  };
}

async function handleCallMessage(
  parts: BaseParts,
  contact: ContactId,
  message: CallMessage,
  { received: { callSecret }, at }: JournalledMessage,
): Promise<void> {
  const { background, book, engine } = parts;
  const record = book.get(contact);
  const admitted = record && admitCallMessage(record, message, isCalling(engine, contact));
  if (admitted !== undefined) await engine.messageArrived(contact, admitted, { arrivedAt: at, callSecret });
  else if (message.k === 'callInvite') background(remindOfCallsAllowed(parts, contact));
}

async function restartPositions({ book }: BaseParts, receiveId: ReceiveId): Promise<void> {
  const id = book.byReceiveId(receiveId)?.id;
  if (id === undefined) return;
  await book.serially(id, async () => {
    const record = book.get(id);
    if (record === undefined) return;
    await book.commit(id, { record: { ...record, mine: { ...record.mine, lastSeq: 0 } } });
  });
}

function keyToContact(key: string): ContactId {
  return key.slice(0, key.indexOf('/')) as ContactId;
}

function isCalling(engine: BaseParts['engine'], contact: ContactId): boolean {
  const { call } = engine.views();
  return call?.contactId === contact && call.outgoing && call.stage !== 'ended';
}

/** A contact that calls although no calls are welcome has not heard so: it is told again. */
async function remindOfCallsAllowed({ book, channel }: BaseParts, contact: ContactId): Promise<void> {
  const record = book.get(contact);
  if (record === undefined || record.isBlocked) return;
  await channel.send(contact, { k: 'callsAllowed', calls: record.allows });
}
