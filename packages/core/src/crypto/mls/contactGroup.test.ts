import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { type Bytes, bytesToText, textToBytes } from '@sotto/protocol/bytes';
import { systemRandom } from '../systemRandom.testSupport.ts';
import {
  createKeyPackage,
  epochOf,
  exportSecret,
  foundGroup,
  identities,
  joinGroup,
  openMessage,
  ownLeaf,
  type SealedEnvelope,
  sealMessage,
} from './contactGroup.ts';
import { createPair, exchange, type Pair } from './contactPair.testSupport.ts';
import { decodeHeldGroup } from './groupState.ts';
import { createSeededChoice, type SeededChoice } from './seededChoice.testSupport.ts';

const hello = textToBytes('hello');
const fresh = await createPair();

test('an accepted invitation makes a group of two that agree on who they are', () => {
  assert.deepEqual(fresh.map(ownLeaf), [0, 1]);
  assert.deepEqual(fresh.map(epochOf), [1, 1]);
  assert.deepEqual(identities(fresh[0]), identities(fresh[1]));
  assert.notDeepEqual(identities(fresh[0])[0], identities(fresh[0])[1]);
});

test('the first ordinary message of a turn renews the keys, urgent ones and those of the other turn do not', async () => {
  const urgent = await sealMessage(fresh[1], hello, { urgent: true });
  assert.equal(urgent.commit, undefined);
  const notOnTurn = await sealMessage(fresh[0], hello, { urgent: false });
  assert.equal(notOnTurn.commit, undefined);
  const first = await sealMessage(fresh[1], hello, { urgent: false });
  assert.ok(first.commit);
  assert.equal(first.epoch, 2);
  const second = await sealMessage(first.state, hello, { urgent: false });
  assert.equal(second.commit, undefined);
});

test('a conversation renews the keys of both sides in turn, for ever', async () => {
  let pair = fresh;
  for (let round = 0; round < 6; round++)
    pair = await exchange(pair, round % 2 === 0 ? 1 : 0, `text ${round}`);
  assert.deepEqual(pair.map(epochOf), [7, 7]);
  assert.deepEqual(identities(pair[0]), identities(fresh[0]));
});

test('in 200 random interleavings everything is read, once, in order, by both sides', async () => {
  let crossed = 0;
  for (let seed = 1; seed <= 200; seed++) crossed += await interleave(createSeededChoice(seed));
  assert.ok(crossed > 20, `only ${crossed} messages crossed a renewal`);
});

test('a crash after opening: the old state opens the message again, the new one calls it a replay', async () => {
  for (const urgent of [true, false]) {
    const sealed = await sealMessage(fresh[1], hello, { urgent });
    const before = fresh[0].slice();
    const opened = await openMessage(before, sealed);
    assert.ok(opened.ok);
    assert.deepEqual(await openMessage(opened.value.state, sealed), { ok: false, code: 'replayed' });
    const restored = opened.value.state.slice();
    assert.deepEqual(await openMessage(restored, sealed), { ok: false, code: 'replayed' });
    const again = await openMessage(fresh[0].slice(), sealed);
    assert.ok(again.ok && again.value.epoch === opened.value.epoch);
    await exchange([opened.value.state, sealed.state], 0, 'life goes on');
  }
});

test('a state survives storage, whatever was done with it', async () => {
  let pair = fresh;
  for (let round = 0; round < 4; round++) {
    pair = await exchange([pair[0].slice(), pair[1].slice()], round % 2 === 0 ? 1 : 0, `text ${round}`);
  }
  assert.equal(epochOf(pair[0].slice()), 5);
});

test('a state that is damaged is an error, never a group', () => {
  for (const bytes of [new Uint8Array(), new Uint8Array(100), fresh[0].slice(0, -1), fresh[0].slice(1)]) {
    assert.throws(() => epochOf(bytes));
  }
});

test('a message sealed in advance opens after later ones, and twice it is a replay', async () => {
  const will = await sealMessage(fresh[0], textToBytes('I am gone'), { urgent: true });
  let pair: Pair = [will.state, fresh[1]];
  for (let round = 0; round < 5; round++) pair = await exchange(pair, 0, `text ${round}`, true);
  pair = await exchange(pair, 1, 'renews');
  const opened = await openMessage(pair[1], will);
  assert.ok(opened.ok && bytesToText(opened.value.plaintext) === 'I am gone');
  assert.deepEqual(await openMessage(opened.value.state, will), { ok: false, code: 'replayed' });
});

test('two epochs later a message can still be read, three later its keys are gone', async () => {
  const early = await sealMessage(fresh[0], hello, { urgent: true });
  let pair: Pair = [early.state, fresh[1]];
  pair = await exchange(pair, 1, 'epoch 2');
  pair = await exchange(pair, 0, 'epoch 3');
  assert.ok((await openMessage(pair[1], early)).ok);
  pair = await exchange(pair, 1, 'epoch 4');
  assert.deepEqual(await openMessage(pair[1], early), { ok: false, code: 'tooOld' });
});

test('a stolen state holds no secret of epochs that are gone', async () => {
  const secrets = [secretsOf(fresh[0]), secretsOf(fresh[1])].flat();
  let pair = fresh;
  for (let round = 0; round < 3; round++)
    pair = await exchange(pair, round % 2 === 0 ? 1 : 0, `text ${round}`);
  for (const state of pair) {
    const hex = state.toHex();
    for (const secret of secrets) assert.ok(!hex.includes(secret.toHex()));
  }
});

test('both sides export the same secrets, also of the two epochs before, and no others', async () => {
  let pair = fresh;
  for (let round = 0; round < 3; round++)
    pair = await exchange(pair, round % 2 === 0 ? 1 : 0, `text ${round}`);
  const seen = new Set<string>();
  for (const epoch of [2, 3, 4]) {
    const [a, b] = await Promise.all(pair.map(state => exportSecret(state, 'test', hello, 32, epoch)));
    assert.ok(a?.ok && b?.ok);
    assert.deepEqual(a.value, b.value);
    seen.add(a.value.toHex());
  }
  assert.equal(seen.size, 3);
  for (const epoch of [0, 1, 5]) {
    assert.deepEqual(await exportSecret(pair[0], 'test', hello, 32, epoch), { ok: false, code: 'tooOld' });
  }
});

test('clocks that are off by years do not matter', async context => {
  const { keyPackage, privateKeys } = await createKeyPackage(systemRandom);
  const now = mock.method(Date, 'now', () => 0);
  context.after(() => now.mock.restore());
  const founded = await foundGroup(systemRandom, keyPackage);
  assert.ok(founded.ok);
  now.mock.mockImplementation(() => 4e12);
  assert.ok((await joinGroup(founded.value.welcome, keyPackage, privateKeys)).ok);
});

interface Letter {
  readonly envelope: SealedEnvelope;
  readonly text: string;
}

/** A few random steps of two sides whose mailboxes keep the order; returns how many messages crossed a renewal. */
async function interleave(choice: SeededChoice): Promise<number> {
  const states: [Bytes, Bytes] = [...fresh];
  const mailboxes: readonly [Letter[], Letter[]] = [[], []];
  let crossed = 0;
  async function deliver(to: 0 | 1): Promise<void> {
    const next = mailboxes[to].shift();
    if (next === undefined) return;
    const opened = await openMessage(states[to], next.envelope);
    assert.ok(opened.ok);
    assert.equal(bytesToText(opened.value.plaintext), next.text);
    if (opened.value.epoch < epochOf(states[to])) crossed++;
    states[to] = opened.value.state;
  }
  for (let step = 0; step < 6; step++) {
    const side = choice.pick([0, 1] as const);
    if (choice.chance(0.4)) await deliver(side);
    else {
      const text = `${side}/${step}`;
      const sealed = await sealMessage(states[side], textToBytes(text), { urgent: choice.chance(0.5) });
      states[side] = sealed.state;
      mailboxes[side === 0 ? 1 : 0].push({ envelope: sealed, text });
    }
  }
  for (const to of [0, 1] as const) while (mailboxes[to].length > 0) await deliver(to);
  assert.equal(epochOf(states[0]), epochOf(states[1]));
  return crossed;
}

function secretsOf(state: Bytes): readonly Bytes[] {
  const { keySchedule, privatePath, secretTree } = decodeHeldGroup(state).mls;
  const ratchets = secretTree.flatMap(node => [node.application.secret, node.handshake.secret]);
  const keys = Object.values(privatePath.privateKeys);
  return [...Object.values(keySchedule), ...keys, ...ratchets].map(secret => new Uint8Array(secret));
}
