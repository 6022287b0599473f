import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createLinkCallSimulation, type LinkCaller } from '../sim/linkCallWorld.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';

const suite = await smallSuite();
const twoInside = async (seed: number) => {
  const world = await createLinkCallSimulation(seed, 'open', suite);
  const host = await world.arrive('Host', { pseudonym: world.room.host });
  const ben = await world.arrive('Ben');
  await host.join();
  await ben.join();
  return { ...world, host, ben };
};

test('two join: each sees the other with sound and picture; leaving closes the devices and stays on screen', async () => {
  const { clock, host, ben } = await twoInside(1);
  const other = otherOf(host);
  assert.deepEqual([other.name, other.way, other.isArriving], ['Ben', 'connected', false]);
  assert.ok(other.media?.camera && other.media.microphone);
  assert.equal(other.connection, other.seat);
  assert.ok(host.view()?.people.find(({ isMe }) => isMe)?.isOwner);
  assert.deepEqual(ben.media.open(), ['camera', 'microphone']);
  assert.ok((await ben.calls.commands.leaveLinkCall()).ok);
  assert.deepEqual(ben.media.open(), []);
  await clock.advance(1000);
  assert.equal(ben.view()?.ending, 'left');
  assert.equal(host.view()?.people.length, 1);
  assert.deepEqual([ben.noted[0], ...ben.noted.slice(-2)], ['begin', 'met Host', 'ended']);
  assert.ok((await ben.calls.commands.leaveLinkCall()).ok);
  assert.equal(ben.view(), undefined);
  assert.deepEqual(await ben.calls.commands.leaveLinkCall(), { ok: false, code: 'noSuchCall' });
});

test('switched devices are told to all, and a host’s request turns the microphone off', async () => {
  const { clock, host, ben } = await twoInside(2);
  assert.ok(ben.calls.deviceCommands.setCamera(false).ok);
  await clock.advance(500);
  assert.deepEqual(otherOf(host).media?.camera, false);
  assert.ok((await host.calls.commands.mutePeople(undefined)).ok);
  await clock.advance(500);
  assert.equal(otherOf(host).media?.microphone, false);
  assert.deepEqual(ben.media.open(), []);
  assert.notEqual(ben.view()?.mutedByHost, undefined);
  assert.ok(host.view()?.mine.microphone);
});

test('one call at a time has the devices', async () => {
  const { clock, host, ben } = await twoInside(3);
  assert.deepEqual(await join(ben), { ok: false, code: 'alreadyInCall' });
  ben.calls.hold();
  ben.devices.settle();
  await clock.advance(500);
  assert.ok(otherOf(host).media?.held);
  assert.deepEqual(ben.media.open(), []);
  assert.ok(!ben.calls.deviceCommands.setCamera(true).ok);
  ben.calls.resume(false);
  await clock.advance(500);
  assert.deepEqual([otherOf(host).media?.held, otherOf(host).media?.microphone], [false, false]);
  await host.calls.commands.leaveLinkCall();
  await clock.advance(500);
  host.setInCall(true);
  assert.deepEqual(await join(host), { ok: false, code: 'alreadyInCall' });
});

test('a person is played as loud as this one wants; commands outside of a call do nothing', async () => {
  const { clock, host } = await twoInside(4);
  const { seat } = otherOf(host);
  await host.calls.commands.setPersonVolume(seat, 3);
  assert.equal(otherOf(host).volume, 1);
  await host.calls.commands.setPersonVolume(seat, 0.25);
  assert.equal(otherOf(host).volume, 0.25);
  await host.calls.commands.leaveLinkCall();
  await clock.advance(500);
  assert.deepEqual(await host.calls.commands.sendChat('too late'), { ok: false, code: 'noSuchCall' });
});

test('whoever looks at a running call enters it unseen and unheard, and leaves when it looks away', async () => {
  const { arrive, clock, host } = await twoInside(5);
  const cleo = await arrive('Cleo');
  cleo.show({ ownName: 'Cleo', count: 2 });
  await clock.advance(2000);
  const arriving = host.view()?.people.find(({ name }) => name === 'Cleo');
  assert.deepEqual([arriving?.isArriving, arriving?.way], [true, 'preparing']);
  assert.equal(arriving?.connection, undefined);
  assert.ok(cleo.view()?.isPreparing);
  assert.deepEqual(cleo.media.open(), []);
  assert.equal(cleo.seats(), 1);
  cleo.show(undefined);
  await clock.advance(1000);
  assert.equal(host.view()?.people.length, 2);
  assert.equal(cleo.seats(), 0);
});

test('another name enters anew; two minutes without a click leave, and are not tried again', async () => {
  const { arrive, clock, host } = await twoInside(6);
  const cleo = await arrive('Cleo');
  cleo.show({ count: 2 });
  await clock.advance(1000);
  assert.equal(host.view()?.people.length, 2, 'nobody without a name');
  await cleo.calls.commands.prepareJoin('Cloe');
  await clock.advance(1000);
  await cleo.calls.commands.prepareJoin('Cleo');
  await clock.advance(2000);
  assert.deepEqual(namesOf(host), ['Host', 'Ben', 'Cleo']);
  await clock.advance(120_000);
  cleo.show({ count: 2 });
  await clock.advance(2000);
  assert.deepEqual(namesOf(host), ['Host', 'Ben']);
});

test('who has left is not on its way in again, until the link is looked at anew', async () => {
  const { arrive, clock, host } = await twoInside(8);
  const cleo = await arrive('Cleo');
  const looked = { ownName: 'Cleo', count: 2 };
  cleo.show(looked);
  await cleo.calls.commands.joinLink({ name: 'Cleo', devices: { microphone: true, camera: false } });
  await clock.advance(2000);
  assert.deepEqual(namesOf(host), ['Host', 'Ben', 'Cleo']);
  await cleo.calls.commands.leaveLinkCall();
  await cleo.calls.commands.leaveLinkCall();
  cleo.show(looked);
  await clock.advance(2000);
  assert.deepEqual(namesOf(host), ['Host', 'Ben']);
  cleo.show(undefined);
  cleo.show(looked);
  await clock.advance(2000);
  assert.deepEqual(namesOf(host), ['Host', 'Ben', 'Cleo']);
});

test('nothing is prepared where that would begin a call, ask a host, take the last place or use a link up', async () => {
  const { arrive, clock, room, host } = await twoInside(7);
  const cleo = await arrive('Cleo');
  const { terms } = room.record();
  for (const shown of [
    { count: 0 },
    { count: 2, hasToAsk: true },
    { count: terms.people - 1 },
    { count: 2, state: 'problem' as const },
  ]) {
    cleo.show({ ownName: 'Cleo', ...shown });
    await clock.advance(1000);
    assert.equal(host.view()?.people.length, 2);
  }
  room.change({ terms: { ...terms, once: true } });
  cleo.show({ ownName: 'Cleo', count: 2 });
  await clock.advance(1000);
  assert.equal(host.view()?.people.length, 2);
});

test('hosts of a locked call are not asked for somebody who only looks, and are when that one joins', async () => {
  const { arrive, clock, host } = await twoInside(11);
  await host.calls.commands.lockLinkCall(true);
  await clock.advance(1000);
  const [cleo, dan] = [await arrive('Cleo'), await arrive('Dan')];
  for (const looking of [cleo, dan]) looking.show({ ownName: looking === cleo ? 'Cleo' : 'Dan', count: 2 });
  await clock.advance(1000);
  assert.deepEqual(host.view()?.knocks, []);
  await dan.join();
  await clock.advance(500);
  assert.deepEqual(
    host.view()?.knocks.map(({ name }) => name),
    ['Dan'],
  );
  await host.calls.commands.admitPeople(undefined);
  await clock.advance(500);
  assert.deepEqual(namesOf(host), ['Host', 'Ben', 'Dan']);
  await clock.advance(2000);
  await cleo.join();
  assert.equal(host.view()?.knocks.length, 1);
});

test('whoever is left alone while it only looks leaves, too', async () => {
  const { arrive, clock, room, host, ben } = await twoInside(8);
  const cleo = await arrive('Cleo');
  cleo.show({ ownName: 'Cleo', count: 2 });
  await clock.advance(2000);
  host.calls.leave();
  ben.calls.leave();
  await clock.advance(3000);
  assert.deepEqual(room.server.seats(), []);
});

test('a page that was loaded again is back at once with the devices it had, and leaves no ghost', async () => {
  const { arrive, clock, host } = await twoInside(9);
  const store = createMemoryStore();
  const cleo = await arrive('Cleo', { store });
  await cleo.join();
  cleo.calls.deviceCommands.setCamera(false);
  await clock.advance(6000);
  cleo.crash();
  const stranger = await arrive('Cleo', { store: createMemoryStore(store.tables), page: 'another tab' });
  await stranger.calls.restore();
  assert.equal(stranger.view(), undefined);
  const again = await arrive('Cleo', { store });
  await again.calls.restore();
  await clock.advance(1000);
  assert.equal(again.view()?.stage, 'inside');
  assert.deepEqual(namesOf(host), ['Host', 'Ben', 'Cleo']);
  assert.deepEqual(again.media.open(), ['microphone']);
  assert.deepEqual([again.noted[0], again.noted.at(-1)], ['goOn', 'met Host Ben']);
});

test('a page that closes leaves at once: nobody sees a ghost, and its place is free', async () => {
  const { clock, room, host, ben } = await twoInside(12);
  ben.calls.pageGoes();
  await clock.advance(30);
  ben.crash();
  await clock.advance(100);
  assert.equal(room.server.seats().length, 1);
  await clock.advance(400);
  assert.deepEqual(namesOf(host), ['Host']);
});

test('a page that is loaded again leaves, too, and is back as before', async () => {
  const { arrive, clock, host } = await twoInside(13);
  const store = createMemoryStore();
  const cleo = await arrive('Cleo', { store });
  await cleo.join();
  await clock.advance(6000);
  cleo.calls.pageGoes();
  await clock.advance(30);
  cleo.crash();
  await clock.advance(500);
  assert.deepEqual(namesOf(host), ['Host', 'Ben']);
  const again = await arrive('Cleo', { store });
  await again.calls.restore();
  await clock.advance(1000);
  assert.equal(again.view()?.stage, 'inside');
  assert.deepEqual(namesOf(host), ['Host', 'Ben', 'Cleo']);
});

test('who only looks, or waits at the door, is gone at once as well', async () => {
  const { arrive, clock, room, host } = await twoInside(15);
  const cleo = await arrive('Cleo');
  cleo.show({ ownName: 'Cleo', count: 2 });
  await clock.advance(2000);
  room.change({ policy: 'ask' });
  await clock.advance(500);
  const dan = await arrive('Dan');
  dan.show({ hasToAsk: true });
  await dan.calls.commands.joinLink({ name: 'Dan', devices: { microphone: true, camera: false } });
  await clock.advance(500);
  assert.equal(host.view()?.people.length, 3);
  assert.equal(host.view()?.knocks.length, 1);
  cleo.calls.pageGoes();
  dan.calls.pageGoes();
  await clock.advance(500);
  assert.deepEqual(namesOf(host), ['Host', 'Ben']);
  assert.deepEqual(host.view()?.knocks, []);
});

test('a page that the browser has kept comes in anew when it is shown again', async () => {
  const { clock, host, ben } = await twoInside(14);
  ben.calls.pageGoes();
  await clock.advance(5000);
  assert.deepEqual(namesOf(host), ['Host']);
  ben.calls.pageReturns();
  await clock.advance(3000);
  for (const one of [host, ben]) assert.deepEqual(namesOf(one).toSorted(), ['Ben', 'Host']);
  assert.equal(otherOf(host).way, 'connected');
});

test('a page that comes back later, or after its call was over, begins as any other', async () => {
  const { arrive, clock } = await twoInside(10);
  const store = createMemoryStore();
  const cleo = await arrive('Cleo', { store });
  await cleo.join();
  const kept = createMemoryStore(store.tables);
  await cleo.calls.commands.leaveLinkCall();
  await clock.advance(1000);
  const after = await arrive('Cleo', { store });
  await after.calls.restore();
  assert.equal(after.view(), undefined);
  await clock.advance(61_000);
  const late = await arrive('Cleo', { store: kept });
  await late.calls.restore();
  assert.equal(late.view(), undefined);
});

function otherOf(caller: LinkCaller) {
  const other = caller.view()?.people.find(({ isMe }) => !isMe);
  assert.ok(other);
  return other;
}

function namesOf(caller: LinkCaller): readonly (string | undefined)[] {
  return caller.view()?.people.map(({ name }) => name) ?? [];
}

function join(caller: LinkCaller) {
  caller.show({});
  return caller.calls.commands.joinLink({ name: 'x', devices: { microphone: true, camera: false } });
}
