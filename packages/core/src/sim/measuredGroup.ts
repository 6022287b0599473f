/** Two groups that do the same, for measuring: one by the MLS library alone, one by the rules of link calls. */
import assert from 'node:assert/strict';
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import { bytesToId, type LinkId, type SeatId } from '@sotto/protocol/ids';
import { MAX_ADDS, MAX_ROOM_PEOPLE } from '@sotto/protocol/limits';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { CiphersuiteImpl, ClientState, Proposal } from 'ts-mls';
import { createGroup, joinGroup } from 'ts-mls/clientState.js';
import { createCommit } from 'ts-mls/createCommit.js';
import { defaultCapabilities } from 'ts-mls/defaultCapabilities.js';
import { generateKeyPackage } from 'ts-mls/keyPackage.js';
import { mlsExporter } from 'ts-mls/keySchedule.js';
import { defaultLifetime } from 'ts-mls/lifetime.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import { processPrivateMessage } from 'ts-mls/processMessages.js';
import { emptyPskIndex } from 'ts-mls/pskIndex.js';
import { cipherSuite } from '../crypto/mls/cipherSuite.ts';
import { createSigningKey, type SigningKey } from '../crypto/signer.ts';
import { createRoomSeals, type RoomSeals } from '../group/bundle.ts';
import { exportFrameEpoch } from '../group/frameKeys.ts';
import { createGroupKit, type GroupKit } from '../group/groupKit.ts';
import { createRoomKeyPackage, type OwnKeyPackage } from '../group/keyPackage.ts';
import { signStatement } from '../group/statements.ts';
import type { Random } from '../port/random.ts';
import { GroupKeeper } from '../room/groupKeeper.ts';

/** Somebody who wants to come in: the request that others read, and what it keeps. */
export interface Candidate<Own> {
  readonly request: Bytes;
  readonly own: Own;
}

/** A commit as it travels. */
export interface SentCommit {
  readonly commit: Bytes;
  readonly welcome: Bytes | undefined;
}

/** A group with a first member, who commits, and a second one, who follows. */
export interface MeasuredGroup<Own = unknown> {
  prepare(): Promise<Candidate<Own>>;
  /** The first reads the requests and makes a commit that adds them. */
  add(candidates: readonly Candidate<Own>[]): Promise<SentCommit>;
  /** The first makes a commit that removes whom it added last. */
  remove(): Promise<SentCommit>;
  /** The second applies a commit. */
  follow(sent: SentCommit): Promise<void>;
  /** The first applies its own commit, which has come back. */
  settle(sent: SentCommit): Promise<void>;
  /** A candidate enters. */
  enter(candidate: Candidate<Own>, sent: SentCommit): Promise<void>;
  /** The second makes the frame keys of its epoch. */
  exportKeys(): Promise<void>;
}

/** Lets people into an empty group until there are `people`; the second member of it is the one who follows. */
export async function fillGroup<Own>(group: MeasuredGroup<Own>, people: number): Promise<void> {
  const second = await group.prepare();
  const first = await group.add([second]);
  await group.enter(second, first);
  await group.settle(first);
  for (let inside = 2; inside < people; ) {
    const count = Math.min(MAX_ADDS, people - inside);
    const sent = await group.add(await Promise.all(Array.from({ length: count }, () => group.prepare())));
    await group.follow(sent);
    await group.settle(sent);
    inside += count;
  }
}

/** The library alone, in the product's cipher suite. */
export async function createBareGroup(): Promise<MeasuredGroup<BarePair>> {
  const suite = await cipherSuite();
  const founder = await createBarePair(suite);
  const { publicPackage, privatePackage } = founder;
  let first = await createGroup(new Uint8Array(16), publicPackage, privatePackage, [], suite);
  let second: ClientState | undefined;
  let next = first;
  async function commit(extraProposals: Proposal[]): Promise<SentCommit> {
    const options = { extraProposals, ratchetTreeExtension: true };
    const made = await createCommit({ state: first, cipherSuite: suite }, options);
    next = made.newState;
    const { welcome } = made;
    const greeting = welcome && encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome });
    return { commit: concatBytes(encodeMlsMessage(made.commit)), welcome: greeting && concatBytes(greeting) };
  }
  return {
    prepare: async () => {
      const own = await createBarePair(suite);
      const keyPackage = own.publicPackage;
      const request = { version: 'mls10', wireformat: 'mls_key_package', keyPackage } as const;
      return { own, request: concatBytes(encodeMlsMessage(request)) };
    },
    add: candidates =>
      commit(
        candidates.map(({ request }) => {
          const message = decodeMlsMessage(request, 0)?.[0];
          assert.ok(message?.wireformat === 'mls_key_package');
          return { proposalType: 'add', add: { keyPackage: message.keyPackage } };
        }),
      ),
    remove: () => commit([{ proposalType: 'remove', remove: { removed: lastLeaf(first) } }]),
    follow: async sent => {
      const message = decodeMlsMessage(sent.commit, 0)?.[0];
      assert.ok(second !== undefined && message?.wireformat === 'mls_private_message');
      const { privateMessage } = message;
      second = (await processPrivateMessage(second, privateMessage, emptyPskIndex, suite)).newState;
    },
    settle: async () => {
      first = next;
    },
    enter: async ({ own }, { welcome }) => {
      const message = decodeMlsMessage(welcome ?? new Uint8Array(), 0)?.[0];
      assert.ok(message?.wireformat === 'mls_welcome');
      const keys = [own.publicPackage, own.privatePackage] as const;
      const state = await joinGroup(message.welcome, ...keys, emptyPskIndex, suite);
      second ??= state;
    },
    exportKeys: async () => {
      assert.ok(second !== undefined);
      const secret = second.keySchedule.exporterSecret;
      await mlsExporter(secret, 'SFrame 1.0 Base Key', new Uint8Array(), 32, suite);
    },
  };
}

type BarePair = Awaited<ReturnType<typeof generateKeyPackage>>;

function createBarePair(suite: CiphersuiteImpl): Promise<BarePair> {
  const identity = crypto.getRandomValues(new Uint8Array(32));
  const credential = { credentialType: 'basic', identity } as const;
  return generateKeyPackage(credential, defaultCapabilities(), defaultLifetime, [], suite);
}

function lastLeaf({ ratchetTree }: ClientState): number {
  return ratchetTree.findLastIndex(node => node?.nodeType === 'leaf') / 2;
}

interface RoomPair {
  readonly seat: SeatId;
  readonly key: OwnKeyPackage;
}

/** A call behind a link where people are asked: the first is the host, and everybody brings its approval. */
export async function createRuledGroup(random: Random): Promise<MeasuredGroup<RoomPair>> {
  const linkId = bytesToId<LinkId>(random.bytes(16));
  const kit = await createGroupKit(linkId, random);
  const seals = createRoomSeals(random, random.bytes(32));
  const host = await createSigningKey(random);
  const needs = { kit, seals, record: async () => recordOf(host), isPresent: () => false, now: Date.now };
  const first = new GroupKeeper(needs);
  const second = new GroupKeeper(needs);
  const founder = await createRoomPair(kit, host);
  assert.ok(await first.found(founder.key, []));
  const epochOf = (keeper: GroupKeeper) => Number(keeper.group()?.mls.groupContext.epoch ?? 0);
  return {
    prepare: () => createRequest(kit, seals, host),
    add: async candidates => {
      const read = candidates.map(({ own, request }) => first.readKnock(own.seat, request));
      const knocks = (await Promise.all(read)).filter(knock => knock !== undefined);
      return toSent(await first.propose(knocks, [], []), candidates.length);
    },
    remove: async () => {
      const last = first.group()?.members.at(-1);
      assert.ok(last);
      return toSent(await first.propose([], [last.seat], []), 0);
    },
    follow: async ({ commit }) => assert.ok((await second.follow(epochOf(second), commit)).ok),
    settle: async ({ commit }) => assert.ok((await first.follow(epochOf(first), commit)).ok),
    enter: async ({ own }, { welcome }) => {
      const keeper = second.group() === undefined ? second : new GroupKeeper(needs);
      assert.ok((await keeper.enter(own.key, welcome ?? new Uint8Array(), epochOf(first) + 1)).ok);
    },
    exportKeys: async () => {
      const group = second.group();
      assert.ok(group);
      await exportFrameEpoch(kit, group);
    },
  };
}

async function createRequest(
  kit: GroupKit,
  seals: RoomSeals,
  host: SigningKey,
): Promise<Candidate<RoomPair>> {
  const person = await createSigningKey(kit.random);
  const own = await createRoomPair(kit, person);
  const approval = await signStatement(host, {
    ...{ k: 'approve', linkId: kit.linkId, pseudonym: person.publicKey, isContact: false },
  });
  const request = await seals.sealRequest({
    keyPackage: own.key.bytes,
    statements: [approval],
    isPreparing: false,
  });
  return { own, request };
}

async function createRoomPair(kit: GroupKit, pseudonym: SigningKey): Promise<RoomPair> {
  const seat = bytesToId<SeatId>(kit.random.bytes(16));
  return { seat, key: await createRoomKeyPackage(kit, { seat, name: 'Somebody', pseudonym }, Date.now()) };
}

function toSent(made: Awaited<ReturnType<GroupKeeper['propose']>>, adds: number): SentCommit {
  assert.ok(made.ok && made.value.adds.length === adds);
  return made.value;
}

function recordOf(host: SigningKey): LinkRecord {
  const bytes = new Uint8Array(32);
  const facts = { adminKey: bytes, r: bytes, hostKey: bytes, hostProof: new Uint8Array(64), version: 1 };
  const terms = { days: 90, once: false, people: MAX_ROOM_PEOPLE };
  return { ...facts, terms, name: '', media: 'video', policy: 'ask', hosts: [host.publicKey], bans: [] };
}
