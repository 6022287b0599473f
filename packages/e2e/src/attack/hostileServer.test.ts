/**
 * The app's whole client in a call behind a link whose server is hostile: the real one, with somebody in between who does
 * what a server can (spec/links.md, "Threats"). Members refuse, say so, and the call goes on or is entered again.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId, SeatId } from '@sotto/protocol/ids';
import { KNOCK_SIZES } from '@sotto/protocol/limits';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import { areTogether, hasWarned, lastHeard, startHostileCall } from './hostileCall.ts';

const NOBODY = `${'n'.repeat(21)}A` as SeatId;
const NO_ROOM = NOBODY as string as RoomId;
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

test('it counts a member in and makes its request up: nobody comes in, nobody is shown, and all say so', async () => {
  await using call = await startHostileCall();
  const { people, server, linkId } = call;
  server.setTamper(message =>
    message.t === 'roomPeople'
      ? [{ ...message, people: [...message.people, { seat: NOBODY, away: false }] }]
      : [message],
  );
  const dan = await call.arrive('Dan');
  await call.joins(dan);
  for (const caller of people) {
    const request = randomBytes(KNOCK_SIZES[0]);
    caller.victim().tell({ t: 'knocked', linkId, seat: NOBODY, time: Date.now(), request });
  }
  await areTogether([...people, dan]);
  for (const caller of people) hasWarned(caller, 'forgedKnock');
});

test('it makes a commit up for all: all refuse it, say so, and find together again', async () => {
  await using call = await startHostileCall();
  const { people, linkId } = call;
  for (const caller of people) {
    const epoch = caller.call()?.epoch ?? 0;
    const forged = { linkId, roomId: NO_ROOM, by: NOBODY, commit: randomBytes(2048) };
    caller.victim().tell({ t: 'roomCommit', epoch, ...forged });
  }
  for (const caller of people) await caller.waits(now => now?.warnings.length === 1);
  await areTogether(people);
  for (const caller of people) hasWarned(caller, 'forgedCommit');
});

test('it changes a commit for one: that one says so and comes in again, the others go on', async () => {
  await using call = await startHostileCall();
  const [ada, ben, cleo] = call.people;
  const seat = ben.seat();
  call.server.setTamper((message, to) =>
    message.t === 'roomCommit' && to.seat === seat
      ? [{ ...message, commit: flip(message.commit) }]
      : [message],
  );
  const dan = await call.arrive('Dan');
  await call.joins(dan);
  await ben.waits(now => now?.warnings.length === 1);
  await areTogether([ada, ben, cleo, dan]);
  hasWarned(ben, 'forgedCommit');
  for (const caller of [ada, cleo, dan]) hasWarned(caller);
});

test('it repeats a commit and a request of the past, and names others for them: nothing happens', async () => {
  await using call = await startHostileCall();
  const { people } = call;
  const dan = await call.arrive('Dan');
  await call.joins(dan);
  await areTogether([...people, dan]);
  await dan.commands.leaveLinkCall();
  await areTogether(people);
  const epoch = people[0].call()?.epoch;
  for (const caller of people) {
    const victim = caller.victim();
    for (const old of victim.heard.filter(({ t }) => t === 'roomCommit' || t === 'knocked')) {
      victim.tell(old);
      if (old.t === 'roomCommit') victim.tell({ ...old, by: NOBODY, roomId: NO_ROOM });
    }
  }
  await areTogether(people);
  assert.equal(people[0].call()?.epoch, epoch);
  for (const caller of people) hasWarned(caller);
});

test('it names another author for commits and messages: commits count, messages do not, and all say so', async () => {
  await using call = await startHostileCall();
  const { people, server } = call;
  const [ada, ben, cleo] = people;
  const asCleo = cleo.seat();
  server.setTamper((message, to) => {
    if (message.t === 'roomCommit') return [{ ...message, by: NOBODY }];
    if (message.t !== 'roomMessage' || to.seat !== ben.seat()) return [message];
    return [{ ...message, from: message.from === asCleo ? ada.seat() : asCleo }];
  });
  await ada.commands.sendChat('I am Ada');
  await cleo.waits(now => now?.chat.at(-1)?.text === 'I am Ada');
  await ben.waits(now => now?.warnings.length === 1);
  assert.ok(!ben.call()?.chat.some(({ text }) => text === 'I am Ada'));
  server.setTamper(message => (message.t === 'roomCommit' ? [{ ...message, by: NOBODY }] : [message]));
  const dan = await call.arrive('Dan');
  await call.joins(dan);
  await areTogether([...people, dan]);
  hasWarned(ben, 'forgedMessage');
  for (const caller of [ada, cleo, dan]) hasWarned(caller);
});

test('it shows an old record: who knows a newer one stays with it, who does not is told nothing false twice', async () => {
  await using call = await startHostileCall();
  const { people, server, linkId, link } = call;
  const [ada, ben, cleo] = people;
  const dan = await call.arrive('Dan');
  // Whoever has the page open hears of changes, and knows the newer record.
  await dan.commands.openLink(undefined);
  const old = server
    .victims()
    .flatMap(({ heard }) => heard.filter(message => message.t === 'link'))
    .at(-1);
  assert.ok(old);
  assert.ok((await ada.commands.changeLink(linkId, { name: 'Choir' })).ok);
  for (const caller of people) await caller.waits(now => now?.name === 'Choir');
  const { version, terms, record } = old;
  for (const caller of people) caller.victim().tell({ t: 'linkChanged', linkId, version, terms, record });
  server.setTamper(message =>
    message.t === 'link'
      ? [{ ...message, version, terms, record }]
      : message.t === 'linkChanged'
        ? []
        : [message],
  );
  await dan.commands.openLink(link);
  await call.joins(dan);
  await dan.waits(now => now?.warnings.length === 1);
  assert.notEqual(dan.call()?.stage, 'inside');
  for (const caller of people) assert.equal(caller.call()?.name, 'Choir');
  server.setTamper(undefined);
  await areTogether([ada, ben, cleo, dan]);
  hasWarned(dan, 'ruleBroken');
  for (const caller of people) hasWarned(caller);
});

test('it gives a Welcome before its commit, or long after: the one who joins is inside, or waits', async () => {
  await using call = await startHostileCall();
  const { people, server } = call;
  const held: (() => void)[] = [];
  // Before: nobody inside has heard of the commit when the newcomer has its Welcome.
  server.setTamper((message, to) => {
    const isLate = message.t === 'roomCommit' || message.t === 'roomPeople';
    if (
      isLate &&
      people.some(({ call: now }) => now()?.people.some(({ isMe, seat }) => isMe && seat === to.seat))
    ) {
      held.push(() => to.tell(message));
      return [];
    }
    return [message];
  });
  const dan = await call.arrive('Dan');
  await call.joins(dan);
  await dan.waits(now => now?.stage === 'inside');
  server.setTamper(undefined);
  for (const tell of held.splice(0)) tell();
  await areTogether([...people, dan]);
  // After: everybody inside counts on somebody who does not know it yet.
  server.setTamper((message, to) => {
    if (message.t !== 'admitted') return [message];
    held.push(() => to.tell(message));
    return [];
  });
  const eve = await call.arrive('Eve');
  await call.joins(eve);
  await dan.waits(now => now?.people.length === 5);
  assert.notEqual(eve.call()?.stage, 'inside');
  server.setTamper(undefined);
  for (const tell of held.splice(0)) tell();
  await areTogether([...people, dan, eve]);
  for (const caller of [...people, dan, eve]) hasWarned(caller);
});

test('it gives a Welcome to somebody else who joins: refused, said, and both come in', async () => {
  await using call = await startHostileCall();
  const { people, server } = call;
  const [dan, eve] = [await call.arrive('Dan'), await call.arrive('Eve')];
  let stolen: ServerMessage | undefined;
  server.setTamper(message => {
    if (message.t !== 'admitted' || stolen !== undefined) return [message];
    stolen = message;
    return [];
  });
  await call.joins(dan);
  await people[0].waits(now => now?.people.length === 4);
  const welcome = stolen;
  assert.ok(welcome);
  server.setTamper(message => (message.t === 'admitted' ? [welcome, message] : [message]));
  await call.joins(eve);
  await eve.waits(now => now?.warnings.length === 1);
  server.setTamper(undefined);
  await areTogether([...people, eve, dan]);
  hasWarned(eve, 'forgedWelcome');
});

test('it withholds a commit from one: that one comes in again with the next, the others go on', async () => {
  await using call = await startHostileCall();
  const [ada, ben, cleo] = call.people;
  const seat = ben.seat();
  call.server.setTamper((message, to) =>
    to.seat === seat && (message.t === 'roomCommit' || message.t === 'roomPeople') ? [] : [message],
  );
  const dan = await call.arrive('Dan');
  await call.joins(dan);
  await areTogether([ada, cleo, dan], ben);
  call.server.setTamper(undefined);
  await dan.commands.leaveLinkCall();
  await areTogether([ada, ben, cleo]);
  assert.notEqual(ben.seat(), seat);
});

test('it drops somebody from the list who is there: that one comes in again by itself', async () => {
  await using call = await startHostileCall();
  const [ada, ben, cleo] = call.people;
  const seat = ben.seat();
  const people = [ada, cleo].map(each => ({ seat: each.seat(), away: false }));
  for (const caller of [ada, cleo]) {
    const victim = caller.victim();
    victim.tell({ ...lastHeard(victim, 'roomPeople'), people });
  }
  await ben.waits(now => now?.people.some(each => each.isMe && each.seat !== seat) === true);
  await areTogether([ada, ben, cleo]);
});

function flip(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const flipped = bytes.slice();
  flipped[40] = (flipped[40] ?? 0) ^ 1;
  return flipped;
}
