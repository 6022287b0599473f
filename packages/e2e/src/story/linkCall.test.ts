/** A call behind a link (product, "Call links"): people come, see and hear each other, and go. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { createLinkCallWorld, type LinkCallWorld, type LinkGuest } from '../support/linkCallWorld.ts';

let world: LinkCallWorld;
let people: LinkGuest[];
let link: string;

before(async () => {
  world = await createLinkCallWorld();
  people = [await world.arrive('Ada'), await world.arrive('Ben')];
  link = await world.makeLink(ada(), 'video');
});
after(() => world[Symbol.asyncDispose]());

const ada = () => people[0] as LinkGuest;

test('two people with a link and nothing else see each other, over the relay', async () => {
  for (const guest of people) {
    await guest.look(link);
    await guest.join();
  }
  await everybodySeesAll();
  await ada().waits(call => call?.people.find(({ isMe }) => !isMe)?.path === 'relay');
  assert.ok((await ada().call())?.people.every(({ isArriving }) => !isArriving));
});

test('three more come, and each of the five decodes the pictures of the four others', async () => {
  for (const name of ['Cleo', 'Dan', 'Eve']) {
    const guest = await world.arrive(name);
    people.push(guest);
    await guest.look(link);
    await guest.join();
  }
  await everybodySeesAll();
  const codes = await Promise.all(people.map(async guest => (await guest.call())?.code));
  assert.equal(new Set(codes).size, 1);
});

test('somebody leaves: the others see each other still, under other keys, and the ghost is gone', async () => {
  const [, , , , eve] = people;
  const before = await ada().call();
  await eve?.run('leaveLinkCall');
  people.pop();
  await ada().waits(call => call?.people.length === 4);
  await everybodySeesAll();
  const after = await ada().call();
  assert.notEqual(after?.code, before?.code);
  assert.equal(after?.droppedFrames, 0);
});

test('a page that is loaded again is back in its call within three seconds, without a ghost', async () => {
  const [, , , dan] = people as [LinkGuest, LinkGuest, LinkGuest, LinkGuest];
  const began = performance.now();
  await dan.reload();
  await dan.waits(call => call?.stage === 'inside' && call.people.length === 4);
  const took = performance.now() - began;
  await everybodySeesAll();
  await ada().waits(call => call?.people.length === 4);
  assert.ok(took < 3000, `it took ${took} ms`);
});

test('whoever goes to another page leaves at once, and by Back is in the call again', async () => {
  const [, , , dan] = people as [LinkGuest, LinkGuest, LinkGuest, LinkGuest];
  const before = (await ada().call())?.people.length;
  assert.equal(before, 4);
  const went = performance.now();
  await dan.page.goto('about:blank');
  await ada().waits(call => call?.people.length === 3);
  const took = performance.now() - went;
  assert.ok(took < 3000, `it took ${took} ms`);
  await dan.page.goBack();
  await dan.waits(call => call?.stage === 'inside' && call.people.length === 4);
  await everybodySeesAll();
});

test('only pictures that are looked at are sent, and come back when they are looked at again', async () => {
  const [, ben, cleo, dan] = people as [LinkGuest, LinkGuest, LinkGuest, LinkGuest];
  await ada().watch({ Ben: 120 });
  await ada().sees(ben.station);
  await cleo.sees(ada().station, ben.station, dan.station);
  await ada().watch({ Ben: 120, Cleo: 120, Dan: 120 });
  await everybodySeesAll();
});

test('whoever a host removes sees nothing more, and the others go on under keys that nobody else has', async () => {
  const [, , , dan] = people as [LinkGuest, LinkGuest, LinkGuest, LinkGuest];
  const before = (await ada().call())?.code;
  const seat = (await ada().call())?.people.find(({ name }) => name === 'Dan')?.seat;
  await ada().run('removePerson', seat as SeatId, false);
  people.pop();
  await dan.waits(call => call?.ending === 'removed');
  await dan.sees();
  await ada().waits(call => call?.people.length === 3);
  await everybodySeesAll();
  const codes = await Promise.all(people.map(async guest => (await guest.call())?.code));
  assert.equal(new Set(codes).size, 1);
  assert.notEqual(codes[0], before);
});

test('whoever closes the page is gone at once', async () => {
  const [, , cleo] = people as [LinkGuest, LinkGuest, LinkGuest];
  const closed = performance.now();
  await cleo.close();
  people.pop();
  await ada().waits(call => call?.people.length === 2);
  const took = performance.now() - closed;
  assert.ok(took < 3000, `it took ${took} ms`);
  await everybodySeesAll();
});

async function everybodySeesAll(): Promise<void> {
  for (const guest of people)
    await guest.sees(...people.filter(each => each !== guest).map(({ station }) => station));
}
