/** What is heard while it rings, on both sides, and what a person can choose (product, "Ringing, notifications, lock"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPerson, until } from '../support/person.ts';
import { RING_BACK, recordTones, sounds, soundsOf, touch } from '../support/toneRecorder.ts';
import { ADA, createWorld, type World } from '../support/world.ts';

const BELL = { seconds: 3.9, volume: 0.4 };

let world: World;

before(async () => {
  world = await createWorld({ prepare: recordTones });
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('a ringtone and its volume are chosen and listened to in the settings', async () => {
  const { ben } = world;
  await ben.press('Settings');
  const select = await ben.page.waitForSelector('::-p-aria([role="combobox"][name="Ringtone"])');
  assert.ok(select !== null);
  await (select as unknown as { select(value: string): Promise<unknown> }).select('bell');
  await ben.page.$eval('input[type=range]', slide, '40');
  await ben.press('Listen');
  await sounds(ben, BELL);
  await ben.press('Stop');
  await sounds(ben);
});

test('it rings like that after a reload, the caller hears ring-back, and accepting ends both', async () => {
  const { ada, ben, origin } = world;
  await ben.visit(origin);
  await ben.isReady();
  await touch(ben);
  await ada.press('Audio call');
  await sounds(ben, BELL);
  await ada.sees('Ringing…');
  await sounds(ada, RING_BACK);
  await ben.press('Accept');
  await Promise.all([sounds(ada), sounds(ben)]);
  await ada.press('Hang up');
  await ben.press('Close');
  await ada.seesNoMore('You hung up');
});

test('a page that the browser keeps silent says so, and rings once it is touched', async () => {
  const { ada, ben, origin } = world;
  await ben.visit(origin);
  await ben.isReady();
  // What drives the browser counts as a gesture; so its refusal has to be acted.
  await ben.page.evaluate(() => Object.assign(globalThis, { isSilenced: true }));
  await ada.press('Audio call');
  await ben.sees('Your browser keeps this page silent until you click or touch it.');
  await sounds(ben);
  await touch(ben);
  await sounds(ben, BELL);
  await ben.seesNoMore('Your browser keeps this page silent');
  await ben.press('Reject');
  await sounds(ben);
  await sounds(ada, RING_BACK);
  await ada.press('Cancel the call');
  await sounds(ada);
  await ada.seesNoMore('You cancelled the call');
});

test('of several tabs that ring, one is heard', async () => {
  const { ada, ben, origin } = world;
  const second = createPerson(await ben.page.browser().newPage());
  await recordTones(second);
  await second.visit(origin);
  await touch(second);
  await ada.press('Audio call');
  await Promise.all([ben, second].map(tab => tab.sees('Incoming audio call')));
  await until(async () => (await soundsOf(ben)).length + (await soundsOf(second)).length === 1);
  await ada.press('Cancel the call');
  await Promise.all([sounds(ben), sounds(second)]);
  await second.page.close();
  await ada.seesNoMore('You cancelled the call');
});

test('a contact whose ringing is muted appears without a sound', async () => {
  const { ada, ben } = world;
  await ben.page.bringToFront();
  await ben.open(ADA.name);
  await ben.choose('Contact settings');
  const mute = await ben.page.waitForSelector('::-p-aria([role="switch"][name="Mute ringing"])');
  await mute?.evaluate(element => (element as HTMLElement).click());
  await ben.press('Close');
  await ada.press('Audio call');
  await ben.sees('Incoming audio call');
  await ada.sees('Ringing…');
  await sounds(ada, RING_BACK);
  assert.deepEqual(await soundsOf(ben), []);
  await ada.press('Cancel the call');
});

function slide(element: Element, value: string): void {
  (element as HTMLInputElement).value = value;
  element.dispatchEvent(new Event('change', { bubbles: true }));
}
