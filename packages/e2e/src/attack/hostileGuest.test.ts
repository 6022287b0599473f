/**
 * A guest of a call behind a link whose own app sends plain frames (security, "Media"): two others use the product as it is, see and
 * hear each other, and nothing of the third.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLinkCallWorld, type LinkGuest } from '../support/linkCallWorld.ts';
import { createPerson, until } from '../support/person.ts';
import { probeWorker, readAllFrameCounters } from '../support/workerProbe.ts';
import { sendPlainFrames } from './plainSender.ts';

test('whoever sends plain frames into a call of three is neither seen nor heard by anybody, and all say so', async t => {
  await using world = await createLinkCallWorld({}, 'linkCallScreens');
  const [ada, cleo] = [await world.arrive('Ada', probeWorker), await world.arrive('Cleo', probeWorker)];
  const mal = await world.arrive('Mal', sendPlainFrames);
  const link = await world.makeLink(ada, 'video');
  for (const guest of [ada, cleo, mal]) {
    await guest.look(link);
    await guest.join();
  }
  // The hostile side hides nothing from itself: it sees all, whose frames are sealed.
  for (const name of ['Ada', 'Cleo']) await seesMoving(mal, name);
  for (const honest of [ada, cleo]) {
    await seesMoving(honest, honest === ada ? 'Cleo' : 'Ada');
    await honest.waits(call => call?.people.some(({ isUnencrypted }) => isUnencrypted) === true);
    const marked = (await honest.call())?.people.filter(({ isUnencrypted }) => isUnencrypted);
    assert.deepEqual(
      marked?.map(({ name }) => name),
      ['Mal'],
    );
    await hasOpenedNothingPlain(honest, t.diagnostic.bind(t));
    assert.equal(await picturesOf(honest, 'Mal'), 0);
    await seesMoving(honest, honest === ada ? 'Cleo' : 'Ada');
    const screen = createPerson(honest.page);
    await screen.sees('What comes from Mal is discarded.');
    await honest.page.locator('.call-path').click();
    await screen.sees('were not properly encrypted and were discarded');
  }
});

/** Of two connections one opens frames, and the other drops all of them because they are plain. */
async function hasOpenedNothingPlain({ name, page }: LinkGuest, say: (words: string) => void): Promise<void> {
  const read = async () => (await readAllFrameCounters(page)).sort((a, b) => b.opened - a.opened);
  await until(
    async () => ((await read()).at(-1)?.dropped.plain ?? 0) > 100,
    async () => `${name}: ${JSON.stringify(await read())}`,
  );
  const [honest, hostile] = await read();
  say(`${name}: ${JSON.stringify({ honest, hostile })}`);
  assert.ok(honest !== undefined && hostile !== undefined);
  assert.deepEqual([hostile.opened, honest.dropped.plain], [0, 0]);
  // A few begin by chance like a sealed frame, and are then found forged.
  assert.ok(hostile.dropped.forged < hostile.dropped.plain);
}

/** Waits until a few more pictures of somebody were drawn. */
async function seesMoving(guest: LinkGuest, name: string): Promise<void> {
  const before = await picturesOf(guest, name);
  await until(
    async () => (await picturesOf(guest, name)) > before + 5,
    async () => `${guest.name} has ${await picturesOf(guest, name)} pictures of ${name}`,
  );
}

/** How many pictures of somebody were decoded and drawn. */
function picturesOf({ page }: LinkGuest, name: string): Promise<number> {
  return page.$$eval(
    '.tile',
    (tiles, wanted) =>
      tiles
        .filter(tile => tile.querySelector('.tile-name-text')?.textContent === wanted)
        .flatMap(tile => [...tile.querySelectorAll('video')])
        .reduce((sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames, 0),
    name,
  );
}
