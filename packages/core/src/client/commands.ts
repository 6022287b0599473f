/** The commands, each a few lines over the client's parts. */
import type { ContactId } from '@sotto/protocol/ids';
import { MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { toPlainName } from '@sotto/protocol/name';
import { failure, type Result, success } from '@sotto/protocol/result';
import { contactPrefix } from '../contact/contactRecord.ts';
import { sendText } from '../conversation/texts.ts';
import { deleteLeftovers, leftoverWrite } from '../mailbox/leftovers.ts';
import { iceAddressToServer, lineToIceAddress } from '../settings/iceAddress.ts';
import { checkIceServers } from '../settings/ownIceServers.ts';
import { createCallDeviceCommands } from './callDevices.ts';
import type { CommandProblem, Commands, ProfileCommands } from './command.ts';
import { callObstacle, changeRecord, createContactSettings } from './contactSettings.ts';
import { createHistoryCommands } from './historyCommands.ts';
import type { Parts } from './parts.ts';
import { tellContacts } from './tellContact.ts';

type Outcome = Result<void, CommandProblem>;
const DONE: Outcome = success(undefined);

/** The commands over a client's parts. */
export function createCommands(parts: Parts): ProfileCommands {
  return {
    ...createOwnCommands(parts),
    ...createIceCommands(parts),
    ...createContactCommands(parts),
    ...createContactSettings(parts),
    ...createHistoryCommands(parts),
    ...createCallCommands(parts),
    ...parts.links.commands,
    ...parts.linkCalls.commands,
    ...createCallDeviceCommands(parts.engine, parts.linkCalls),
    invite: () => parts.invitations.create(),
    withdrawInvitation: id => parts.invitations.withdraw(id),
    previewInvitation: text => parts.invitations.preview(text),
    acceptInvitation: text => parts.invitations.accept(text),
    // Whoever holds this object owns the keys already; the shell around it answers for tabs that do not.
    useHere: async () => DONE,
  };
}

function createOwnCommands(parts: Parts): Pick<Commands, 'setName' | 'changeSettings'> {
  const { settings, source } = parts;
  return {
    setName: async name => {
      const plain = toPlainName(name);
      if (plain.length > MAX_NAME_LENGTH) return failure('tooLong');
      await settings.setProfile({ name: plain });
      source.changed();
      parts.background(tellContacts(parts));
      return DONE;
    },
    changeSettings: async changes => {
      const checked = checkIceServers(parts.iceServers.current(), changes.alwaysRelay ?? false);
      if (!checked.ok && checked.code === 'relayNeedsTurn') return checked;
      await settings.change(changes);
      source.changed();
      return DONE;
    },
  };
}

function createIceCommands(parts: Parts): Pick<Commands, 'setIceServers' | 'testIceServer'> {
  const { iceServers, iceTester, settings, source } = parts;
  return {
    setIceServers: async next => {
      const checked = checkIceServers(next, settings.current().alwaysRelay);
      if (!checked.ok) return checked;
      await iceServers.set(next);
      source.changed();
      return DONE;
    },
    testIceServer: async line => {
      const address = lineToIceAddress(line.trim());
      return address.ok
        ? success(await iceTester.test(iceAddressToServer(address.value)))
        : failure('badIceServers');
    },
  };
}

type ContactCommand =
  | 'openConversation'
  | 'loadOlder'
  | 'sendText'
  | 'renameContact'
  | 'deleteContact'
  | 'clearConversation';

function createContactCommands(parts: Parts): Pick<Commands, ContactCommand> {
  const { book, conversation, texts } = parts;
  return {
    openConversation: async id => {
      if (id !== undefined && book.get(id) === undefined) return failure('noSuchContact');
      await conversation.show(id);
      if (id === undefined) return DONE;
      await parts.history.markSeen(id);
      return changeRecord(parts, id, record => ({ ...record, unread: 0 }));
    },
    loadOlder: async () => {
      await conversation.showOlder();
      return DONE;
    },
    sendText: async (id, text) =>
      book.get(id)?.isBlocked ? failure('contactBlocked') : sendText(texts, id, text),
    renameContact: (id, name) => {
      const localName = toPlainName(name);
      if (localName.length > MAX_NAME_LENGTH) return Promise.resolve(failure('tooLong'));
      return changeRecord(parts, id, record => ({ ...record, localName }));
    },
    deleteContact: id => deleteContact(parts, id),
    clearConversation: id => clearConversation(parts, id),
  };
}

async function deleteContact(parts: Parts, id: ContactId): Promise<Outcome> {
  const { background, book, conversation, engine, inbox, outbox, store } = parts;
  if (book.get(id) === undefined) return failure('noSuchContact');
  engine.forgetContact(id);
  await parts.settled();
  // A contact whose device rings must still learn that the call is over.
  await outbox.drain(id);
  if (conversation.isOpen(id)) await conversation.show(undefined);
  await book.serially(id, async () => {
    const record = book.get(id);
    if (record !== undefined) await book.remove(id, [leftoverWrite(record.mine)]);
  });
  outbox.drop(id);
  // A message that was being taken in meanwhile may have begun a call.
  engine.forgetContact(id);
  background(deleteLeftovers(store, inbox));
  return DONE;
}

function clearConversation({ book, store }: Parts, id: ContactId): Promise<Outcome> {
  return book.serially(id, async () => {
    const record = book.get(id);
    if (record === undefined) return failure('noSuchContact');
    const entries = await store.list('items', contactPrefix(id));
    await book.commit(id, {
      record: { ...record, lastItem: undefined, unread: 0, unreceived: {} },
      more: entries.map(({ key }) => ({ table: 'items' as const, key, value: undefined })),
    });
    return DONE;
  });
}

type CallCommand =
  | 'call'
  | 'acceptCall'
  | 'rejectCall'
  | 'ignoreCall'
  | 'endCall'
  | 'holdCall'
  | 'resumeCall'
  | 'continueCall';

/** Call commands reach the engine in the same turn as the person's act, which opening a microphone needs. */
function createCallCommands({ book, continued, engine }: Parts): Pick<Commands, CallCommand> {
  return {
    call: async (id, media) => {
      const record = book.get(id);
      if (record === undefined) return failure('noSuchContact');
      const obstacle = callObstacle(record, media);
      if (obstacle !== undefined) return failure(obstacle);
      const placed = engine.placeCall(id, media);
      return placed.ok ? DONE : placed;
    },
    acceptCall: async (callId, media, others) => engine.accept(callId, media, others),
    rejectCall: async callId => engine.reject(callId),
    ignoreCall: async callId => engine.ignore(callId),
    endCall: async () => engine.endCall(),
    holdCall: async () => engine.hold(),
    resumeCall: async callId => engine.resume(callId),
    continueCall: purpose => continued.begin(purpose),
  };
}
