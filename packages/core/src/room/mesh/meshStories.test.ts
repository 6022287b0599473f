import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameBytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import { smallSuite } from '../../group/roomMembers.testSupport.ts';
import { createMeshWorld, type MeshPerson } from '../../sim/meshWorld.ts';
import { seatOf } from '../lobby.testSupport.ts';

const suite = await smallSuite();

test('five come one after the other: each has a connection with each, and no frame is lost on the way', async () => {
  const world = await createMeshWorld(1, 'open', suite);
  const people: MeshPerson[] = [];
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve']) {
    people.push(await world.join(name));
    await world.flow(2000);
    assertConnected(people);
  }
  await world.flow(12_000);
  assertNothingDropped(people);
  assert.deepEqual(world.network.violations(), []);
  assert.equal(world.network.open(), 5 * 4);
});

test('somebody leaves: the others close that connection and go on under another key, with no frame lost', async () => {
  const world = await createMeshWorld(2, 'open', suite);
  const [ada, ben, cleo] = [await world.join('Ada'), await world.join('Ben'), await world.join('Cleo')];
  const before = lastSent(ada);
  ben.room.leave();
  await world.flow(3000);
  assertConnected([ada, cleo]);
  assertNothingDropped([ada, cleo]);
  assert.equal(world.network.open(), 2);
  assert.ok(!isSameBytes(before.key, lastSent(ada).key));
});

test('a removed person’s keys open nothing that is sent afterwards, and are gone from every connection', async () => {
  const world = await createMeshWorld(3, 'open', suite);
  const host = await world.enter('Host', { pseudonym: world.room.host });
  host.join();
  const [ben, cleo] = [await world.join('Ben'), await world.join('Cleo')];
  const seat = seatOf(ben);
  await host.room.remove(seat, false);
  await world.flow(1000);
  const known = ben.keys.flatMap(({ send, receive }) => [send, ...receive]);
  for (const sender of [host, cleo])
    assert.ok(
      !known.some(({ key }) => isSameBytes(key, lastSent(sender).key)),
      'a removed person has the key',
    );
  assert.equal(ben.room.view().ending, 'removed');
  for (const person of [host, cleo]) assert.equal(person.mesh.facts(seat), undefined);
  await world.flow(12_000);
  for (const person of [host, cleo]) assert.equal(person.keys.at(-1)?.receive.length, 1);
});

test('whoever has not joined sends nothing and is sent nothing; joining lets both begin at once', async () => {
  const world = await createMeshWorld(4, 'open', suite);
  const ada = await world.join('Ada');
  const ben = await world.enter('Ben');
  await world.flow(3000);
  assert.deepEqual(putTracks(ada), []);
  assert.deepEqual(putTracks(ben), []);
  assert.equal(ada.mesh.facts(seatOf(ben))?.way, 'preparing');
  assert.ok(ben.done.includes('connected'), 'the transport is up before');
  ben.join();
  await world.clock.advance(60);
  assert.deepEqual(putTracks(ada), ['putTrack microphone true', 'putTrack camera true']);
  assert.deepEqual(putTracks(ben), ['putTrack microphone true', 'putTrack camera true']);
  assertConnected([ada, ben]);
});

test('with direct paths, no address is shown to somebody who only looks', async () => {
  const world = await createMeshWorld(5, 'open', suite);
  const ada = await world.join('Ada');
  ada.settings.relayOnly = false;
  const ben = await world.enter('Ben');
  await world.flow(3000);
  assert.ok(!ben.done.includes('addCandidate'));
  assert.ok(!ada.done.includes('addCandidate'));
  ben.join();
  await world.flow(2000);
  assertConnected([ada, ben]);
});

test('what is said while the server is away is said again when it is back', async () => {
  const world = await createMeshWorld(6, 'open', suite);
  const [ada, ben] = [await world.join('Ada'), await world.join('Ben')];
  world.network.cut(true);
  ada.cutOff();
  ben.cutOff();
  await world.clock.advance(8000);
  assert.equal(ada.mesh.facts(seatOf(ben))?.way, 'reconnecting');
  world.network.mend();
  ada.comeBack();
  ben.comeBack();
  await world.clock.advance(4000);
  assertConnected([ada, ben]);
});

test('a member that cannot follow the group comes in anew, and is connected with everybody again', async () => {
  const world = await createMeshWorld(10, 'open', suite);
  const [ada, ben, cleo] = [await world.join('Ada'), await world.join('Ben'), await world.join('Cleo')];
  const seat = seatOf(ben);
  ben.cutOff();
  await world.flow(60_000);
  assert.equal(ada.mesh.facts(seat), undefined);
  assertConnected([ada, cleo]);
  ben.comeBack();
  await world.clock.advance(3000);
  // A new seat is a new person: the driver says again what it sends.
  ben.send({});
  await world.flow(3000);
  assert.notEqual(seatOf(ben), seat);
  assertConnected([ada, ben, cleo]);
  assert.deepEqual(world.network.violations(), []);
});

test('a frame of somebody who has not joined begins nothing', async () => {
  const world = await createMeshWorld(11, 'open', suite);
  const [ada, ben] = [await world.join('Ada'), await world.enter('Ben')];
  await world.flow(1000);
  world.network.intrude();
  await world.flow(3000);
  assert.equal(ada.mesh.facts(seatOf(ben))?.rating, undefined);
  assert.deepEqual(putTracks(ada), []);
});

test('a connection that finds no path for longer than it is waited for is begun anew', async () => {
  const world = await createMeshWorld(7, 'open', suite);
  const [ada, ben] = [await world.join('Ada'), await world.join('Ben')];
  world.network.cut(true);
  await world.clock.advance(95_000);
  assert.equal(ada.mesh.facts(seatOf(ben))?.way, 'failed');
  world.network.mend();
  await world.clock.advance(12_000);
  assertConnected([ada, ben]);
});

test('nobody outside the group, and nobody in another’s direction, can begin or answer a connection', async () => {
  const world = await createMeshWorld(8, 'open', suite);
  const [ada, ben] = [await world.join('Ada'), await world.join('Ben')];
  const opened = (person: MeshPerson) => person.done.filter(line => line.startsWith('open')).length;
  const media = ada.mesh.attach(async () => true);
  const talk = {
    k: 'description',
    to: seatOf(ada),
    leg: { round: 7, restart: 0 },
    sdp: 'x',
    candidates: [],
  } as const;
  const stranger = { leaf: 9, seat: 'x' as SeatId, name: '', pseudonym: new Uint8Array(32) };
  const before = opened(ada);
  media.heard(stranger, { ...talk, candidates: [] });
  media.heard(
    { ...stranger, leaf: 1, seat: seatOf(ben) },
    { ...talk, candidates: [], secret: new Uint8Array(32) },
  );
  await world.flow(1000);
  assert.equal(opened(ada), before);
  assertConnected([ada, ben]);
});

test('whose picture nobody looks at is asked for none, and for one again when it is looked at', async () => {
  const world = await createMeshWorld(9, 'open', suite);
  const [ada, ben] = [await world.join('Ada'), await world.join('Ben')];
  await world.flow(3000);
  ada.mesh.watch(new Map());
  await world.flow(500);
  assert.deepEqual(ben.done.filter(line => line.startsWith('shape')).at(-1), 'shape paused');
  ada.mesh.watch(new Map([[seatOf(ben), 170]]));
  await world.flow(500);
  assert.deepEqual(ben.done.filter(line => line.startsWith('shape')).at(-1), 'shape 180');
});

test('the picture of somebody new comes before a screen has asked for it, and then as it is looked at', async () => {
  const world = await createMeshWorld(10, 'open', suite);
  const ada = await world.join('Ada');
  ada.mesh.watch(new Map());
  const ben = await world.join('Ben');
  await world.flow(500);
  assert.deepEqual(
    ben.done.filter(line => line === 'shape paused'),
    [],
  );
  await world.flow(2000);
  assert.deepEqual(ben.done.filter(line => line.startsWith('shape')).at(-1), 'shape paused');
});

function assertConnected(people: readonly MeshPerson[]): void {
  for (const person of people) {
    for (const other of people.filter(each => each !== person)) {
      const facts = person.mesh.facts(seatOf(other));
      assert.equal(facts?.way, 'connected', `${person.name} and ${other.name}`);
      assert.deepEqual(facts.theirs?.camera, true);
    }
  }
}

function assertNothingDropped(people: readonly MeshPerson[]): void {
  assert.deepEqual(
    people.map(({ name, mesh }) => [name, mesh.droppedFrames()]),
    people.map(({ name }) => [name, 0]),
  );
}

function lastSent({ keys }: MeshPerson) {
  const last = keys.at(-1);
  assert.ok(last);
  return last.send;
}

function putTracks({ done }: MeshPerson): readonly string[] {
  return done.filter(line => line.startsWith('putTrack'));
}
