/**
 * Silent hours, vibration, and the test of whether a device can ring (product, "Ringing, notifications, lock"). Ben's
 * device is held in a hand and can vibrate.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Person, until } from '../support/person.ts';
import { RING_BACK, recordTones, sounds, soundsOf, touch } from '../support/toneRecorder.ts';
import { BEN, createWorld, type World } from '../support/world.ts';

const RISING = { seconds: 3.56, volume: 0.9 };
const HOUR = 60;

let world: World;

before(async () => {
  world = await createWorld({
    prepare: async (person, character) => {
      await recordTones(person);
      if (character !== BEN) return;
      await person.page.setViewport({ width: 390, height: 844, hasTouch: true });
      await recordVibration(person);
    },
  });
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('a call in silent hours is shown, and neither heard nor felt', async () => {
  const { ada, ben } = world;
  await ben.press('Back');
  await ben.press('Settings');
  await flip(ben, 'Silent hours');
  const now = await ben.page.evaluate(() => new Date().getHours() * 60 + new Date().getMinutes());
  await setTime(ben, 'From', now - HOUR);
  await setTime(ben, 'To', now + HOUR);
  await ben.sees('Silent now, until');
  await ada.press('Audio call');
  await ben.sees('Incoming audio call');
  await ben.sees('Silent hours until');
  await ada.sees('Ringing…');
  await sounds(ada, RING_BACK);
  assert.deepEqual(await soundsOf(ben), []);
  assert.equal(await vibrationOf(ben), undefined);
});

test('a call that still rings when they end is heard and felt, until it is over', async () => {
  const { ada, ben } = world;
  await touch(ben);
  await endSilenceInAnotherTab(ben);
  await ben.seesNoMore('Silent hours until');
  await sounds(ben, RISING);
  await until(async () => (await vibrationOf(ben)) === '500 250 500 1250');
  await ada.press('Cancel the call');
  await sounds(ben);
  await until(async () => (await vibrationOf(ben)) === '');
});

test('the test rings once and says in words what works, what does not, and what to do', async () => {
  const { ben } = world;
  await ben.press('Ring now');
  await sounds(ben, RISING);
  assert.equal(await vibrationOf(ben), '500 250 500 1250');
  await ben.sees('The browser played your ringtone. Did you hear it?');
  await ben.press('Yes');
  await ben.sees('You heard your ringtone.');
  await ben.sees('This device rings while Sotto is open.');
  await ben.sees('The device vibrated.');
  await ben.sees('This device does not ring then');
  await sounds(ben);
  await flip(ben, 'Vibrate');
  await ben.sees('Switched off in Sotto.');
  await flip(ben, 'Silent hours');
  await ben.sees('This device can ring, but these are your silent hours.');
  await ben.press('Switch silent hours off');
  await ben.sees('This device rings while Sotto is open.');
});

test('with vibration switched off a call is heard only, and the browser that blocks sound is found out', async () => {
  const { ada, ben } = world;
  await ada.seesNoMore('You cancelled the call');
  await ada.press('Audio call');
  await sounds(ben, RISING);
  assert.equal(await vibrationOf(ben), '');
  await ben.press('Reject');
  await sounds(ben);
  await ada.press('Cancel the call');
  await ben.page.evaluate(() => Object.assign(globalThis, { isSilenced: true }));
  await ben.press('Ring again');
  await ben.sees('The browser lets this site make no sound.');
  await ben.sees('Something keeps this device from ringing.');
});

async function flip({ page }: Person, name: string): Promise<void> {
  const found = await page.waitForSelector(`::-p-aria([role="switch"][name="${name}"])`);
  await found?.evaluate(element => (element as HTMLElement).click());
}

/** @param minutes - after midnight, of any day. */
async function setTime({ page }: Person, label: string, minutes: number): Promise<void> {
  const time = new Date(((minutes + 24 * HOUR) % (24 * HOUR)) * 60_000).toISOString().slice(11, 16);
  const index = label === 'From' ? 0 : 1;
  await page.evaluate(
    (nth, value) => {
      const field = document.querySelectorAll<HTMLInputElement>('input[type=time]')[nth];
      if (field === undefined) throw new Error('no field for the time');
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    index,
    time,
  );
}

/** What was stored there holds here, too. */
async function endSilenceInAnotherTab({ page }: Person): Promise<void> {
  const origin = await page.evaluate(() => location.origin);
  const other = await page.browser().newPage();
  // Any document of the origin shares its storage.
  await other.goto(`${origin}/healthz`);
  await other.evaluate(() => {
    const stored = JSON.parse(localStorage.getItem('sotto-ringing') ?? '{}');
    const silentHours = { ...stored.silentHours, on: false };
    localStorage.setItem('sotto-ringing', JSON.stringify({ ...stored, silentHours }));
  });
  await other.close();
  await page.bringToFront();
}

/** Keeps the last pattern that the device was asked for. */
async function recordVibration({ page }: Person): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    Navigator.prototype.vibrate = (pattern: VibratePattern | Iterable<number>) => {
      Object.assign(globalThis, {
        vibration: (typeof pattern === 'number' ? [pattern] : [...pattern]).join(' '),
      });
      return true;
    };
  });
}

/** The last pattern, empty for an end; undefined before the first. */
async function vibrationOf({ page }: Person): Promise<string | undefined> {
  const last = await page.evaluate(() => (globalThis as { vibration?: string }).vibration);
  return last === '0' ? '' : last;
}
