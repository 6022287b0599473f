/**
 * Two contacts are in a call, and one of them adds somebody by the link on her screen: all three see each other. A real
 * server, a real relay, three pages of the whole app.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arriveAsContacts, contactOf, hasOneCall, seesMore } from '../support/contactGuests.ts';
import { createLinkCallWorld, type LinkCallWorld } from '../support/linkCallWorld.ts';
import { MOST_IDLE_LOOKS, readPictureSeen, watchPicture } from '../support/pictureWatch.ts';
import { arriveAtScreen, type ScreenGuest } from '../support/screenGuest.ts';

let world: LinkCallWorld;
let alice: ScreenGuest;
let bob: ScreenGuest;
let cleo: ScreenGuest;
let link: string;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
  [alice, bob] = await arriveAsContacts(world);
  cleo = await arriveAtScreen(world, 'Cleo');
});
after(() => world[Symbol.asyncDispose]());

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
    for (const { name } of [alice, bob, cleo]) if (name !== guest.name) await seesMore(guest, '.tile', name);
  const { gap, elements, idleLooks } = await readPictureSeen(bob.page);
  t.diagnostic(`longest time without a new picture: ${Math.round(gap)} ms, over ${elements} elements`);
  assert.ok(idleLooks < MOST_IDLE_LOOKS, `nothing new for ${idleLooks} looks, ${gap} ms`);
});

test('each conversation has one call, and neither of the two has a link left over', async () => {
  for (const guest of [cleo, bob, alice]) await guest.run('leaveLinkCall');
  for (const guest of [alice, bob]) await hasOneCall(guest);
});
