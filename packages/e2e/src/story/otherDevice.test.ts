/** Somebody goes on with a link call on another device: by what is on screen, with a real server, seen by somebody else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLinkCallWorld, type LinkCallWorld, type LinkGuest } from '../support/linkCallWorld.ts';
import { createPerson, type Person, until } from '../support/person.ts';

interface Guest extends LinkGuest {
  readonly screen: Person;
}

/** What was seen of somebody, looked at all the while. */
interface Seen {
  /** Longest time between two new pictures, milliseconds. */
  gap: number;
  /** How many tiles had the name, fewest and most. */
  fewest: number;
  most: number;
  /** Elements that showed the person, one after the other. */
  readonly elements: Element[];
  frames: number;
  at: number;
}

interface SeenScope {
  seen?: Seen;
}

/** Two cores serve three pages that encode and decode: what a person would take for a stop is longer. */
const MOST_GAP_MS = 2000;

let world: LinkCallWorld;
let ada: Guest;
let laptop: Guest;
let phone: Guest;
let handOver: string;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
  ada = await arrive('Ada');
  const link = await world.makeLink(ada, 'video', { name: 'Garden' });
  laptop = await arrive('Ben');
  for (const guest of [ada, laptop]) {
    await guest.look(link);
    await guest.run('joinLink', { name: guest.name, devices: { microphone: true, camera: true } });
    await guest.waits(call => call?.stage === 'inside');
  }
  phone = await arrive('Ben');
});
after(() => world[Symbol.asyncDispose]());

async function arrive(name: string): Promise<Guest> {
  const guest = await world.arrive(name);
  return { ...guest, screen: createPerson(guest.page) };
}

test('the menu of the call shows a code for the other device, and a link that is one', async () => {
  await laptop.screen.press('More options');
  await laptop.screen.press('Continue on another device');
  await laptop.screen.sees('Valid for another');
  await laptop.page.waitForSelector('dialog .qr path[d^="M"]');
  handOver = (await laptop.call())?.handOver?.link ?? '';
  assert.match(handOver, /\/video#[\w-]{22}\.[\w-]{22}\.QmVu$/);
});

test('opened on the other device, the call goes on there; whoever sees the person sees it all the while', async () => {
  await watch(ada, 'Ben');
  await phone.page.goto(handOver);
  await phone.screen.sees('Here you go on as Ben');
  assert.equal(new URL(phone.page.url()).hash, '');
  await phone.screen.press('Check camera and microphone');
  await phone.screen.press('Continue the call here');
  await laptop.screen.sees('The call goes on on your other device');
  await ada.waits(call => call?.people.length === 2);
  const seen = await seenBy(ada);
  assert.deepEqual([seen.fewest, seen.most, seen.elements], [1, 1, 2]);
  assert.ok(seen.gap < MOST_GAP_MS, `nothing new for ${seen.gap} ms`);
});

test('the first device is silent and sends nothing; the other one is in the call as the same person', async () => {
  assert.equal((await laptop.call())?.stage, 'over');
  assert.deepEqual((await laptop.call())?.devices, undefined);
  assert.deepEqual(
    (await phone.call())?.people.map(({ name }) => name),
    ['Ada', 'Ben'],
  );
  await moves(ada);
  await moves(phone);
});

/** Looks at the tile of somebody until the page is asked what was seen. */
async function watch({ page }: Guest, name: string): Promise<void> {
  await until(
    () => page.$eval('.tile video', video => (video as HTMLVideoElement).currentTime > 0).catch(() => false),
    async () => 'no picture',
  );
  await page.evaluate(person => {
    const seen: Seen = { gap: 0, fewest: 9, most: 0, elements: [], frames: 0, at: performance.now() };
    (globalThis as SeenScope).seen = seen;
    setInterval(() => {
      const tiles = [...document.querySelectorAll('.tile')].filter(
        tile => tile.querySelector('.tile-name-text')?.textContent === person,
      );
      seen.fewest = Math.min(seen.fewest, tiles.length);
      seen.most = Math.max(seen.most, tiles.length);
      const video = tiles[0]?.querySelector('video');
      const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      const isOther = video != null && seen.elements.at(-1) !== video;
      if (video != null && isOther && frames > 0) seen.elements.push(video);
      if (frames > 0 && (isOther || frames > seen.frames)) {
        seen.gap = Math.max(seen.gap, performance.now() - seen.at);
        seen.at = performance.now();
        seen.frames = frames;
      }
    }, 40);
  }, name);
}

async function seenBy({ page }: Guest) {
  return page.evaluate(() => {
    const { gap, fewest, most, elements } = (globalThis as SeenScope).seen as Seen;
    return { gap, fewest, most, elements: elements.length };
  });
}

/** The other person's picture goes on. */
async function moves({ page, name }: Guest): Promise<void> {
  const time = () =>
    page.$eval('.tile video', video => (video as HTMLVideoElement).currentTime).catch(() => 0);
  const first = await time();
  await until(
    async () => (await time()) > first + 0.5,
    async () => `${name} sees nothing move`,
  );
}
