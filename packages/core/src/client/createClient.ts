/** Puts the headless client together: store, connection, contacts, conversations and calls behind one `Client`. */
import type { CallEngine, CallNeeds } from '../call/callNeeds.ts';
import { createCallEngine } from '../call/createCallEngine.ts';
import { loadContactBook } from '../contact/contactBook.ts';
import { type ContactChannel, createContactChannel } from '../contact/contactChannel.ts';
import { loadInvitations } from '../contact/invitations.ts';
import { createWills } from '../contact/wills.ts';
import { createOpenConversation } from '../conversation/openConversation.ts';
import { reduceMessage } from '../conversation/reduceMessage.ts';
import { storeAcceptance, type TextPorts } from '../conversation/texts.ts';
import { createCallItems } from '../history/callItems.ts';
import { createConnection } from '../mailbox/connection.ts';
import { createInbox } from '../mailbox/inbox.ts';
import { createOutbox } from '../mailbox/outbox.ts';
import { createProofs } from '../mailbox/proofs.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { Random } from '../port/random.ts';
import type { SocketPort } from '../port/socket.ts';
import type { Store } from '../port/store.ts';
import { loadSettings } from '../settings/settings.ts';
import { callCrypto } from './callCrypto.ts';
import type { Client } from './command.ts';
import { createCommands } from './commands.ts';
import { createDeliveries } from './deliveries.ts';
import { createMessenger } from './messenger.ts';
import type { Parts } from './parts.ts';
import { createReconnection } from './reconnection.ts';
import { createViewSource } from './viewSource.ts';

/** What a client runs on. */
export interface ClientPorts extends Pick<CallNeeds, 'peers' | 'media' | 'ringer'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly sockets: SocketPort;
  readonly log: Log;
  /** `https://host` of the server, for links. */
  readonly origin: string;
}

/** A running client. */
export interface RunningClient extends Client {
  /** Ends calls and the connection; nothing is written afterwards. For a tab that loses the keys or goes away. */
  close(): Promise<void>;
}

/** Reads the store, repairs what a crash left over, and connects. Rejects when the store cannot be read. */
export async function createClient(ports: ClientPorts): Promise<RunningClient> {
  const parts = await assembleParts(ports);
  const { connection, engine, source } = parts;
  await parts.deliveries.restore();
  connection.start();
  const stopListening = ports.sockets.onNetworkChange(() => engine.networkChanged());
  return {
    view: source.view,
    onView: source.onView,
    commands: createCommands(parts),
    close: async () => {
      stopListening();
      engine.close();
      await parts.settled();
      connection.stop();
    },
  };
}

async function assembleParts(ports: ClientPorts): Promise<Parts> {
  const { store, clock, random, log } = ports;
  const settings = await loadSettings(store);
  const book = await loadContactBook(store);
  const source = createViewSource(clock);
  const connection = createConnection(ports, {
    connected: welcome => parts.reconnection.connected(welcome),
    disconnected: () => parts.reconnection.disconnected(),
    delivered: delivery => inbox.delivered(delivery),
  });
  const sign = createProofs(connection.nonce);
  const inbox = createInbox({
    connection,
    clock,
    log,
    sign,
    mailbox: receiveId => parts.deliveries.mailbox(receiveId),
    handle: (receiveId, delivery) => parts.deliveries.handle(receiveId, delivery),
    restarted: receiveId => parts.deliveries.restarted(receiveId),
  });
  const outbox = createOutbox({
    connection,
    clock,
    log,
    sign,
    mailboxOf: contact => book.get(contact)?.theirs,
    isReady: contact => book.get(contact)?.mailboxMade ?? false,
    accepted: (contact, entry) => storeAcceptance(texts, contact, entry),
  });
  const conversation = createOpenConversation(store, book, source.changed);
  const channel: ContactChannel = await createContactChannel({
    store,
    random,
    log,
    book,
    outbox,
    reduce: (record, received, delivery) =>
      reduceMessage(record, received, {
        store,
        at: source.toDeviceTime(delivery.time),
        seq: delivery.seq,
        isOpen: conversation.isOpen,
      }),
  });
  const texts: TextPorts = { store, clock, random, book, channel };
  const wills = createWills({ connection, outbox, book, channel });
  const invitations = await loadInvitations({
    ...ports,
    connection,
    inbox,
    outbox,
    book,
    ownName: () => settings.profile()?.name ?? '',
    changed: source.changed,
  });
  const items = createCallItems(store, book, conversation.isOpen);
  const { messenger, keeper, settled } = createMessenger({ store, connection, channel, wills, items });
  const engine: CallEngine = createCallEngine({
    ...ports,
    messenger,
    keeper,
    crypto: callCrypto,
    settings: () => ({
      relayOnly: settings.current().alwaysRelay,
      showRinging: settings.current().showRinging,
    }),
  });
  const shared = {
    ...ports,
    settings,
    book,
    source,
    connection,
    inbox,
    outbox,
    conversation,
    channel,
    texts,
  };
  const base = { ...shared, wills, invitations, engine, settled };
  const deliveries = createDeliveries(base);
  const parts: Parts = { ...base, deliveries, reconnection: createReconnection({ ...base, deliveries }) };
  source.watch(parts);
  return parts;
}
