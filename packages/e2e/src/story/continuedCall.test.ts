/**
 * Two contacts are in a call, and one of them continues it on another device, by the code on her screen: the other sees her
 * all the while. A real server, a real relay, three pages of the whole app.
 */
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
  frames: number;
  at: number;
  video: Element | undefined;
  /** How many elements showed them, one after the other. */
  elements: number;
}

interface SeenScope {
  seen?: Seen;
}

/** Two cores serve three pages that encode and decode: what a person would take for a stop is longer. */
const MOST_GAP_MS = 2000;

let world: LinkCallWorld;
let alice: Guest;
let bob: Guest;
let other: Guest;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
  [alice, bob] = [await arrive('Alice'), await arrive('Bob')];
  for (const guest of [alice, bob]) await guest.run('setName', guest.name);
  const { link } = (await alice.run('invite')) as { readonly link: string };
  await bob.run('acceptInvitation', link);
  await contactOf(alice);
  other = await arrive('Alice');
});
after(() => world[Symbol.asyncDispose]());

async function arrive(name: string): Promise<Guest> {
  const guest = await world.arrive(name);
  return { ...guest, screen: createPerson(guest.page) };
}

async function contactOf(guest: Guest) {
  const find = async () => (await guest.view()).contacts.find(({ state }) => state === 'active')?.id;
  await until(async () => (await find()) !== undefined);
  return (await find()) as NonNullable<Awaited<ReturnType<typeof find>>>;
}

test('two contacts are in a video call', async () => {
  await alice.run('call', await contactOf(alice), 'video');
  await bob.screen.press('Accept with video');
  for (const guest of [alice, bob]) await seesMore(guest, 'video.call-picture');
});

test('it goes on behind a link without a stop, and the code for the other device is there', async () => {
  await watch(bob, 'Alice');
  await alice.screen.press('Mute');
  await alice.screen.press('More options');
  await alice.screen.press('Continue on another device');
  await alice.screen.sees('Valid for another');
  await bob.waits(call => call?.stage === 'inside');
  await bob.screen.sees('Alice is about to continue on another device.');
  for (const guest of [alice, bob]) assert.equal((await guest.view()).call, undefined);
  // What was off stays off, and what was on stays on.
  const { mine } = (await alice.call()) ?? {};
  assert.deepEqual([mine?.microphone, mine?.camera], [false, true]);
});

test('opened on the other device, the call goes on there; he sees her all the while', async t => {
  const handOver = (await alice.call())?.handOver?.link ?? '';
  await other.page.goto(handOver);
  await other.screen.sees('Here you go on as Alice');
  await other.screen.press('Check camera and microphone');
  await other.screen.press('Continue the call here');
  await alice.screen.sees('The call goes on on your other device');
  await bob.waits(call => call?.people.length === 2);
  for (const guest of [bob, other]) await seesMore(guest, '.tile video');
  const { gap, elements } = await seenBy(bob);
  t.diagnostic(`longest time without a new picture: ${Math.round(gap)} ms, over ${elements} elements`);
  assert.equal(elements, 3);
  assert.ok(gap < MOST_GAP_MS, `nothing new for ${gap} ms`);
});

test('her first device has let the devices go, and each conversation has one call', async () => {
  assert.equal((await alice.call())?.stage, 'over');
  await alice.run('leaveLinkCall');
  await bob.run('leaveLinkCall');
  for (const guest of [alice, bob]) {
    await guest.run('openConversation', await contactOf(guest));
    await until(async () => ((await guest.view()).conversation?.items.length ?? 0) > 0);
    await guest.run('openHistory', 'all');
    await until(async () => (await guest.view()).history !== undefined);
    const { conversation, history, links } = await guest.view();
    const statuses = conversation?.items.map(item => item.kind === 'call' && item.status);
    assert.deepEqual(statuses, ['ended']);
    assert.deepEqual(
      history?.calls.map(({ kind }) => kind),
      ['call'],
    );
    assert.deepEqual(links, []);
  }
});

/** Looks at the picture of somebody, on whichever screen it is, until the page is asked what was seen. */
async function watch({ page }: Guest, name: string): Promise<void> {
  await page.evaluate(person => {
    const seen: Seen = { gap: 0, frames: 0, at: performance.now(), video: undefined, elements: 0 };
    (globalThis as SeenScope).seen = seen;
    const find = () => {
      const tiles = [...document.querySelectorAll('.tile')].filter(
        tile => tile.querySelector('.tile-name-text')?.textContent === person,
      );
      return (
        document.querySelector<HTMLVideoElement>('video.call-picture') ?? tiles[0]?.querySelector('video')
      );
    };
    setInterval(() => {
      const video = find();
      const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      const isOther = video != null && seen.video !== video;
      if (frames === 0 || !(isOther || frames > seen.frames)) return;
      if (isOther) seen.elements += 1;
      seen.gap = Math.max(seen.gap, performance.now() - seen.at);
      Object.assign(seen, { video, frames, at: performance.now() });
    }, 40);
  }, name);
}

async function seenBy({ page }: Guest) {
  return page.evaluate(() => {
    const { gap, at, elements } = (globalThis as SeenScope).seen as Seen;
    return { gap: Math.max(gap, performance.now() - at), elements };
  });
}

/** The picture in this place goes on: more frames of it are decoded. */
async function seesMore({ page, name }: Guest, selector: string): Promise<void> {
  const count = () =>
    page
      .$eval(selector, video => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames)
      .catch(() => 0);
  const first = await count();
  await until(
    async () => (await count()) > first + 5,
    async () => `${name} sees nothing move`,
  );
}
