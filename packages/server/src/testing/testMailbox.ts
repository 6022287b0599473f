/** One mailbox as its two people know it: the ids, and a key for each side that signs for a client. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Bytes, base64urlToBytes } from '@sotto/protocol/bytes';
import { bytesToId, type ReceiveId, type SendId } from '@sotto/protocol/ids';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import { type ProofPurpose, proofStatement } from '@sotto/protocol/wire/proof';
import { numberedBlob, type TestClient } from './testClient.ts';

/** A signing key of one side. */
export interface TestKey {
  readonly publicKey: Bytes;
  prove(purpose: ProofPurpose, client: TestClient, ...ids: readonly string[]): Bytes;
}

/** The requests of one mailbox's two sides, proven for the client that sends them. */
export interface TestMailbox {
  readonly receiveId: ReceiveId;
  readonly sendId: SendId;
  readonly owner: TestKey;
  readonly sender: TestKey;
  create(client: TestClient, invitation?: Bytes): ClientRequest;
  open(client: TestClient): ClientRequest;
  delete(client: TestClient): ClientRequest;
  bind(client: TestClient, key?: TestKey): ClientRequest;
  send(number: number, extra?: { readonly resume?: true; readonly size?: number }): ClientRequest;
  setWill(number: number): ClientRequest;
}

/** A fresh key. */
export function createTestKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: exportRaw(publicKey),
    prove: (purpose, client, ...ids) =>
      new Uint8Array(sign(null, proofStatement(purpose, client.nonce, ...ids), privateKey)),
  };
}

/** A fresh id. */
export function createTestId<Id extends string>(): Id {
  return bytesToId<Id>(randomBytes(16));
}

/** A mailbox that does not exist on any server yet. */
export function createTestMailbox(): TestMailbox {
  const receiveId = createTestId<ReceiveId>();
  const sendId = createTestId<SendId>();
  const [owner, sender] = [createTestKey(), createTestKey()];
  return {
    receiveId,
    sendId,
    owner,
    sender,
    create: (client, invitation) => {
      const proof = owner.prove('create', client, receiveId, sendId);
      return { t: 'createMailbox', receiveId, sendId, ownerKey: owner.publicKey, proof, invitation };
    },
    open: client => ({ t: 'openMailbox', receiveId, proof: owner.prove('open', client, receiveId) }),
    delete: client => ({ t: 'deleteMailbox', receiveId, proof: owner.prove('delete', client, receiveId) }),
    bind: (client, key = sender) => {
      const proof = key.prove('bind', client, sendId);
      return { t: 'bindSender', sendId, senderKey: key.publicKey, proof };
    },
    send: (number, { resume, size } = {}) => ({
      t: 'send',
      sendId,
      blob: numberedBlob(number, size),
      wake: 'none',
      resume,
    }),
    setWill: number => ({ t: 'setWill', sendId, blob: numberedBlob(number), wake: 'message' }),
  };
}

/** A mailbox that `owner` has made and opened and to which `sender` may send. */
export async function connectPair(owner: TestClient, sender: TestClient): Promise<TestMailbox> {
  const mailbox = createTestMailbox();
  await expectOk(owner, mailbox.create(owner));
  await expectOk(owner, mailbox.open(owner));
  await expectOk(sender, mailbox.bind(sender));
  return mailbox;
}

/** Asks and throws unless the answer is `ok`. */
export async function expectOk(client: TestClient, request: ClientRequest): Promise<void> {
  const outcome = await client.outcome(request);
  if (outcome !== 'ok') throw new Error(`${request.t}: ${outcome}`);
}

function exportRaw(key: KeyObject): Bytes {
  const raw = base64urlToBytes(key.export({ format: 'jwk' }).x ?? '');
  if (raw === undefined) throw new Error('no raw key');
  return raw;
}
