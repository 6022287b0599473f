/** A commit that never arrives (spec/contact.md, "A lost renewal"): the sides find together again in the same group. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToText, textToBytes } from '@sotto/protocol/bytes';
import { epochOf, identities, openMessage, sealMessage } from './contactGroup.ts';
import { createPair, exchange } from './contactPair.testSupport.ts';

const fresh = await createPair();
const seal = (state: (typeof fresh)[0], text: string, urgent = false) =>
  sealMessage(state, textToBytes(text), { urgent });

test('a lost commit is noticed, asked for by any message, and repeated with the next one', async () => {
  const lost = await seal(fresh[1], 'lost');
  assert.ok(lost.commit);
  const unreadable = await seal(lost.state, 'unreadable');
  assert.deepEqual(await openMessage(fresh[0], unreadable), { ok: false, code: 'ahead' });

  const asking = await seal(fresh[0], 'did you renew?', true);
  const asked = await openMessage(unreadable.state.slice(), asking);
  assert.ok(asked.ok);
  const answer = await seal(asked.value.state.slice(), 'yes', true);
  assert.deepEqual(answer.commit, lost.commit);
  const healed = await openMessage(asking.state, answer);
  assert.ok(healed.ok);
  assert.equal(bytesToText(healed.value.plaintext), 'yes');
  assert.equal(epochOf(healed.value.state), 2);
  assert.deepEqual(identities(healed.value.state), identities(fresh[0]));

  let pair = [healed.value.state, answer.state] as const;
  for (let round = 0; round < 4; round++) {
    pair = await exchange(pair, 0, `mine ${round}`);
    pair = await exchange(pair, 1, `theirs ${round}`);
  }
  assert.deepEqual(pair.map(epochOf), [10, 10]);
});

test('hundreds of messages that are lost with a commit at their head do not part the two for ever', async () => {
  const many = 600;
  let writer = fresh[1];
  for (let count = 0; count < many; count++) writer = (await seal(writer, 'lost')).state;
  const asking = await seal(fresh[0], 'did you renew?', true);
  const asked = await openMessage(writer, asking);
  assert.ok(asked.ok);
  const answer = await seal(asked.value.state, 'yes', true);
  const healed = await openMessage(asking.state, answer);
  assert.ok(healed.ok, healed.ok ? '' : healed.code);
  await exchange([healed.value.state, answer.state], 0, 'again');
});

test('a commit that is repeated without need is skipped; the message beside it counts once', async () => {
  const crossing = await seal(fresh[0], 'crossing', true);
  const renewing = await seal(fresh[1], 'renewing');
  const heard = await openMessage(renewing.state, crossing);
  const arrived = await openMessage(crossing.state, renewing);
  assert.ok(heard.ok && arrived.ok);
  const repeating = await seal(heard.value.state, 'repeating');
  assert.deepEqual(repeating.commit, renewing.commit);
  const opened = await openMessage(arrived.value.state, repeating);
  assert.ok(opened.ok);
  assert.deepEqual(await openMessage(opened.value.state, repeating), { ok: false, code: 'replayed' });
  const next = await seal(repeating.state, 'next');
  assert.equal(next.commit, undefined, 'repeated once for each sign that it is missing');
});

test('a commit that the contact is known to have is kept no longer', async () => {
  const crossing = await seal(fresh[0], 'crossing', true);
  const renewing = await seal(fresh[1], 'renewing');
  const arrived = await openMessage(crossing.state, renewing);
  assert.ok(arrived.ok);
  const answer = await seal(arrived.value.state, 'answer', true);
  const confirmed = await openMessage(renewing.state, answer);
  assert.ok(confirmed.ok);
  assert.ok(confirmed.value.state.length < renewing.state.length);
  const late = await openMessage(confirmed.value.state, crossing);
  assert.ok(late.ok);
  assert.equal((await seal(late.value.state, 'next')).commit, undefined);
});

test('what is sealed aside takes no commit along, because it may never be sent', async () => {
  const lost = await seal(fresh[1], 'lost');
  const asking = await seal(fresh[0], 'did you renew?', true);
  const asked = await openMessage(lost.state, asking);
  assert.ok(asked.ok);
  const aside = await sealMessage(asked.value.state, textToBytes('aside'), { urgent: true, isAside: true });
  assert.equal(aside.commit, undefined);
  assert.deepEqual((await seal(aside.state, 'answer')).commit, lost.commit);
});
