/** Going on with a call on another device (spec/room.md, "Another device"), as both devices and everybody else see it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createLinkCallSimulation, type LinkCaller } from '../sim/linkCallWorld.ts';
import { HAND_OVER_TIMES } from './giveHandOver.ts';

const suite = await smallSuite();
type Policy = Parameters<typeof createLinkCallSimulation>[1];

/** Ada, who made the link, Ben and Cleo are inside; Ben's other device is somewhere else. */
async function setUp(seed: number, policy: Policy = 'open') {
  const world = await createLinkCallSimulation(seed, policy, suite);
  const ada = await world.arrive('Ada', { pseudonym: world.room.host });
  await ada.join();
  const ben = await world.arrive('Ben');
  const cleo = await world.arrive('Cleo');
  for (const guest of policy === 'open' ? [ben, cleo] : []) await guest.join();
  const phone = await world.arrive('Ben', { page: 'phone' });
  const wait = (ms: number) => world.clock.advance(ms);
  return { ...world, ada, ben, cleo, phone, wait };
}

async function offerOf(caller: LinkCaller): Promise<string> {
  assert.ok((await caller.calls.commands.offerHandOver()).ok);
  const link = caller.view()?.handOver?.link;
  assert.ok(link !== undefined);
  return link;
}

const namesOf = (caller: LinkCaller) => caller.view()?.people.map(({ name }) => name);
const seatOf = (caller: LinkCaller, name: string) =>
  caller.view()?.people.find(person => person.name === name)?.seat;
const ownSeat = (caller: LinkCaller) => caller.view()?.people.find(({ isMe }) => isMe)?.seat;
const press = (caller: LinkCaller) =>
  caller.calls.commands.joinLink({ name: caller.name, devices: { microphone: true, camera: true } });

test('the other device takes the place; the others have one person with sound and picture all the while', async () => {
  const { ada, ben, cleo, phone, wait } = await setUp(1);
  const before = ownSeat(ben);
  phone.open(await offerOf(ben));
  assert.ok((await press(phone)).ok);
  const seen = new Set<string>();
  const unshown = new Set<string>();
  const stages = new Set<string | undefined>();
  for (let steps = 0; steps < 200; steps += 1) {
    await wait(50);
    stages.add(ben.view()?.handOver?.stage);
    for (const caller of [ada, ben])
      for (const connection of caller.view()?.unshown ?? []) unshown.add(`${caller.name}: ${connection}`);
    for (const other of [ada, cleo]) {
      const people = other.view()?.people.filter(({ name }) => name === 'Ben') ?? [];
      assert.equal(people.filter(({ isArriving }) => !isArriving).length, 1);
      const [shown] = people.filter(({ isArriving }) => !isArriving);
      assert.equal(shown?.way, 'connected');
      assert.ok(shown.media?.camera && shown.media.microphone && shown.connection !== undefined);
      if (other === ada) seen.add(shown.seat);
    }
  }
  assert.deepEqual([...seen], [before, ownSeat(phone)]);
  // What is to be known to come has to be passed on, though nobody plays it.
  for (const { name } of [ada, ben]) assert.ok(unshown.has(`${name}: ${ownSeat(phone)}`), name);
  assert.equal(ben.view()?.ending, 'moved');
  assert.deepEqual(ben.media.open(), []);
  assert.deepEqual(phone.media.open(), ['camera', 'microphone']);
  assert.ok(stages.has('moving'));
  for (const caller of [ada, cleo, phone]) assert.deepEqual(namesOf(caller), ['Ada', 'Ben', 'Cleo']);
  assert.equal(ada.view()?.people.find(({ name }) => name === 'Ben')?.former, before);
});

test('a device that was connected with everybody before its person joins is no second person for longer than the server takes', async () => {
  const { ada, ben, cleo, phone, wait } = await setUp(12);
  phone.open(await offerOf(ben));
  await phone.calls.commands.prepareJoin('Ben');
  await wait(3000);
  assert.equal(phone.view()?.stage, 'inside');
  await press(phone);
  let doubled = 0;
  for (let steps = 0; steps < 400; steps += 1) {
    await wait(5);
    for (const other of [ada, cleo]) {
      const shown = other.view()?.people.filter(({ name, isArriving }) => name === 'Ben' && !isArriving);
      assert.ok(shown?.[0]?.connection !== undefined, `${other.name} after ${steps * 5} ms`);
      if (shown.length > 1) doubled += 5;
    }
  }
  // Two people, each for as long as the connection is ahead of the server.
  assert.ok(doubled <= 200, `${doubled} ms`);
  assert.equal(ada.view()?.people.find(({ name }) => name === 'Ben')?.seat, ownSeat(phone));
  await wait(2000);
  assert.equal(ben.view()?.ending, 'moved');
});

test('neither of the two devices ever shows or plays the other one', async () => {
  const { ben, phone, wait } = await setUp(2);
  phone.open(await offerOf(ben));
  await press(phone);
  for (let steps = 0; steps < 60; steps += 1) {
    await wait(50);
    const doubled = [ben, phone].flatMap(
      caller =>
        caller.view()?.people.filter(each => each.name === 'Ben' && !each.isMe && !each.isArriving) ?? [],
    );
    assert.deepEqual(
      doubled.filter(({ connection }) => connection !== undefined),
      [],
    );
  }
});

test('a raised hand, its place and the volume set for the person go along', async () => {
  const { ada, ben, cleo, phone, wait } = await setUp(3);
  await ben.calls.commands.raiseHand(true);
  await wait(200);
  await cleo.calls.commands.raiseHand(true);
  await wait(200);
  const before = seatOf(ada, 'Ben');
  assert.ok(before !== undefined);
  await ada.calls.commands.setPersonVolume(before, 0.3);
  phone.open(await offerOf(ben));
  await press(phone);
  await wait(8000);
  const hands = ada.view()?.people.map(({ name, hand, volume }) => [name, hand, volume]);
  assert.deepEqual(hands, [
    ['Ada', undefined, 1],
    ['Ben', 1, 0.3],
    ['Cleo', 2, 1],
  ]);
});

test('with another secret nobody comes in, and the first device stays', async () => {
  const { ada, ben, phone, wait } = await setUp(4);
  const link = await offerOf(ben);
  const [secret = ''] = link.split('.').slice(-2);
  phone.open(link.replace(secret, 'AAAAAAAAAAAAAAAAAAAAAA'));
  await press(phone);
  await wait(30_000);
  assert.equal(ben.view()?.stage, 'inside');
  assert.equal(ben.view()?.handOver?.stage, 'open');
  assert.equal(namesOf(ada)?.filter(name => name === 'Ben').length, 1);
});

test('a secret works once: a third device that brings it later does not come in', async () => {
  const { ada, arrive, ben, phone, wait } = await setUp(5);
  const link = await offerOf(ben);
  phone.open(link);
  await press(phone);
  await wait(8000);
  assert.equal(ben.view()?.ending, 'moved');
  const thief = await arrive('Ben', { page: 'thief' });
  thief.open(link);
  await press(thief);
  await wait(30_000);
  assert.equal(phone.view()?.stage, 'inside');
  assert.equal(namesOf(ada)?.filter(name => name === 'Ben').length, 1);
});

test('while the other device has it, nobody else can use the secret', async () => {
  const { ada, arrive, ben, phone, wait } = await setUp(6);
  const link = await offerOf(ben);
  phone.open(link);
  await press(phone);
  await wait(400);
  const thief = await arrive('Ben', { page: 'thief' });
  thief.open(link);
  await press(thief);
  await wait(40_000);
  assert.equal(seatOf(ada, 'Ben'), ownSeat(phone));
  assert.equal(thief.view(), undefined);
  assert.equal(namesOf(ada)?.filter(name => name === 'Ben').length, 1);
});

test('a secret lives two minutes, and no longer than it is offered', async () => {
  const { ada, ben, phone, wait } = await setUp(7);
  const old = await offerOf(ben);
  await wait(HAND_OVER_TIMES.secret);
  assert.equal(ben.view()?.handOver, undefined);
  const taken = await offerOf(ben);
  assert.ok((await ben.calls.commands.cancelHandOver()).ok);
  for (const link of [old, taken]) {
    phone.open(link);
    await press(phone);
    await wait(25_000);
    assert.equal(ben.view()?.stage, 'inside');
    assert.equal(namesOf(ada)?.filter(name => name === 'Ben').length, 1);
  }
});

test('when the first device dies before it has said a word, the other one finds the page of a plain link', async () => {
  const { ada, ben, phone, wait } = await setUp(8);
  phone.open(await offerOf(ben));
  ben.crash();
  await press(phone);
  await wait(60_000);
  assert.equal(phone.view(), undefined);
  assert.equal(phone.page()?.wasContinued, true);
  assert.deepEqual(namesOf(ada)?.toSorted(), ['Ada', 'Cleo']);
});

test('when the other device dies on the way, the first one stays and is seen', async () => {
  const { ada, ben, phone, wait } = await setUp(9);
  phone.open(await offerOf(ben));
  await press(phone);
  for (let steps = 0; steps < 100 && ben.view()?.handOver?.stage !== 'moving'; steps += 1) await wait(50);
  phone.crash();
  await wait(70_000);
  assert.equal(ben.view()?.stage, 'inside');
  assert.equal(ben.view()?.handOver, undefined);
  assert.equal(seatOf(ada, 'Ben'), ownSeat(ben));
  assert.equal(ada.view()?.people.find(({ name }) => name === 'Ben')?.way, 'connected');
});

test('a host’s other device is let in without a question; the rights of a host stay behind', async () => {
  const { ada, arrive, wait } = await setUp(10, 'ask');
  const tablet = await arrive('Ada', { page: 'tablet' });
  tablet.open(await offerOf(ada));
  await press(tablet);
  await wait(8000);
  assert.equal(ada.view()?.ending, 'moved');
  assert.equal(tablet.view()?.stage, 'inside');
  assert.equal(tablet.view()?.amHost, false);
});

test('a secret lets one person in: somebody else who brings it meanwhile is known to nobody', async () => {
  const { ada, arrive, wait } = await setUp(13, 'ask');
  const link = await offerOf(ada);
  const tablet = await arrive('Ada', { page: 'tablet' });
  const thief = await arrive('Ada', { page: 'thief' });
  for (const device of [tablet, thief]) device.open(link);
  await Promise.all([tablet, thief].map(press));
  await wait(1500);
  const stages = [tablet, thief].map(device => device.view()?.stage);
  assert.deepEqual(stages.toSorted(), ['inside', 'lobby']);
  assert.deepEqual(ada.view()?.knocks, []);
});

test('somebody else’s other device waits for a host, and the first one for it', async () => {
  const { ada, ben, phone, wait } = await setUp(11, 'ask');
  const admit = async () => {
    assert.ok((await ada.calls.commands.admitPeople(undefined)).ok);
    await wait(2000);
  };
  await press(openPlain(ben));
  await wait(2000);
  await admit();
  assert.equal(ben.view()?.stage, 'inside');
  phone.open(await offerOf(ben));
  await press(phone);
  await wait(5000);
  assert.equal(phone.view()?.stage, 'lobby');
  assert.equal(ben.view()?.handOver?.stage, 'waiting');
  assert.deepEqual(
    ada.view()?.knocks.map(({ otherDeviceOf }) => otherDeviceOf),
    [ownSeat(ben)],
  );
  await admit();
  await wait(8000);
  assert.equal(ben.view()?.ending, 'moved');
  assert.deepEqual(namesOf(ada), ['Ada', 'Ben']);
});

function openPlain(caller: LinkCaller): LinkCaller {
  caller.open('https://sotto.test/video#AAAAAAAAAAAAAAAAAAAAAA');
  return caller;
}

test('nobody hides behind somebody for long: a first device that stays is seen again', async () => {
  const { ada, ben, phone, wait } = await setUp(12);
  phone.open(await offerOf(ben));
  await press(phone);
  await wait(300);
  // Ben's app stays although it has handed over.
  await ben.calls.commands.cancelHandOver();
  await wait(31_000);
  assert.equal(namesOf(ada)?.filter(name => name === 'Ben').length, 2);
});
