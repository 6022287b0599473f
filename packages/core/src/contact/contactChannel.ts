/**
 * The encrypted channel with each contact (spec/contact.md): seals what leaves, opens what arrives, and writes every
 * consequence in the same step, before anything is sent or acknowledged.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ContactId, ItemId } from '@sotto/protocol/ids';
import {
  decodeSealedMessage,
  encodeSealedMessage,
  type SealedMessage,
} from '@sotto/protocol/sealed/sealedMessage';
import type { Wake } from '@sotto/protocol/wire/blob';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import { exportCallSecret } from '../crypto/callKeys.ts';
import { unwrapEnvelope, wrapEnvelope } from '../crypto/envelope.ts';
import { openMessage, sealMessage } from '../crypto/mls/contactGroup.ts';
import type { Outbox, OutboxEntry } from '../mailbox/outbox.ts';
import type { Log } from '../port/log.ts';
import type { Random } from '../port/random.ts';
import type { Store, Write } from '../port/store.ts';
import type { ContactBook, ContactChange } from './contactBook.ts';
import { type ContactRecord, contactPrefix } from './contactRecord.ts';

/** How a message leaves. */
export interface SendOptions {
  /** Never delayed by a key update: for messages that a call waits for. */
  readonly urgent?: boolean;
  readonly wake?: Wake;
  /** The text whose tick follows this message. */
  readonly textId?: ItemId;
  /** Written in the same step as the sealed message. */
  readonly change?: (record: ContactRecord) => ContactChange;
}

/** A message that is sealed and stored, and leaves as soon as there is a connection. */
export interface Sent {
  /** Resolves when the server has it. */
  readonly accepted: Promise<void>;
  /** With `callInvite` only: the secret of that call (spec/call-keys.md). */
  readonly callSecret: Bytes | undefined;
}

/** A message that was opened. */
export interface Received {
  readonly message: SealedMessage;
  /** When the server accepted it, by the server's clock. */
  readonly arrivedAt: number;
  /** With `callInvite` only: the secret of that call. */
  readonly callSecret: Bytes | undefined;
}

/** What the channel needs. */
export interface ChannelPorts {
  readonly store: Store;
  readonly random: Random;
  readonly log: Log;
  readonly book: ContactBook;
  readonly outbox: Outbox;
  /** What a received message changes, written in the same step as its position. */
  readonly reduce: (record: ContactRecord, received: Received, delivery: Delivery) => Promise<ContactChange>;
}

/** The channels of all contacts. */
export interface ContactChannel {
  /** Seals and stores a message; undefined when the contact is gone or the message is too large. */
  send(contact: ContactId, message: SealedMessage, options?: SendOptions): Promise<Sent | undefined>;
  /** Seals a message that the server may send later (a will). The new state is stored before it is returned. */
  sealAside(contact: ContactId, message: SealedMessage): Promise<Bytes | undefined>;
  /** Opens a delivery and stores its consequences; undefined when it was a repetition or not authentic. */
  receive(contact: ContactId, delivery: Delivery): Promise<Received | undefined>;
}

/** Makes the channels. */
export async function createContactChannel(ports: ChannelPorts): Promise<ContactChannel> {
  const { book, outbox, store } = ports;
  const positions = createPositions(await store.list('outbox'));

  async function sealNow(record: ContactRecord, message: SealedMessage, urgent: boolean) {
    const plaintext = encodeSealedMessage(message);
    const sealed = await sealMessage(book.group(record.id), plaintext, { urgent });
    const { state, epoch, commit, message: ciphertext } = sealed;
    const envelope = commit === undefined ? { message: ciphertext } : { commit, message: ciphertext };
    const blob = await wrapEnvelope(ports.random, record.wrapTheirs, envelope);
    if (!blob.ok) ports.log.error('channel.tooLarge', { kind: message.k });
    return blob.ok ? { state, blob: blob.value, epoch } : undefined;
  }

  function send(id: ContactId, message: SealedMessage, options: SendOptions = {}): Promise<Sent | undefined> {
    return book.serially(id, async () => {
      const record = book.get(id);
      if (record === undefined) return undefined;
      const sealed = await sealNow(record, message, options.urgent ?? false);
      if (sealed === undefined) return undefined;
      const entry: OutboxEntry = {
        key: positions.next(id),
        blob: sealed.blob,
        wake: options.wake ?? 'none',
        ...(options.textId === undefined ? {} : { textId: options.textId }),
      };
      const change = options.change?.(record) ?? {};
      const outgoing: Write = { table: 'outbox', key: entry.key, value: entry };
      await book.commit(id, { ...change, group: sealed.state, more: [...(change.more ?? []), outgoing] });
      const callSecret = await secretOf(message, sealed.state, sealed.epoch);
      return { accepted: outbox.push(id, entry), callSecret };
    });
  }

  async function receiveNow(record: ContactRecord, delivery: Delivery): Promise<Received | undefined> {
    const position = { ...record, mine: { ...record.mine, lastSeq: delivery.seq } };
    const opened = await open(record, delivery);
    if (!opened.ok) {
      ports.log.warn('channel.dropped', { code: opened.code });
      await book.commit(record.id, { record: position, ...opened.kept });
      return undefined;
    }
    const { received, state } = opened;
    const change = await ports.reduce({ ...position, state: 'active' }, received, delivery);
    await book.commit(record.id, { ...change, record: change.record ?? position, group: state });
    return received;
  }

  async function open(record: ContactRecord, delivery: Delivery) {
    const envelope = await unwrapEnvelope(record.wrapMine, delivery.blob);
    if (!envelope.ok) return { ...envelope, kept: {} };
    const opened = await openMessage(book.group(record.id), envelope.value);
    if (!opened.ok) return { ...opened, kept: {} };
    const { state, epoch, plaintext } = opened.value;
    const message = decodeSealedMessage(plaintext);
    // The group has moved on, whatever the message was: its new state must not be lost with it.
    if (!message.ok) return { ...message, kept: { group: state } };
    const callSecret = await secretOf(message.value, state, epoch);
    const received: Received = { message: message.value, arrivedAt: delivery.time, callSecret };
    return { ok: true, received, state } as const;
  }

  return {
    send,
    sealAside: (id, message) =>
      book.serially(id, async () => {
        const record = book.get(id);
        const sealed = record && (await sealNow(record, message, true));
        if (sealed === undefined) return undefined;
        await book.commit(id, { group: sealed.state });
        return sealed.blob;
      }),
    receive: (id, delivery) =>
      book.serially(id, async () => {
        const record = book.get(id);
        const isNew = record !== undefined && delivery.seq > record.mine.lastSeq;
        return isNew ? receiveNow(record, delivery) : undefined;
      }),
  };
}

async function secretOf(message: SealedMessage, state: Bytes, epoch: number): Promise<Bytes | undefined> {
  if (message.k !== 'callInvite') return undefined;
  const secret = await exportCallSecret(state, epoch, message.callId);
  return secret.ok ? secret.value : undefined;
}

/** Hands out growing outbox keys per contact, beginning behind those in the store. */
function createPositions(stored: readonly { readonly key: string }[]): { next(id: ContactId): string } {
  const last = new Map<string, number>();
  for (const { key } of stored) {
    const slash = key.indexOf('/');
    last.set(key.slice(0, slash), Number(key.slice(slash + 1)));
  }
  return {
    next: id => {
      const position = (last.get(id) ?? 0) + 1;
      last.set(id, position);
      return `${contactPrefix(id)}${String(position).padStart(12, '0')}`;
    },
  };
}
