/**
 * Two contacts are in a call, and one of them adds somebody by the link on her screen: all three see each other. A real
 * server, a real relay, three pages of the whole app.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLinkCallWorld, type LinkCallWorld } from '../support/linkCallWorld.ts';
import { until } from '../support/person.ts';
import { MOST_GAP_MS, readPictureSeen, watchPicture } from '../support/pictureWatch.ts';
import { arriveAtScreen, type ScreenGuest } from '../support/screenGuest.ts';

let world: LinkCallWorld;
let alice: ScreenGuest;
let bob: ScreenGuest;
let cleo: ScreenGuest;
let link: string;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
  [alice, bob] = [await arrive('Alice'), await arrive('Bob')];
  for (const guest of [alice, bob]) await guest.run('setName', guest.name);
  const { link: invitation } = (await alice.run('invite')) as { readonly link: string };
  await bob.run('acceptInvitation', invitation);
  await contactOf(alice);
  cleo = await arrive('Cleo');
});
after(() => world[Symbol.asyncDispose]());

const arrive = (name: string) => arriveAtScreen(world, name);

async function contactOf(guest: ScreenGuest) {
  const find = async () => (await guest.view()).contacts.find(({ state }) => state === 'active')?.id;
  await until(async () => (await find()) !== undefined);
  return (await find()) as NonNullable<Awaited<ReturnType<typeof find>>>;
}

test('two contacts are in a video call', async () => {
  await alice.run('call', await contactOf(alice), 'video');
  await bob.screen.press('Accept with video');
  for (const guest of [alice, bob])
    await guest.page.waitForFunction(
      () => (document.querySelector<HTMLVideoElement>('video.call-picture')?.currentTime ?? 0) > 0.5,
    );
});

test('one of them adds people: the call goes on, and its link is there to be copied or scanned', async () => {
  await watchPicture(bob.page, 'Alice');
  await alice.screen.press('More options');
  await alice.screen.press('Add people');
  await alice.screen.sees('Invite others');
  await bob.screen.sees('Alice can add people to this call now.');
  for (const guest of [alice, bob]) assert.equal((await guest.view()).call, undefined);
  link = await alice.page.$eval('input[aria-label="Link to this call"]', field => field.value);
  assert.match(link, /\/video#[\w-]{22}$/);
  await alice.screen.press('QR code');
  await alice.page.waitForSelector('.people-invite .qr path[d^="M"]');
});

test('whoever opens it asks, and is let in by her on screen', async () => {
  await cleo.page.goto(link);
  await cleo.screen.fill('Your name', 'Cleo');
  await cleo.screen.press('Check camera and microphone');
  await cleo.screen.press('Ask to join');
  await cleo.screen.sees('A host of this call sees that Cleo is waiting, and decides.');
  assert.deepEqual((await cleo.call())?.people, []);
  await alice.screen.press('Let in Cleo');
  for (const guest of [alice, bob, cleo]) await guest.waits(call => call?.people.length === 3);
});

test('all three see each other, and the two have never lost one another', async t => {
  for (const guest of [alice, bob, cleo])
    for (const { name } of [alice, bob, cleo]) if (name !== guest.name) await seesMore(guest, name);
  const { gap, elements } = await readPictureSeen(bob.page);
  t.diagnostic(`longest time without a new picture: ${Math.round(gap)} ms, over ${elements} elements`);
  assert.ok(gap < MOST_GAP_MS, `nothing new for ${gap} ms`);
});

test('each conversation has one call, and neither of the two has a link left over', async () => {
  for (const guest of [cleo, bob, alice]) await guest.run('leaveLinkCall');
  for (const guest of [alice, bob]) {
    await guest.run('openConversation', await contactOf(guest));
    await until(async () => ((await guest.view()).conversation?.items.length ?? 0) > 0);
    await guest.run('openHistory', 'all');
    await until(async () => (await guest.view()).history !== undefined);
    const { conversation, history, links } = await guest.view();
    assert.deepEqual(
      conversation?.items.map(item => item.kind === 'call' && item.status),
      ['ended'],
    );
    assert.deepEqual(
      history?.calls.map(({ kind }) => kind),
      ['call'],
    );
    assert.deepEqual(links, []);
  }
});

/** This person's picture goes on in its tile: more frames of it are decoded. */
async function seesMore({ page, name }: ScreenGuest, other: string): Promise<void> {
  const count = () =>
    page.$$eval(
      '.tile',
      (tiles, person) => {
        const tile = tiles.find(each => each.querySelector('.tile-name-text')?.textContent === person);
        return tile?.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      },
      other,
    );
  const first = await count();
  await until(
    async () => (await count()) > first + 5,
    async () => `${name} sees nothing of ${other} move`,
  );
}
