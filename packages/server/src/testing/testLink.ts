/** A call link as its host and its visitors know it. The keys stand in for those that clients derive from the token. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Bytes, base64urlToBytes } from '@sotto/protocol/bytes';
import type { LinkId, NoteId, SeatId } from '@sotto/protocol/ids';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import {
  createLinkStatement,
  revokeLinkStatement,
  updateLinkStatement,
} from '@sotto/protocol/wire/linkStatement';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import { type ProofPurpose, proofStatement } from '@sotto/protocol/wire/proof';
import { numberedBlob, type TestClient } from './testClient.ts';
import { createTestId, expectOk } from './testMailbox.ts';

/** A signing key. */
export interface TestSigner {
  readonly publicKey: Bytes;
  sign(statement: Uint8Array): Bytes;
}

/** One stay at a link. */
export interface TestSeat {
  readonly seat: SeatId;
  readonly key: TestSigner;
}

/** The requests at one link, proven for the client that sends them. */
export interface TestLink {
  readonly linkId: LinkId;
  create(terms?: Partial<LinkTerms>): ClientRequest;
  update(version: number, terms?: Partial<LinkTerms>, signer?: TestSigner): ClientRequest;
  revoke(version: number, signer?: TestSigner): ClientRequest;
  read(client: TestClient): ClientRequest;
  leaveNote(client: TestClient, noteId: NoteId, number: number): LeaveRequest;
  readNotes(client: TestClient): ClientRequest;
  deleteNote(client: TestClient, noteId: NoteId): ClientRequest;
  watch(client: TestClient, asHost: boolean): WatchRequest;
  start(client: TestClient, who: TestSeat, isHost?: boolean): ClientRequest;
  knock(client: TestClient, who: TestSeat): ClientRequest;
  attach(client: TestClient, who: TestSeat, epoch?: number): ClientRequest;
  commit(epoch: number, adds?: readonly TestSeat[], removes?: readonly TestSeat[]): ClientRequest;
  tell(number: number, to?: TestSeat): ClientRequest;
}

type LeaveRequest = Extract<ClientRequest, { t: 'leaveNote' }>;
type WatchRequest = Extract<ClientRequest, { t: 'watchLink' }>;

const TERMS: LinkTerms = { days: 90, once: false, people: 8 };

/** A fresh key. */
export function createTestSigner(): TestSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: exportRaw(publicKey),
    sign: statement => new Uint8Array(sign(null, statement, privateKey)),
  };
}

/** A fresh stay. */
export function createTestSeat(): TestSeat {
  return { seat: createTestId<SeatId>(), key: createTestSigner() };
}

/** A link that does not exist on any server yet. */
export function createTestLink(linkId = createTestId<LinkId>()): TestLink {
  const [admin, auth] = [createTestSigner(), createTestSigner()];
  const prove = (signer: TestSigner, purpose: ProofPurpose, client: TestClient, ...ids: readonly string[]) =>
    signer.sign(proofStatement(purpose, client.nonce, linkId, ...ids));
  return {
    linkId,
    ...createHostRequests(linkId, admin, auth),
    read: client => ({ t: 'readLink', linkId, proof: prove(auth, 'readLink', client) }),
    leaveNote: (client, noteId, number) => {
      const proof = prove(auth, 'leaveNote', client, noteId);
      return { t: 'leaveNote', linkId, noteId, note: numberedBlob(number, 4096), proof };
    },
    readNotes: client => ({ t: 'readNotes', linkId, proof: prove(admin, 'readNotes', client) }),
    deleteNote: (client, noteId) => {
      return { t: 'deleteNote', linkId, noteId, proof: prove(admin, 'deleteNote', client, noteId) };
    },
    watch: (client, asHost) => {
      return { t: 'watchLink', linkId, asHost, proof: prove(asHost ? admin : auth, 'watchLink', client) };
    },
    start: (client, { key, seat }, isHost = false) => ({
      t: 'startRoom',
      linkId,
      seat,
      seatKey: key.publicKey,
      card: seatToCard(seat),
      proof: prove(auth, 'startRoom', client, seat),
      replace: isHost ? prove(admin, 'replaceRoom', client, seat) : undefined,
    }),
    knock: (client, { key, seat }) => ({
      t: 'knock',
      linkId,
      seat,
      seatKey: key.publicKey,
      card: seatToCard(seat),
      request: numberedBlob(1, 4096),
      proof: prove(auth, 'knock', client, seat),
    }),
    attach: (client, { key, seat }, epoch) => {
      return { t: 'attachRoom', linkId, seat, epoch, proof: prove(key, 'attachRoom', client, seat) };
    },
    ...createMemberRequests(linkId),
  };
}

/** The first in the call, on a link that was just made. */
export async function openRoom(
  client: TestClient,
  terms: Partial<LinkTerms> = {},
): Promise<{ readonly link: TestLink; readonly first: TestSeat }> {
  const [link, first] = [createTestLink(), createTestSeat()];
  await expectOk(client, link.create(terms));
  await expectOk(client, link.start(client, first));
  return { link, first };
}

/** One more in the call; returns its seat. */
export async function joinRoom(
  link: TestLink,
  committer: TestClient,
  epoch: number,
  client: TestClient,
): Promise<TestSeat> {
  const seat = createTestSeat();
  await expectOk(client, link.knock(client, seat));
  await expectOk(committer, link.commit(epoch, [seat]));
  await client.hears('admitted');
  return seat;
}

type HostRequests = Pick<TestLink, 'create' | 'update' | 'revoke'>;

function createHostRequests(linkId: LinkId, admin: TestSigner, auth: TestSigner): HostRequests {
  const record = randomBytes(1024);
  return {
    create: (more = {}) => {
      const [version, terms] = [1, { ...TERMS, ...more }];
      const signature = admin.sign(createLinkStatement(linkId, version, auth.publicKey, { terms, record }));
      const keys = { adminKey: admin.publicKey, authKey: auth.publicKey };
      return { t: 'createLink', linkId, ...keys, version, terms, record, signature };
    },
    update: (version, more = {}, signer = admin) => {
      const [terms, changed] = [{ ...TERMS, ...more }, numberedBlob(version)];
      const signature = signer.sign(updateLinkStatement(linkId, version, { terms, record: changed }));
      return { t: 'updateLink', linkId, version, terms, record: changed, signature };
    },
    revoke: (version, signer = admin) => {
      return {
        t: 'revokeLink',
        linkId,
        version,
        signature: signer.sign(revokeLinkStatement(linkId, version)),
      };
    },
  };
}

function createMemberRequests(linkId: LinkId): Pick<TestLink, 'commit' | 'tell'> {
  return {
    commit: (epoch, adds = [], removes = []) => ({
      t: 'commitRoom',
      linkId,
      epoch,
      commit: numberedBlob(epoch),
      welcome: adds.length > 0 ? numberedBlob(1000 + epoch) : undefined,
      adds: adds.map(({ seat }) => seat),
      removes: removes.map(({ seat }) => seat),
    }),
    tell: (number, to) => ({ t: 'tellRoom', linkId, to: to?.seat, blob: numberedBlob(number) }),
  };
}

function seatToCard(seat: SeatId): Bytes {
  const card = new Uint8Array(256);
  new TextEncoder().encodeInto(`card ${seat}`, card);
  return card;
}

function exportRaw(key: KeyObject): Bytes {
  const raw = base64urlToBytes(key.export({ format: 'jwk' }).x ?? '');
  if (raw === undefined) throw new Error('no raw key');
  return raw;
}
