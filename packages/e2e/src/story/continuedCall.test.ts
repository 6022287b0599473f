/**
 * Two contacts are in a call, and one of them continues it on another device, by the code on her screen: the other sees her
 * all the while. A real server, a real relay, three pages of the whole app.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HAND_OVER_TIMES } from '@sotto/core/linkCall/giveHandOver';
import { arriveAsContacts, contactOf, hasOneCall, seesMore } from '../support/contactGuests.ts';
import { createLinkCallWorld, type LinkCallWorld } from '../support/linkCallWorld.ts';
import { MOST_IDLE_LOOKS, readPictureSeen, watchPicture } from '../support/pictureWatch.ts';
import { arriveAtScreen, type ScreenGuest } from '../support/screenGuest.ts';

let world: LinkCallWorld;
let alice: ScreenGuest;
let bob: ScreenGuest;
let other: ScreenGuest;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
  [alice, bob] = await arriveAsContacts(world);
  other = await arriveAtScreen(world, 'Alice');
});
after(() => world[Symbol.asyncDispose]());

test('two contacts are in a video call', async () => {
  await alice.run('call', await contactOf(alice), 'video');
  await bob.screen.press('Accept with video');
  for (const guest of [alice, bob]) await seesMore(guest, 'video.call-picture');
});

test('it goes on behind a link without a stop, and the code for the other device is there', async () => {
  await watchPicture(bob.page, 'Alice');
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
  await other.waits(call => call?.stage === 'inside');
  const inside = performance.now();
  await alice.screen.sees('The call continues on your other device');
  // Because the other device is received, not because nobody waits for it any more.
  assert.ok(performance.now() - inside < HAND_OVER_TIMES.patience);
  await bob.waits(call => call?.people.length === 2);
  for (const guest of [bob, other]) await seesMore(guest, '.tile video');
  const { gap, elements, idleLooks } = await readPictureSeen(bob.page);
  t.diagnostic(`longest time without a new picture: ${Math.round(gap)} ms, over ${elements} elements`);
  assert.equal(elements, 3);
  assert.ok(idleLooks < MOST_IDLE_LOOKS, `nothing new for ${idleLooks} looks, ${gap} ms`);
});

test('her first device has let the devices go, and each conversation has one call', async () => {
  assert.equal((await alice.call())?.stage, 'over');
  await alice.run('leaveLinkCall');
  await bob.run('leaveLinkCall');
  for (const guest of [alice, bob]) await hasOneCall(guest);
});
