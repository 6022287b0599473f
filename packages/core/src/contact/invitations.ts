/** Making, reading, accepting and withdrawing invitations (spec/invitation.md). */
import type { Bytes } from '@sotto/protocol/bytes';
import { bytesToId, type ContactId, ID_BYTES, type ReceiveId, type SendId } from '@sotto/protocol/ids';
import { INVITATION_LIFETIME_DAYS } from '@sotto/protocol/limits';
import { textToInviteToken, tokenToInviteLink } from '@sotto/protocol/link/inviteLink';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { InvitationRecord as InvitationContent } from '@sotto/protocol/sealed/invitationRecord';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import type { CommandProblem, InvitationPreview, InvitationProblem } from '../client/command.ts';
import { deriveWrapKeys } from '../crypto/envelope.ts';
import {
  createInvitationToken,
  deriveInvitation,
  openIntroduction,
  openRecord,
  sealIntroduction,
  sealRecord,
  TOKEN_BLINDING_BYTES,
} from '../crypto/invitation.ts';
import { createKeyPackage, foundGroup, joinGroup } from '../crypto/mls/contactGroup.ts';
import { createSigningKey } from '../crypto/signer.ts';
import type { Connection } from '../mailbox/connection.ts';
import type { Inbox } from '../mailbox/inbox.ts';
import type { Outbox, OutboxEntry } from '../mailbox/outbox.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { Random } from '../port/random.ts';
import type { Store } from '../port/store.ts';
import type { ContactBook } from './contactBook.ts';
import {
  type ContactRecord,
  contactPrefix,
  type InvitationRecord,
  type OwnMailbox,
} from './contactRecord.ts';

const DAY_MS = 86_400_000;

/** What invitations need. */
export interface InvitationPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly connection: Connection;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly book: ContactBook;
  /** `https://host`, for the links. */
  readonly origin: string;
  /** This person's name at the moment. */
  readonly ownName: () => string;
  readonly changed: () => void;
}

/** The invitations of this device. */
export interface Invitations {
  all(): readonly InvitationRecord[];
  byReceiveId(receiveId: ReceiveId): InvitationRecord | undefined;
  linkOf(invitation: InvitationRecord): string;
  create(): Promise<Result<{ readonly id: ReceiveId; readonly link: string }, CommandProblem>>;
  withdraw(id: ReceiveId): Promise<Result<void, CommandProblem>>;
  preview(text: string): Promise<Result<InvitationPreview, CommandProblem>>;
  accept(text: string): Promise<Result<{ readonly contactId: ContactId }, CommandProblem>>;
  /** Takes the first blob in an invitation's mailbox; the new contact, or undefined when it was not authentic. */
  introduced(receiveId: ReceiveId, delivery: Delivery): Promise<ContactId | undefined>;
  /** Makes the mailbox of an accepted invitation and binds to the inviter's; repeated until it has happened. */
  finishAcceptance(contact: ContactId): Promise<Result<void, CommandProblem>>;
}

/** Reads the open invitations from the store. */
export async function loadInvitations(ports: InvitationPorts): Promise<Invitations> {
  const { store, clock, random, book, connection, inbox, outbox } = ports;
  const invitations = new Map<ReceiveId, InvitationRecord>();
  for (const { key, value } of await store.list('invitations'))
    invitations.set(key as ReceiveId, value as InvitationRecord);

  const linkOf = (invitation: InvitationRecord) => tokenToInviteLink(ports.origin, invitation.token);

  async function forget(id: ReceiveId): Promise<void> {
    await store.write([{ table: 'invitations', key: id, value: undefined }]);
    invitations.delete(id);
    ports.changed();
  }

  async function create(): Promise<Result<{ id: ReceiveId; link: string }, CommandProblem>> {
    if (connection.nonce() === undefined) return failure('offline');
    const { invitation, sealed } = await makeInvitation(ports);
    const { receiveId } = invitation.mine;
    await store.write([{ table: 'invitations', key: receiveId, value: invitation }]);
    invitations.set(receiveId, invitation);
    const made = await inbox.create(invitation.mine, sealed);
    if (!made.ok) {
      await forget(receiveId);
      return failure(made.code === 'rateLimited' ? 'rateLimited' : 'offline');
    }
    await inbox.open(receiveId);
    ports.changed();
    return success({ id: receiveId, link: linkOf(invitation) });
  }

  async function withdraw(id: ReceiveId): Promise<Result<void, CommandProblem>> {
    const invitation = invitations.get(id);
    if (invitation === undefined) return success(undefined);
    const removed = await inbox.remove(invitation.mine);
    if (!removed.ok && removed.code !== 'noMailbox') return failure('offline');
    await forget(id);
    return success(undefined);
  }

  async function read(
    text: string,
  ): Promise<Result<{ token: Bytes; content: InvitationContent }, CommandProblem>> {
    const token = textToInviteToken(text);
    if (token === undefined) return failure('malformedInvitation');
    const { sendId } = await deriveInvitation(token);
    if ([...invitations.values()].some(own => own.mine.sendId === sendId)) return failure('ownInvitation');
    const answer = await connection.request({ t: 'readInvitation', sendId });
    if (!answer.ok) return failure(toInvitationProblem(answer.code));
    if (answer.value.t !== 'invitation') return failure('unknownInvitation');
    const content = await openRecord(token, answer.value.invitation);
    if (!content.ok) return failure('forgedInvitation');
    if (content.value.expires < clock.now()) return failure('expiredInvitation');
    return success({ token, content: content.value });
  }

  async function accept(text: string): Promise<Result<{ contactId: ContactId }, CommandProblem>> {
    const found = await read(text);
    if (!found.ok) return found;
    const contactId = bytesToId<ContactId>(random.bytes(ID_BYTES));
    const founded = await foundContact(ports, contactId, found.value.token, found.value.content);
    if (founded === undefined) return failure('forgedInvitation');
    await book.commit(contactId, {
      record: founded.record,
      group: founded.group,
      more: [{ table: 'outbox', key: founded.introduction.key, value: founded.introduction }],
    });
    void outbox.push(contactId, founded.introduction);
    const finished = await finishAcceptance(contactId);
    // Not reached is not refused: the acceptance is stored and goes on with the next connection.
    return finished.ok || finished.code === 'offline' ? success({ contactId }) : finished;
  }

  async function finishAcceptance(contactId: ContactId): Promise<Result<void, CommandProblem>> {
    const record = book.get(contactId);
    if (record === undefined) return failure('noSuchContact');
    const made = await inbox.create(record.mine);
    if (!made.ok && made.code !== 'mailboxExists') return failure('offline');
    const bound = await outbox.bind(contactId);
    if (!bound.ok) return refuseAcceptance(contactId, bound.code);
    await book.serially(contactId, async () => {
      const current = book.get(contactId);
      if (current !== undefined) await book.commit(contactId, { record: { ...current, mailboxMade: true } });
    });
    outbox.flush(contactId);
    await inbox.open(record.mine.receiveId);
    return success(undefined);
  }

  async function refuseAcceptance(contactId: ContactId, code: string): Promise<Result<void, CommandProblem>> {
    const problem = toInvitationProblem(code);
    if (problem === 'offline') return failure('offline');
    outbox.drop(contactId);
    await book.remove(contactId);
    return failure(problem);
  }

  async function introduced(receiveId: ReceiveId, delivery: Delivery): Promise<ContactId | undefined> {
    const invitation = invitations.get(receiveId);
    if (invitation === undefined) return undefined;
    const joined = await joinContact(ports, invitation, delivery);
    if (joined === undefined) return undefined;
    const { record, group } = joined;
    const gone = { table: 'invitations', key: receiveId, value: undefined } as const;
    await book.commit(record.id, { record, group, more: [gone] });
    invitations.delete(receiveId);
    ports.changed();
    return record.id;
  }

  return {
    all: () => [...invitations.values()],
    byReceiveId: receiveId => invitations.get(receiveId),
    linkOf,
    create,
    withdraw,
    preview: async text => {
      const found = await read(text);
      if (!found.ok) return found;
      const { name, expires } = found.value.content;
      return success({ name, expires });
    },
    accept,
    introduced,
    finishAcceptance,
  };
}

function toInvitationProblem(code: string): InvitationProblem | 'offline' | 'rateLimited' {
  switch (code) {
    case 'noInvitation':
    case 'noMailbox':
      return 'unknownInvitation';
    case 'invitationUsed':
    case 'notSender':
      return 'usedInvitation';
    case 'invitationExpired':
      return 'expiredInvitation';
    case 'rateLimited':
      return 'rateLimited';
    default:
      return 'offline';
  }
}

async function makeInvitation(
  ports: InvitationPorts,
): Promise<{ invitation: InvitationRecord; sealed: Bytes }> {
  const { random, clock } = ports;
  const { keyPackage, privateKeys } = await createKeyPackage(random);
  const r = random.bytes(TOKEN_BLINDING_BYTES);
  const token = await createInvitationToken(keyPackage, r);
  const { sendId, recordKey } = await deriveInvitation(token);
  const createdAt = clock.now();
  const expires = createdAt + INVITATION_LIFETIME_DAYS * DAY_MS;
  const sealed = await sealRecord(random, recordKey, { keyPackage, r, name: ports.ownName(), expires });
  if (!sealed.ok) throw new Error('an invitation always fits into its record');
  const mine = await makeMailbox(random, sendId);
  return { invitation: { mine, token, keyPackage, privateKeys, createdAt, expires }, sealed: sealed.value };
}

async function makeMailbox(random: Random, sendId: SendId): Promise<OwnMailbox> {
  const receiveId = bytesToId<ReceiveId>(random.bytes(ID_BYTES));
  return { receiveId, sendId, ownerKey: await createSigningKey(random), lastSeq: 0 };
}

/** The accepting side: founds the group (as leaf 0) and prepares the introduction. */
async function foundContact(ports: InvitationPorts, id: ContactId, token: Bytes, content: InvitationContent) {
  const { random } = ports;
  const secrets = await deriveInvitation(token);
  const founded = await foundGroup(random, content.keyPackage);
  if (!founded.ok) return undefined;
  const { state: group, welcome } = founded.value;
  const mine = await makeMailbox(random, bytesToId<SendId>(random.bytes(ID_BYTES)));
  const introduction = { welcome, name: ports.ownName(), sendId: mine.sendId };
  const blob = await sealIntroduction(random, secrets.introductionKey, introduction);
  if (!blob.ok) throw new Error('an introduction always fits into a blob');
  const entry: OutboxEntry = {
    key: `${contactPrefix(id)}${'0'.repeat(12)}`,
    blob: blob.value,
    wake: 'message',
  };
  const facts = { id, group, mine, theirs: secrets.sendId, name: content.name };
  const record = await makeContact(ports, { ...facts, toldName: introduction.name });
  return { record, group, introduction: entry };
}

/** The inviting side: joins the group (as leaf 1) through the introduction. */
async function joinContact(ports: InvitationPorts, invitation: InvitationRecord, delivery: Delivery) {
  const { introductionKey } = await deriveInvitation(invitation.token);
  const introduction = await openIntroduction(introductionKey, delivery.blob);
  if (!introduction.ok) return undefined;
  const { welcome, name, sendId } = introduction.value;
  const joined = await joinGroup(welcome, invitation.keyPackage, invitation.privateKeys);
  if (!joined.ok) return undefined;
  const group = joined.value.state;
  const mine = { ...invitation.mine, lastSeq: delivery.seq };
  const id = bytesToId<ContactId>(ports.random.bytes(ID_BYTES));
  const contact = await makeContact(ports, { id, group, mine, theirs: sendId, name, toldName: undefined });
  return { record: { ...contact, state: 'active', mailboxMade: true } as const, group };
}

interface NewContact {
  readonly id: ContactId;
  readonly group: Bytes;
  readonly mine: OwnMailbox;
  readonly theirs: SendId;
  readonly name: string;
  /** The own name, where the introduction carried it. */
  readonly toldName: string | undefined;
}

async function makeContact(ports: InvitationPorts, contact: NewContact): Promise<ContactRecord> {
  const { id, group, mine, theirs, name, toldName } = contact;
  const { send, receive } = await deriveWrapKeys(group);
  const now = ports.clock.now();
  return {
    id,
    state: 'pending',
    name,
    localName: '',
    mine,
    mailboxMade: false,
    theirs: { sendId: theirs, senderKey: await createSigningKey(ports.random) },
    wrapMine: receive,
    wrapTheirs: send,
    unread: 0,
    owedReceipts: [],
    lastItem: undefined,
    createdAt: now,
    lastActivity: now,
    unreceived: {},
    acceptableCalls: [],
    toldName,
  };
}
