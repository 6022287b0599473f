/** Attacks on a contact group by whoever could stand where: the contact, a thief of old bytes, anybody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import fc from 'fast-check';
import type { CreateCommitOptions, Proposal } from 'ts-mls';
import { createCommit } from 'ts-mls/createCommit.js';
import { createApplicationMessage, createProposal } from 'ts-mls/createMessage.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import { processPrivateMessage } from 'ts-mls/processMessages.js';
import { emptyPskIndex } from 'ts-mls/pskIndex.js';
import { createSigningKey } from '../signer.ts';
import { systemRandom } from '../systemRandom.testSupport.ts';
import { cipherSuite } from './cipherSuite.ts';
import { createKeyPackage, foundGroup, joinGroup, openMessage, sealMessage } from './contactGroup.ts';
import { createPair, exchange } from './contactPair.testSupport.ts';
import { createCredential } from './credential.ts';
import { decodeHeldGroup } from './groupState.ts';
import { decodeContactKeyPackage } from './keyPackage.ts';

const hello = textToBytes('hello');
const fresh = await createPair();

test('attack: the contact commits out of turn', async () => {
  const envelope = await commitAs(fresh[0]);
  assert.deepEqual(await openMessage(fresh[1], envelope), { ok: false, code: 'wrongTurn' });
});

test('attack: the contact commits more than a renewal', async () => {
  const { keyPackage } = await createKeyPackage(systemRandom);
  const decoded = decodeContactKeyPackage(keyPackage);
  assert.ok(decoded);
  const proposals: readonly Proposal[] = [
    { proposalType: 'add', add: { keyPackage: decoded } },
    { proposalType: 'remove', remove: { removed: 0 } },
    { proposalType: 'group_context_extensions', groupContextExtensions: { extensions: [] } },
  ];
  for (const proposal of proposals) {
    const envelope = await commitAs(fresh[1], { extraProposals: [proposal] });
    assert.deepEqual(
      await openMessage(fresh[0], envelope),
      { ok: false, code: 'forged' },
      String(proposal.proposalType),
    );
  }
});

test('attack: the contact takes another identity in a commit that is valid otherwise', async () => {
  const { mls } = decodeHeldGroup(fresh[1]);
  const [, , own] = mls.ratchetTree;
  assert.ok(own?.nodeType === 'leaf');
  const next = await createSigningKey(systemRandom);
  const credential = await createCredential(next.publicKey);
  const leaf = { ...own.leaf, signaturePublicKey: next.publicKey, credential };
  const state = { ...mls, ratchetTree: [...mls.ratchetTree.slice(0, 2), { ...own, leaf }] };
  const suite = await cipherSuite();
  const isLeaf = (content: Uint8Array) => Buffer.from(content).includes('LeafNodeTBS');
  const signature = {
    ...suite.signature,
    sign: (seed: Uint8Array, content: Uint8Array) =>
      suite.signature.sign(isLeaf(content) ? next.seed : seed, content),
  };
  const made = await createCommit({ state, cipherSuite: { ...suite, signature } });
  const { privateMessage } = await createApplicationMessage(made.newState, hello, suite);
  const message = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage });
  const envelope = { commit: concatBytes(encodeMlsMessage(made.commit)), message: concatBytes(message) };
  assert.ok(made.commit.wireformat === 'mls_private_message');
  const valid = processPrivateMessage(
    decodeHeldGroup(fresh[0]).mls,
    made.commit.privateMessage,
    emptyPskIndex,
    suite,
  );
  assert.equal((await valid).kind, 'newState');
  assert.deepEqual(await openMessage(fresh[0], envelope), { ok: false, code: 'forged' });
});

test('attack: a commit or a proposal comes as a PublicMessage', async () => {
  const commit = await commitAs(fresh[1], { wireAsPublicMessage: true });
  assert.deepEqual(await openMessage(fresh[0], commit), { ok: false, code: 'malformed' });
  const { mls } = decodeHeldGroup(fresh[1]);
  const remove = { proposalType: 'remove', remove: { removed: 0 } } as const;
  for (const isPublic of [true, false]) {
    const made = await createProposal(mls, isPublic, remove, await cipherSuite());
    const message = concatBytes(encodeMlsMessage(made.message));
    assert.deepEqual(await openMessage(fresh[0], { message }), { ok: false, code: 'malformed' });
  }
});

test('attack: a commit travels where the message should be, or another message behind it', async () => {
  const good = await sealMessage(fresh[1], hello, { urgent: false });
  const old = await sealMessage(fresh[1], hello, { urgent: true });
  assert.ok(good.commit);
  const swapped = [
    { message: good.commit },
    { commit: good.message, message: good.commit },
    { commit: good.commit, message: old.message },
    { commit: good.commit, message: good.commit },
  ];
  for (const envelope of swapped) {
    assert.deepEqual(await openMessage(fresh[0], envelope), { ok: false, code: 'malformed' });
  }
  assert.deepEqual(await openMessage(fresh[0], { message: good.message }), { ok: false, code: 'ahead' });
});

test('attack: a message is sent back to its author', async () => {
  const urgent = await sealMessage(fresh[1], hello, { urgent: true });
  assert.deepEqual(await openMessage(urgent.state, urgent), { ok: false, code: 'forged' });
  assert.deepEqual(await openMessage(fresh[1], urgent), { ok: false, code: 'forged' });
  const renewal = await sealMessage(fresh[1], hello, { urgent: false });
  assert.deepEqual(await openMessage(renewal.state, renewal), { ok: false, code: 'wrongTurn' });
});

test('attack: a message of another group, and one with data beside it', async () => {
  const stranger = await createPair();
  const sealed = await sealMessage(stranger[1], hello, { urgent: true });
  assert.deepEqual(await openMessage(fresh[0], sealed), { ok: false, code: 'malformed' });
  const { mls } = decodeHeldGroup(fresh[1]);
  const made = await createApplicationMessage(mls, hello, await cipherSuite(), hello);
  const { privateMessage } = made;
  const message = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage });
  assert.deepEqual(await openMessage(fresh[0], { message: concatBytes(message) }), {
    ok: false,
    code: 'malformed',
  });
});

test('attack: any bit of a message or commit is flipped; the group goes on afterwards', async () => {
  const sealed = await sealMessage(fresh[1], hello, { urgent: true });
  for (let bit = 0; bit < sealed.message.length * 8; bit += 3) {
    const opened = await openMessage(fresh[0], { message: flip(sealed.message, bit) });
    assert.ok(!opened.ok, `bit ${bit}`);
  }
  const renewal = await sealMessage(fresh[1], hello, { urgent: false });
  assert.ok(renewal.commit);
  for (let bit = 5; bit < renewal.commit.length * 8; bit += 397) {
    const opened = await openMessage(fresh[0], { ...renewal, commit: flip(renewal.commit, bit) });
    assert.ok(!opened.ok, `bit ${bit}`);
  }
  await exchange(fresh, 1, 'still here');
});

test('attack: a KeyPackage is changed on its way', async () => {
  const { keyPackage } = await createKeyPackage(systemRandom);
  for (let bit = 40; bit < keyPackage.length * 8; bit += 499) {
    const founded = await foundGroup(systemRandom, flip(keyPackage, bit));
    assert.ok(!founded.ok, `bit ${bit}`);
  }
});

test('attack: a Welcome is changed, or is meant for somebody else', async () => {
  const mine = await createKeyPackage(systemRandom);
  const other = await createKeyPackage(systemRandom);
  const founded = await foundGroup(systemRandom, mine.keyPackage);
  assert.ok(founded.ok);
  const { welcome } = founded.value;
  assert.ok((await joinGroup(welcome, mine.keyPackage, mine.privateKeys)).ok);
  assert.deepEqual(await joinGroup(welcome, other.keyPackage, other.privateKeys), {
    ok: false,
    code: 'forged',
  });
  for (let bit = 3; bit < welcome.length * 8; bit += 797) {
    assert.ok(!(await joinGroup(flip(welcome, bit), mine.keyPackage, mine.privateKeys)).ok, `bit ${bit}`);
  }
  for (const length of [0, 4, 100, welcome.length - 1]) {
    assert.ok(!(await joinGroup(welcome.slice(0, length), mine.keyPackage, mine.privateKeys)).ok);
  }
});

test('attack: a Welcome into a group of three', async () => {
  const mine = await createKeyPackage(systemRandom);
  const third = decodeContactKeyPackage((await createKeyPackage(systemRandom)).keyPackage);
  const own = decodeContactKeyPackage(mine.keyPackage);
  assert.ok(third && own);
  const extraProposals = [own, third].map(
    keyPackage => ({ proposalType: 'add', add: { keyPackage } }) as const,
  );
  const { mls } = decodeHeldGroup(fresh[0]);
  const context = { state: mls, cipherSuite: await cipherSuite() };
  const { welcome } = await createCommit(context, { extraProposals, ratchetTreeExtension: true });
  assert.ok(welcome);
  const bytes = concatBytes(encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome }));
  assert.deepEqual(await joinGroup(bytes, mine.keyPackage, mine.privateKeys), { ok: false, code: 'forged' });
});

test('100,000 random inputs do not make the MLS decoder hang or crash', async () => {
  const sealed = await sealMessage(fresh[1], hello, { urgent: true });
  const { keyPackage } = await createKeyPackage(systemRandom);
  const models = fc.constantFrom(sealed.message, keyPackage, new Uint8Array());
  const edit = fc.tuple(models, fc.nat({ max: 2000 }), fc.uint8Array({ maxLength: 40 }));
  fc.assert(
    fc.property(edit, ([model, at, bytes]) => {
      const mutated = concatBytes(model.subarray(0, at), bytes, model.subarray(at + bytes.length));
      decodeContactKeyPackage(mutated);
      try {
        decodeMlsMessage(mutated, 0);
      } catch (error) {
        assert.ok(error instanceof Error);
      }
    }),
    { seed: 9420, numRuns: 100_000 },
  );
});

test('3,000 random envelopes open nothing', async () => {
  const sealed = await sealMessage(fresh[1], hello, { urgent: true });
  const edits = fc.sample(
    fc.tuple(fc.nat({ max: sealed.message.length - 1 }), fc.uint8Array({ minLength: 1, maxLength: 30 })),
    { seed: 9420, numRuns: 3000 },
  );
  for (const [at, bytes] of edits) {
    const message = concatBytes(
      sealed.message.subarray(0, at),
      bytes,
      sealed.message.subarray(at + bytes.length),
    );
    const opened = await openMessage(fresh[0], { message });
    assert.ok(!opened.ok || message.toHex() === sealed.message.toHex());
  }
});

/** What a contact without our rules could send: any commit, and a message after it. */
async function commitAs(state: Bytes, options: CreateCommitOptions = {}) {
  const suite = await cipherSuite();
  const made = await createCommit({ state: decodeHeldGroup(state).mls, cipherSuite: suite }, options);
  const { privateMessage } = await createApplicationMessage(made.newState, hello, suite);
  const message = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage });
  return { commit: concatBytes(encodeMlsMessage(made.commit)), message: concatBytes(message) };
}

function flip(bytes: Bytes, bit: number): Bytes {
  const flipped = bytes.slice();
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}
