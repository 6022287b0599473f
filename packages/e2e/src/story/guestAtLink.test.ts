/** A guest at the page of a call link, by what is on screen: asking, being removed, and asking again (product, "Call links"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLinkCallWorld, type LinkCallWorld } from '../support/linkCallWorld.ts';
import { arriveAtScreen, type ScreenGuest } from '../support/screenGuest.ts';

let world: LinkCallWorld;
let link: string;
let ada: ScreenGuest;
let dan: ScreenGuest;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
  ada = await arriveAtScreen(world, 'Ada');
  link = await world.makeLink(ada, 'video', { policy: 'ask' });
  dan = await arriveAtScreen(world, 'Dan');
});
after(() => world[Symbol.asyncDispose]());

test('who has asked under a name and has left finds that name again', async () => {
  const { screen, page } = dan;
  await screen.visit(link);
  await screen.fill('Your name', 'Dan');
  await screen.press('Ask to join');
  await screen.sees('Waiting to be let in');
  await screen.press('Leave');
  await screen.sees('Ask to join');
  assert.equal(await page.$eval('.join-form input', field => (field as HTMLInputElement).value), 'Dan');
});

test('who is removed reads so, also after closing, and asks again without a detour', async () => {
  await ada.look(link);
  await ada.run('joinLink', { name: 'Ada', devices: { microphone: true, camera: false } });
  await ada.waits(call => call?.stage === 'inside');
  await dan.screen.press('Ask to join');
  await isLetIn();
  await isRemoved();
  assert.doesNotMatch(await dan.screen.text(), /stay in touch/);
  await dan.screen.press('Close');
  await dan.screen.sees('You were removed from the call');
  await asksAgain();
  await isLetIn();
  await isRemoved();
  await asksAgain();
  await isLetIn();
});

async function isLetIn(): Promise<void> {
  await ada.screen.press('Let in Dan');
  await dan.waits(call => call?.stage === 'inside');
}

async function isRemoved(): Promise<void> {
  await ada.screen.press('Options for Dan');
  await ada.screen.press('Remove from this call');
  await ada.screen.press('Remove');
  await dan.screen.sees('You were removed from the call');
}

/** Being let in is remembered: the page does not know that the call itself asks. */
async function asksAgain(): Promise<void> {
  await dan.screen.press('Ask again');
  await dan.screen.press('Join');
}
