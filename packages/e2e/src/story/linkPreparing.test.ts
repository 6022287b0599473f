/** What happens before *Join* is pressed (product, "Call links"): everything that can, and nothing that should not. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLinkCallWorld, type LinkCallWorld, type LinkGuest } from '../support/linkCallWorld.ts';

let world: LinkCallWorld;
let ada: LinkGuest;
let ben: LinkGuest;
let link: string;

before(async () => {
  world = await createLinkCallWorld();
  [ada, ben] = [await world.arrive('Ada'), await world.arrive('Ben')];
  link = await world.makeLink(ada, 'video');
});
after(() => world[Symbol.asyncDispose]());

test('looking at a link begins no call', async () => {
  await ada.look(link);
  await ada.run('prepareJoin', 'Ada');
  await ben.look(link);
  await ben.waitsForJoin(join => join?.state === 'ready' && join.count === 0);
  assert.equal((await ada.view()).linkCall, undefined);
});

test('whoever looks at a running call is shown as about to come, sends nothing and gets nothing', async () => {
  await ada.join();
  await ben.look(link);
  await ben.run('prepareJoin', 'Ben');
  await ada.waits(call => call?.people.some(({ name, isArriving }) => name === 'Ben' && isArriving) === true);
  await ada.sees();
  await ben.sees();
  assert.ok((await ben.call())?.isPreparing);
});

test('joining only releases the media', async context => {
  // The path is told two seconds after it came to be: long enough for a silence to be noticed.
  await ada.waits(call => {
    const other = call?.people.find(({ name }) => name === 'Ben');
    return other?.way === 'preparing' && other.path === 'relay';
  });
  const took = await ben.joinsAndSees();
  context.diagnostic(`from Join to the first picture: ${Math.round(took)} ms`);
  await ben.sees(ada.station);
  await ada.sees(ben.station);
  await ada.waits(call => call?.people.every(({ isArriving }) => !isArriving) === true);
  await ada.waits(call => (call?.people.find(({ name }) => name === 'Ben')?.spokeAt ?? 0) > 0);
});

test('whoever looks and goes away has left again, and one who looks alone keeps no call alive', async () => {
  const cleo = await world.arrive('Cleo');
  await cleo.look(link);
  await cleo.run('prepareJoin', 'Cleo');
  await ada.waits(call => call?.people.length === 3);
  await cleo.run('openLink', undefined);
  await ada.waits(call => call?.people.length === 2);
  await cleo.look(link);
  await cleo.run('prepareJoin', 'Cleo again');
  await ada.waits(call => call?.people.some(({ name }) => name === 'Cleo again') === true);
  await ada.run('leaveLinkCall');
  await ben.run('leaveLinkCall');
  await cleo.waitsForJoin(join => join?.count === 0);
});

test('without preparation the same click takes the whole way', async context => {
  const [dan, eve] = [await world.arrive('Dan'), await world.arrive('Eve')];
  await dan.look(link);
  await dan.join();
  await eve.look(link);
  const took = await eve.joinsAndSees();
  context.diagnostic(`from Join to the first picture: ${Math.round(took)} ms`);
  await eve.sees(dan.station);
});
