import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactId, ReceiveId } from '@sotto/protocol/ids';
import { failure, success } from '@sotto/protocol/result';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createLinkCallSimulation, type LinkCaller } from '../sim/linkCallWorld.ts';
import type { ContactMaking } from './keepInTouch.ts';

const suite = await smallSuite();
const contactId = 'contact' as ContactId;

/** Makes contacts at once, and writes down what was asked of it. */
function createMaker(): ContactMaking & { readonly done: string[]; isBroken: boolean } {
  const maker = {
    done: [] as string[],
    isBroken: false,
    invite: async (ownName: string) => {
      maker.done.push(`invite as ${ownName}`);
      const id = `invitation ${maker.done.length}` as ReceiveId;
      return success({ id, token: new Uint8Array(16).fill(maker.done.length) });
    },
    withdraw: async (id: ReceiveId) => void maker.done.push(`withdraw ${id}`),
    accept: async (token: Uint8Array, ownName: string) => {
      maker.done.push(`accept ${token[0]} as ${ownName}`);
      return maker.isBroken ? failure('offline') : success(contactId);
    },
  };
  return maker;
}

async function threeInside(seed: number) {
  const world = await createLinkCallSimulation(seed, 'open', suite);
  const [hosts, bens, cleos] = [createMaker(), createMaker(), createMaker()];
  const host = await world.arrive('Ada', { pseudonym: world.room.host, contacts: hosts });
  const ben = await world.arrive('Ben', { contacts: bens });
  const cleo = await world.arrive('Cleo', { contacts: cleos });
  for (const each of [host, ben, cleo]) await each.join();
  return { ...world, host, ben, cleo, hosts, bens, cleos };
}

test('the host is asked, agrees, and the other one has a contact; a third one sees nothing of it', async () => {
  const { clock, host, ben, cleo, hosts, bens, cleos } = await threeInside(1);
  assert.deepEqual(ben.view()?.touch, { state: 'open', name: 'Ada', contactId: undefined });
  assert.equal(host.view()?.touch, undefined);
  assert.ok((await ben.calls.commands.keepInTouch()).ok);
  await clock.advance(200);
  assert.equal(ben.view()?.touch?.state, 'asked');
  const wish = wishOf(host);
  assert.deepEqual([wish.name, wish.state], ['Ben', 'open']);
  assert.deepEqual(hosts.done, [], 'nothing is made without a word of the host');
  assert.ok((await host.calls.commands.answerContactWish(wish.id, true)).ok);
  await clock.advance(200);
  assert.deepEqual(ben.view()?.touch, { state: 'made', name: 'Ada', contactId });
  assert.deepEqual([hosts.done, bens.done], [['invite as Ada'], ['accept 1 as Ben']]);
  assert.deepEqual([cleos.done, cleo.view()?.contactWishes, cleo.view()?.touch?.state], [[], [], 'open']);
  assert.deepEqual(ben.view()?.contactWishes, []);
});

test('a wish that was put aside is not told, and can be agreed to later; one that is asked again stays one', async () => {
  const { clock, host, ben, hosts } = await threeInside(2);
  await ben.calls.commands.keepInTouch();
  await ben.calls.commands.keepInTouch();
  await clock.advance(200);
  await host.calls.commands.answerContactWish(wishOf(host).id, false);
  await clock.advance(60_000);
  assert.equal(ben.view()?.touch?.state, 'asked');
  assert.deepEqual([wishOf(host).state, host.view()?.contactWishes.length], ['later', 1]);
  await host.calls.commands.answerContactWish(wishOf(host).id, true);
  await clock.advance(200);
  assert.equal(ben.view()?.touch?.state, 'made');
  assert.equal(hosts.done.length, 1);
});

test('the host leaves: nobody is there to ask; comes again: the wish is said again', async () => {
  const { clock, host, ben, arrive, room } = await threeInside(3);
  await ben.calls.commands.keepInTouch();
  await clock.advance(200);
  await host.calls.commands.leaveLinkCall();
  await clock.advance(2000);
  assert.equal(ben.view()?.touch?.state, 'gone');
  const again = await arrive('Ada', { pseudonym: room.host, contacts: createMaker() });
  await again.join();
  await clock.advance(2000);
  assert.deepEqual([ben.view()?.touch?.state, wishOf(again).name], ['asked', 'Ben']);
});

test('who has never asked learns that the host has gone, in the call and after it', async () => {
  const { clock, host, ben } = await threeInside(4);
  await host.calls.commands.leaveLinkCall();
  await clock.advance(2000);
  assert.equal(ben.view()?.touch?.state, 'gone');
  assert.deepEqual(await ben.calls.commands.keepInTouch(), { ok: false, code: 'noSuchPerson' });
  await ben.calls.commands.leaveLinkCall();
  await clock.advance(500);
  assert.deepEqual([ben.view()?.stage, ben.view()?.touch?.state], ['over', 'gone']);
});

test('who leaves while the host is there sees what was known then', async () => {
  const { clock, ben, cleo } = await threeInside(8);
  await ben.calls.commands.keepInTouch();
  await clock.advance(200);
  for (const each of [ben, cleo]) await each.calls.commands.leaveLinkCall();
  await clock.advance(20_000);
  assert.deepEqual([ben.view()?.touch?.state, cleo.view()?.touch?.state], ['asked', 'open']);
});

test('an invitation whose reader has gone is taken back', async () => {
  const { clock, host, ben, bens, hosts } = await threeInside(5);
  bens.isBroken = true;
  await ben.calls.commands.keepInTouch();
  await clock.advance(200);
  await host.calls.commands.answerContactWish(wishOf(host).id, true);
  await clock.advance(200);
  assert.equal(ben.view()?.touch?.state, 'failed');
  await ben.calls.commands.leaveLinkCall();
  await clock.advance(2000);
  assert.deepEqual(host.view()?.contactWishes, []);
  await clock.advance(60_000);
  assert.deepEqual(hosts.done, ['invite as Ada', 'withdraw invitation 1']);
});

test('what has failed is asked anew, and takes a word of the host again', async () => {
  const { clock, host, ben, bens, hosts } = await threeInside(6);
  bens.isBroken = true;
  await ben.calls.commands.keepInTouch();
  await clock.advance(200);
  await host.calls.commands.answerContactWish(wishOf(host).id, true);
  await clock.advance(200);
  bens.isBroken = false;
  await ben.calls.commands.keepInTouch();
  await clock.advance(200);
  assert.deepEqual([wishOf(host).state, hosts.done.length], ['open', 1]);
  await host.calls.commands.answerContactWish(wishOf(host).id, true);
  await clock.advance(200);
  assert.equal(ben.view()?.touch?.state, 'made');
});

test('contacts are not asked to become contacts', async () => {
  const { arrive, clock, room } = await threeInside(7);
  const dan = await arrive('Dan', { contactOf: () => contactId });
  await dan.join();
  await clock.advance(500);
  assert.ok(room.host);
  assert.equal(dan.view()?.touch, undefined);
});

function wishOf(host: LinkCaller) {
  const wish = host.view()?.contactWishes[0];
  assert.ok(wish);
  return wish;
}
