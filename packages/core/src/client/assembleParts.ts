/** Puts the client's parts together. They know each other only by what they are given here. */
import type { CallEngine } from '../call/callNeeds.ts';
import { createCallEngine } from '../call/createCallEngine.ts';
import { LocalMedia } from '../call/localMedia.ts';
import { type ContactBook, loadContactBook } from '../contact/contactBook.ts';
import { type ContactChannel, createContactChannel } from '../contact/contactChannel.ts';
import type { ContactRecord } from '../contact/contactRecord.ts';
import { loadInvitations } from '../contact/invitations.ts';
import { createWills } from '../contact/wills.ts';
import { createOpenConversation, type OpenConversation } from '../conversation/openConversation.ts';
import { reduceMessage } from '../conversation/reduceMessage.ts';
import { storeAcceptance, type TextPorts } from '../conversation/texts.ts';
import { epochOf } from '../crypto/mls/contactGroup.ts';
import { loadCallHistory } from '../history/callHistory.ts';
import { createCallItems } from '../history/callItems.ts';
import { lengthenItem } from '../history/continuedItem.ts';
import { loadLinkCallLog } from '../history/linkCallLog.ts';
import { repairHistory } from '../history/repairHistory.ts';
import { createIdentity, type Identity } from '../link/identity.ts';
import { createLinkCalls } from '../linkCall/linkCalls.ts';
import { createConnection } from '../mailbox/connection.ts';
import { createInbox } from '../mailbox/inbox.ts';
import { createOutbox, type Outbox } from '../mailbox/outbox.ts';
import { createProofs } from '../mailbox/proofs.ts';
import { loadOwnIceServers } from '../settings/ownIceServers.ts';
import { loadSettings } from '../settings/settings.ts';
import { type Background, createBackground } from './background.ts';
import { callCrypto } from './callCrypto.ts';
import { createContactMaking } from './contactMaking.ts';
import { createContinuedCalls } from './continueCall.ts';
import { createLinks } from './createLinks.ts';
import { createDeliveries } from './deliveries.ts';
import { createMessenger } from './messenger.ts';
import type { BaseParts, ClientPorts, Parts } from './parts.ts';
import { createReconnection } from './reconnection.ts';
import { tellContact } from './tellContact.ts';
import { createViewSource, type ViewSource } from './viewSource.ts';

/** Reads the store and makes all parts; nothing runs yet. */
export async function assembleParts(ports: ClientPorts): Promise<Parts> {
  const { store, clock, log, iceTester } = ports;
  const source = createViewSource(clock);
  const background = createBackground(log);
  const stored = await loadStored(ports, source, background);
  const { book, identity } = stored;
  const conversation = createOpenConversation(store, book, source.changed);
  // Deliveries and acceptances come only after `start`, when all parts exist.
  const mail = createMail(ports, book, () => parts);
  const channel = await createChannel(ports, { book, source, conversation, identity, outbox: mail.outbox });
  const invitations = await loadInvitations({
    ...ports,
    ...mail,
    book,
    ownName: () => stored.settings.profile()?.name ?? '',
    changed: source.changed,
  });
  const own = { ...stored, iceTester, source, conversation, channel, background };
  const shared = { store, clock, log, ...own, ...mail };
  const texts: TextPorts = { ...ports, book, channel };
  const wills = createWills({ ...mail, book, channel, epochOf });
  const links = await createLinks(ports, { ...shared, texts }, () => parts);
  const calls = createCalls(ports, { ...shared, wills, links, invitations }, () => parts);
  const base: BaseParts = { ...shared, texts, wills, invitations, links, ...calls };
  const deliveries = createDeliveries(base);
  const parts: Parts = { ...base, deliveries, reconnection: createReconnection({ ...base, deliveries }) };
  source.watch(parts);
  return parts;
}

/** What the store holds, repaired. */
async function loadStored(ports: ClientPorts, { changed }: ViewSource, background: Background) {
  const { store } = ports;
  const settings = await loadSettings(store);
  const iceServers = await loadOwnIceServers(store);
  const book = await loadContactBook(store);
  const identity = createIdentity(store, ports.random);
  await repairHistory(store);
  const history = await loadCallHistory(store, changed);
  const linkCallLog = await loadLinkCallLog({ ...ports, changed: () => background(history.refresh()) });
  return { settings, iceServers, book, identity, history, linkCallLog };
}

/** The way to the server and the mailboxes on both its ends. */
function createMail({ clock, log, random, sockets }: ClientPorts, book: ContactBook, parts: () => Parts) {
  const connection = createConnection(
    { clock, log, random, sockets },
    {
      connected: welcome => parts().reconnection.connected(welcome),
      disconnected: () => parts().reconnection.disconnected(),
      delivered: delivery => inbox.delivered(delivery),
      noticed: notice => {
        parts().links.heard(notice);
        if (notice.t !== 'linkNews') parts().linkCalls.heard(notice);
      },
    },
  );
  const sign = createProofs(connection.nonce);
  const common = { connection, clock, log, sign };
  const inbox = createInbox({
    ...common,
    mailbox: receiveId => parts().deliveries.mailbox(receiveId),
    handle: (receiveId, delivery) => parts().deliveries.handle(receiveId, delivery),
  });
  const outbox = createOutbox({
    ...common,
    mailboxOf: contact => book.get(contact)?.theirs,
    isReady: contact => isOpenTo(book.get(contact)),
    accepted: (contact, entry) => storeAcceptance(parts().texts, contact, entry),
  });
  return { connection, sign, inbox, outbox };
}

/** Whether anything may leave to a contact. What a blocked one would get waits. */
function isOpenTo(record: ContactRecord | undefined): boolean {
  return record?.mailboxMade === true && !record.isBlocked;
}

interface ChannelSurroundings {
  readonly book: ContactBook;
  readonly source: ViewSource;
  readonly conversation: OpenConversation;
  readonly identity: Identity;
  readonly outbox: Outbox;
}

function createChannel(ports: ClientPorts, surroundings: ChannelSurroundings): Promise<ContactChannel> {
  const { store, random, log } = ports;
  const { book, source, conversation, identity, outbox } = surroundings;
  return createContactChannel({
    store,
    random,
    log,
    book,
    outbox,
    reduce: (record, received, delivery) =>
      reduceMessage(record, received, {
        store,
        group: book.group(record.id),
        ownHostKey: async () => (await identity.hostKey()).publicKey,
        at: source.toDeviceTime(delivery.time),
        seq: delivery.seq,
        isOpen: conversation.isOpen,
      }),
  });
}

type CallSurroundings = Pick<
  BaseParts,
  | 'background'
  | 'book'
  | 'channel'
  | 'connection'
  | 'conversation'
  | 'history'
  | 'iceServers'
  | 'invitations'
  | 'linkCallLog'
  | 'links'
  | 'settings'
  | 'sign'
  | 'source'
  | 'store'
  | 'wills'
>;

/** Calls with contacts and behind links: they share the devices, the relays and the screen. */
function createCalls(
  ports: ClientPorts,
  parts: CallSurroundings,
  all: () => Parts,
): Pick<BaseParts, 'engine' | 'linkCalls' | 'continued' | 'settled'> {
  const { book, channel, connection, conversation, history, iceServers, settings, store, wills } = parts;
  const items = createCallItems(store, book, conversation.isOpen, history.isOpen);
  const { messenger, keeper, settled } = createMessenger({
    ...{ clock: ports.clock, connection, channel, wills, items },
    ownServers: () => iceServers.servers(settings.current().alwaysRelay),
  });
  const devices = new LocalMedia(ports.media);
  const shared = {
    ...ports,
    crypto: callCrypto,
    settings: () => {
      const { alwaysRelay, showRinging, saveData } = settings.current();
      return { relayOnly: alwaysRelay, showRinging, saveData };
    },
  };
  const linkCalls = createLinkCalls({
    ...shared,
    ...{ store, devices, links: parts.links, relay: messenger.relay, checkServer: messenger.checkServer },
    line: { request: request => connection.request(request), prove: parts.sign },
    contactOf: parts.links.contactOf,
    contacts: createContactMaking({ ...parts, origin: ports.origin }),
    callLog: parts.linkCallLog,
    isInCall: () => engine.isInCall(),
    continuedEnded: call => parts.background(lengthenItem(keeper, ports.clock, call)),
    changed: () => {
      parts.source.changed();
      continued.follow();
    },
  });
  const engine: CallEngine = createCallEngine(
    { ...shared, messenger, keeper, isMuted: contact => book.get(contact)?.isMuted ?? false },
    devices,
    linkCalls,
  );
  const continued = createContinuedCalls({
    ...{ clock: ports.clock, engine, linkCalls, links: parts.links.continued },
    ownName: () => settings.profile()?.name ?? '',
    introduce: contact => tellContact(all(), contact),
    send: (contact, message) => channel.send(contact, message, { urgent: true }),
  });
  return { engine, linkCalls, continued, settled };
}
