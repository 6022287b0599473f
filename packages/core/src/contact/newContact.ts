/** Makes what an invitation consists of, and the contact that comes of it on either side (spec/invitation.md). */
import type { Bytes } from '@sotto/protocol/bytes';
import { bytesToId, type ContactId, ID_BYTES, type ReceiveId, type SendId } from '@sotto/protocol/ids';
import { INVITATION_LIFETIME_DAYS } from '@sotto/protocol/limits';
import type { InvitationRecord as InvitationContent } from '@sotto/protocol/sealed/invitationRecord';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import { deriveWrapKeys } from '../crypto/envelope.ts';
import {
  createInvitationToken,
  deriveInvitation,
  openIntroduction,
  sealIntroduction,
  sealRecord,
  TOKEN_BLINDING_BYTES,
} from '../crypto/invitation.ts';
import { createKeyPackage, foundGroup, joinGroup } from '../crypto/mls/contactGroup.ts';
import { createSigningKey } from '../crypto/signer.ts';
import type { OutboxEntry } from '../mailbox/outbox.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import {
  type ContactRecord,
  contactPrefix,
  type InvitationRecord,
  OPEN_TO_ALL,
  type OwnMailbox,
} from './contactRecord.ts';

const DAY_MS = 86_400_000;

/** What making needs. */
export interface MakingPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** This person's name at the moment. */
  readonly ownName: () => string;
}

/** A contact that is not stored yet. */
export interface MadeContact {
  readonly record: ContactRecord;
  readonly group: Bytes;
}

/** A fresh invitation with its mailbox; nobody knows of it yet. */
export async function makeInvitation(ports: MakingPorts): Promise<InvitationRecord> {
  const { random, clock } = ports;
  const { keyPackage, privateKeys } = await createKeyPackage(random);
  const r = random.bytes(TOKEN_BLINDING_BYTES);
  const token = await createInvitationToken(keyPackage, r);
  const { sendId, recordKey } = await deriveInvitation(token);
  const createdAt = clock.now();
  const expires = createdAt + INVITATION_LIFETIME_DAYS * DAY_MS;
  const record = await sealRecord(random, recordKey, { keyPackage, r, name: ports.ownName(), expires });
  if (!record.ok) throw new Error('an invitation always fits into its record');
  const mine = await makeMailbox(random, sendId);
  return { mine, token, keyPackage, privateKeys, sealed: record.value, createdAt, expires };
}

async function makeMailbox(random: Random, sendId: SendId): Promise<OwnMailbox> {
  const receiveId = bytesToId<ReceiveId>(random.bytes(ID_BYTES));
  return { receiveId, sendId, ownerKey: await createSigningKey(random), lastSeq: 0 };
}

/**
 * The accepting side: founds the group (as leaf 0) and prepares the introduction. Undefined when the invitation holds
 * no usable KeyPackage.
 */
export async function foundContact(
  ports: MakingPorts,
  id: ContactId,
  token: Bytes,
  content: InvitationContent,
): Promise<(MadeContact & { readonly introduction: OutboxEntry }) | undefined> {
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

/** The inviting side: joins the group (as leaf 1) through the introduction. Undefined when that is not authentic. */
export async function joinContact(
  ports: MakingPorts,
  invitation: InvitationRecord,
  delivery: Delivery,
): Promise<MadeContact | undefined> {
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

async function makeContact(ports: MakingPorts, contact: NewContact): Promise<ContactRecord> {
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
    ...OPEN_TO_ALL,
    newestTexts: { mine: 0, theirs: 0 },
  };
}
