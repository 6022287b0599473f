/**
 * Groups of up to eight members under random commits (several adds and removes at once, key renewals), every member
 * compared in every epoch. Guards the correction in `packages/core/patches`: without it, members cannot join groups
 * in which such commits were mixed. A small suite, for speed; the tree is the same in all.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToHex } from '@sotto/protocol/bytes';
import type { CiphersuiteImpl, ClientState, Proposal } from 'ts-mls';
import { createGroup, joinGroup } from 'ts-mls/clientState.js';
import { createCommit } from 'ts-mls/createCommit.js';
import { getCiphersuiteFromName } from 'ts-mls/crypto/ciphersuite.js';
import { getCiphersuiteImpl } from 'ts-mls/crypto/getCiphersuiteImpl.js';
import { defaultCapabilities } from 'ts-mls/defaultCapabilities.js';
import { generateKeyPackage } from 'ts-mls/keyPackage.js';
import { defaultLifetime } from 'ts-mls/lifetime.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import { processPrivateMessage } from 'ts-mls/processMessages.js';
import { emptyPskIndex } from 'ts-mls/pskIndex.js';
import { createSeededChoice, type SeededChoice } from './seededChoice.testSupport.ts';

const MOST_MEMBERS = 8;
const RUNS = 8;
const COMMITS = 16;

test(`${RUNS * COMMITS} random commits leave all members in the same epoch with the same secrets`, async () => {
  const suite = await getCiphersuiteImpl(
    getCiphersuiteFromName('MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519'),
  );
  for (let seed = 1; seed <= RUNS; seed++) await runGroup(suite, createSeededChoice(seed), seed);
});

async function runGroup(suite: CiphersuiteImpl, choice: SeededChoice, seed: number): Promise<void> {
  const founder = await createPackage(suite);
  const { publicPackage, privatePackage } = founder;
  const groupId = new Uint8Array([seed]);
  let members: readonly ClientState[] = [
    await createGroup(groupId, publicPackage, privatePackage, [], suite),
  ];
  for (let commit = 0; commit < COMMITS; commit++) {
    members = await commitOnce(suite, choice, members);
    const authenticators = members.map(member => bytesToHex(member.keySchedule.epochAuthenticator));
    assert.equal(new Set(authenticators).size, 1, `seed ${seed}, commit ${commit}`);
  }
}

/** One random member commits; the others process it, the added ones join, the removed ones are gone. */
async function commitOnce(
  suite: CiphersuiteImpl,
  choice: SeededChoice,
  members: readonly ClientState[],
): Promise<readonly ClientState[]> {
  const committer = choice.pick(members);
  const others = members.filter(member => member !== committer);
  const removed = choice.chance(0.35)
    ? choice.sample(others, choice.below(Math.min(3, others.length + 1)))
    : [];
  const room = MOST_MEMBERS - members.length + removed.length;
  const count = choice.chance(0.6) ? choice.below(Math.min(3, room) + 1) : 0;
  const added = await Promise.all(Array.from({ length: count }, () => createPackage(suite)));
  const extraProposals: Proposal[] = [
    ...removed.map(
      member => ({ proposalType: 'remove', remove: { removed: member.privatePath.leafIndex } }) as const,
    ),
    ...added.map(pair => ({ proposalType: 'add', add: { keyPackage: pair.publicPackage } }) as const),
  ];
  const context = { state: committer, cipherSuite: suite };
  const made = await createCommit(context, { extraProposals, ratchetTreeExtension: true });
  const staying = others.filter(member => !removed.includes(member));
  const processed = await Promise.all(
    staying.map(member => receive(suite, member, encodeMlsMessage(made.commit))),
  );
  const joined = await Promise.all(added.map(pair => join(suite, pair, made.welcome)));
  return [made.newState, ...processed, ...joined];
}

async function receive(
  suite: CiphersuiteImpl,
  member: ClientState,
  commit: Uint8Array,
): Promise<ClientState> {
  const message = decodeMlsMessage(commit, 0)?.[0];
  assert.ok(message?.wireformat === 'mls_private_message');
  return (await processPrivateMessage(member, message.privateMessage, emptyPskIndex, suite)).newState;
}

type Pair = Awaited<ReturnType<typeof createPackage>>;
type Welcome = Awaited<ReturnType<typeof createCommit>>['welcome'];

function join(suite: CiphersuiteImpl, pair: Pair, welcome: Welcome): Promise<ClientState> {
  assert.ok(welcome);
  return joinGroup(welcome, pair.publicPackage, pair.privatePackage, emptyPskIndex, suite);
}

function createPackage(suite: CiphersuiteImpl) {
  const identity = crypto.getRandomValues(new Uint8Array(8));
  const credential = { credentialType: 'basic', identity } as const;
  return generateKeyPackage(credential, defaultCapabilities(), defaultLifetime, [], suite);
}
