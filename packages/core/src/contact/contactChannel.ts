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
import { openMessage, owesCommit, sealMessage } from '../crypto/mls/contactGroup.ts';
import type { Outbox, OutboxEntry } from '../mailbox/outbox.ts';
import type { Log } from '../port/log.ts';
import type { Random } from '../port/random.ts';
import type { Store, Write } from '../port/store.ts';
import type { ContactBook, ContactChange } from './contactBook.ts';
import { type ContactRecord, contactPrefix } from './contactRecord.ts';
import { findUnreadTexts, noteSealedText } from './repeatedTexts.ts';

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
  /**
   * Seals a message that the server may send later (a will), in the group's present epoch. The new state is stored
   * before the blob is returned.
   */
  sealAside(
    contact: ContactId,
    message: SealedMessage,
  ): Promise<{ readonly blob: Bytes; readonly epoch: number } | undefined>;
  /** Opens a delivery and stores its consequences; undefined when it was a repetition or not authentic. */
  receive(contact: ContactId, delivery: Delivery): Promise<Received | undefined>;
}

/** Makes the channels. */
export async function createContactChannel(ports: ChannelPorts): Promise<ContactChannel> {
  return new Channels(ports, createPositions(await ports.store.list('outbox')));
}

class Channels implements ContactChannel {
  readonly #ports: ChannelPorts;
  readonly #positions: Positions;
  /** Messages of each contact in a row that came after a commit which did not. */
  readonly #ahead = new Map<ContactId, number>();

  constructor(ports: ChannelPorts, positions: Positions) {
    this.#ports = ports;
    this.#positions = positions;
  }

  send(id: ContactId, message: SealedMessage, options: SendOptions = {}): Promise<Sent | undefined> {
    return this.#ports.book.serially(id, () => this.#sendNow(id, message, options));
  }

  async #sendNow(id: ContactId, message: SealedMessage, options: SendOptions) {
    const { book, outbox } = this.#ports;
    const record = book.get(id);
    const sealed = record && (await this.#seal(record, message, options.urgent ?? false));
    if (record === undefined || sealed === undefined) return undefined;
    const { state, epoch } = sealed;
    const entry = this.#createEntry(id, sealed.blob, options);
    const change = options.change?.(record) ?? {};
    const outgoing: Write = { table: 'outbox', key: entry.key, value: entry };
    const changed = change.record ?? record;
    await book.commit(id, {
      ...change,
      record: options.textId === undefined ? changed : noteSealedText(changed, options.textId, epoch),
      group: state,
      more: [...(change.more ?? []), outgoing],
    });
    const callSecret = await secretOf(message, state, epoch);
    return { accepted: outbox.push(id, entry), callSecret, epoch };
  }

  sealAside(id: ContactId, message: SealedMessage): ReturnType<ContactChannel['sealAside']> {
    const { book } = this.#ports;
    return book.serially(id, async () => {
      const record = book.get(id);
      const sealed = record && (await this.#seal(record, message, true, true));
      if (sealed === undefined) return undefined;
      await book.commit(id, { group: sealed.state });
      return { blob: sealed.blob, epoch: sealed.epoch };
    });
  }

  receive(id: ContactId, delivery: Delivery): Promise<Received | undefined> {
    const { book } = this.#ports;
    return book.serially(id, async () => {
      const record = book.get(id);
      const isNew = record !== undefined && delivery.seq > record.mine.lastSeq;
      return isNew ? this.#receiveNow(record, delivery) : undefined;
    });
  }

  async #seal(record: ContactRecord, message: SealedMessage, urgent: boolean, isAside = false) {
    const { book, log, random } = this.#ports;
    const plaintext = encodeSealedMessage(message);
    const sealed = await sealMessage(book.group(record.id), plaintext, { urgent, isAside });
    const { state, epoch, commit, message: ciphertext } = sealed;
    const envelope = commit === undefined ? { message: ciphertext } : { commit, message: ciphertext };
    const blob = await wrapEnvelope(random, record.wrapTheirs, envelope);
    if (!blob.ok) log.error('channel.tooLarge', { kind: message.k });
    return blob.ok ? { state, blob: blob.value, epoch } : undefined;
  }

  #createEntry(id: ContactId, blob: Bytes, { wake = 'none', textId }: SendOptions): OutboxEntry {
    const key = this.#positions.next(id);
    return { key, blob, wake, ...(textId === undefined ? {} : { textId }) };
  }

  async #receiveNow(record: ContactRecord, delivery: Delivery): Promise<Received | undefined> {
    const { book, log, reduce } = this.#ports;
    const position = { ...record, mine: { ...record.mine, lastSeq: delivery.seq } };
    const opened = await this.#open(record, delivery);
    if (!opened.ok) {
      log.warn('channel.dropped', { code: opened.code });
      await book.commit(record.id, { record: position, ...opened.kept });
      if (opened.code === 'ahead' && !record.isBlocked) this.#askForCommit(record.id);
      return undefined;
    }
    this.#ahead.delete(record.id);
    const { received, state } = opened;
    if (record.isBlocked) {
      // Opened all the same, so that both groups stay in step. Nothing of it is kept or answered, but who it is at this
      // person's call links: there it is banned now.
      const isKept = received.message.k === 'pseudonym';
      const change = isKept ? await reduce({ ...position, state: 'active' }, received, delivery) : {};
      await book.commit(record.id, { record: { ...position, state: 'active' }, ...change, group: state });
      return isKept ? received : undefined;
    }
    const change = await reduce({ ...position, state: 'active' }, received, delivery);
    await book.commit(record.id, { ...change, record: change.record ?? position, group: state });
    if (received.message.k === 'catchUp' && owesCommit(state))
      await this.#repeat(record.id).catch(() => log.warn('channel.notRepeated'));
    return received;
  }

  // Not for each of many that wait, yet again after a while: an answer can get lost, too.
  #askForCommit(id: ContactId): void {
    const before = this.#ahead.get(id) ?? 0;
    this.#ahead.set(id, before + 1);
    if (before % MESSAGES_PER_REQUEST === 0) this.#catchUp(id);
  }

  // In the turn of the request, so that nothing newer comes in between.
  async #repeat(id: ContactId): Promise<void> {
    const { book, store } = this.#ports;
    const answer = await this.#sendNow(id, { k: 'catchUp' }, { urgent: true });
    const record = book.get(id);
    if (answer === undefined || record === undefined) return;
    for (const { id: textId, text, at } of await findUnreadTexts(record, answer.epoch, store))
      await this.#sendNow(id, { k: 'text', id: textId, text, sentAt: at }, { urgent: true });
  }

  #catchUp(id: ContactId): void {
    this.send(id, { k: 'catchUp' }, { urgent: true }).catch(() =>
      this.#ports.log.warn('channel.notCaughtUp'),
    );
  }

  async #open(record: ContactRecord, delivery: Delivery) {
    const envelope = await unwrapEnvelope(record.wrapMine, delivery.blob);
    if (!envelope.ok) return { ...envelope, kept: {} };
    const opened = await openMessage(this.#ports.book.group(record.id), envelope.value);
    if (!opened.ok) return { ...opened, kept: {} };
    const { state, epoch, plaintext } = opened.value;
    const message = decodeSealedMessage(plaintext);
    // The group has moved on, whatever the message was: its new state must not be lost with it.
    if (!message.ok) return { ...message, kept: { group: state } };
    const callSecret = await secretOf(message.value, state, epoch);
    const received: Received = { message: message.value, arrivedAt: delivery.time, callSecret };
    return { ok: true, received, state } as const;
  }
}

const MESSAGES_PER_REQUEST = 16;

async function secretOf(message: SealedMessage, state: Bytes, epoch: number): Promise<Bytes | undefined> {
  if (message.k !== 'callInvite') return undefined;
  const secret = await exportCallSecret(state, epoch, message.callId);
  return secret.ok ? secret.value : undefined;
}

/** Growing outbox keys per contact. */
interface Positions {
  next(id: ContactId): string;
}

/** Begins behind the keys in the store. */
function createPositions(stored: readonly { readonly key: string }[]): Positions {
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
