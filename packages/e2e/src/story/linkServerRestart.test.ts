/** The server is killed in the middle of a call behind a link (product, "In a call"): nobody sees or hears anything of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLinkCallWorld, type LinkCallWorld, type LinkGuest } from '../support/linkCallWorld.ts';
import { type ServerProcess, startServerProcess } from '../support/realServer.ts';

let world: LinkCallWorld;
let server: ServerProcess;
let ada: LinkGuest;
let ben: LinkGuest;
let link: string;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallPage', async environment => {
    server = await startServerProcess({ environment });
    return server;
  });
  [ada, ben] = [await world.arrive('Ada'), await world.arrive('Ben')];
  link = await world.makeLink(ada, 'video');
  for (const guest of [ada, ben]) {
    await guest.look(link);
    await guest.join();
  }
  await ada.sees(ben.station);
  await ben.sees(ada.station);
});
after(() => world[Symbol.asyncDispose]());

test('a killed server costs nobody the call: everybody keeps the seat and finds a path again', async () => {
  const seats = (await ada.call())?.people.map(({ seat }) => seat);
  await server.kill();
  await ada.waits(call => call?.stage === 'reconnecting');
  await server.start();
  await ada.waits(call => call?.stage === 'inside' && call.people.every(({ isAway }) => !isAway));
  await ben.waits(call => call?.stage === 'inside' && call.people.every(({ isAway }) => !isAway));
  await ada.sees(ben.station);
  await ben.sees(ada.station);
  assert.deepEqual(
    (await ada.call())?.people.map(({ seat }) => seat),
    seats,
  );
});

test('and whoever comes then sees both', async () => {
  const cleo = await world.arrive('Cleo');
  await cleo.look(link);
  await cleo.join();
  await cleo.sees(ada.station, ben.station);
  await ada.sees(ben.station, cleo.station);
  await ben.sees(ada.station, cleo.station);
});
