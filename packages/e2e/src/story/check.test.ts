/** The check page, by itself and without a profile (product, "Hosting"; spec/relays.md, "Check page"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { type ChromiumOptions, launchChromium } from '../support/chromium.ts';
import { createPerson, type Person, until } from '../support/person.ts';
import { type RealServer, startRealServer } from '../support/realServer.ts';

let server: RealServer;

before(async () => {
  server = await startRealServer();
});
after(() => server.close());

async function atCheck(
  options: ChromiumOptions,
  origin: string,
  act: (person: Person) => Promise<void>,
): Promise<void> {
  await using chromium = await launchChromium(options);
  const person = createPerson(await chromium.newPage());
  await person.page.goto(`${origin}/check`);
  await person.sees('Check this device');
  await act(person);
}

const statusOf = (page: Page, step: string) =>
  page.$eval(`[data-step=${step}] .check-status`, element => element.textContent ?? '');

async function hasStatus(page: Page, step: string, wanted: RegExp): Promise<void> {
  let status = '';
  await until(
    async () => {
      status = await statusOf(page, step);
      return wanted.test(status);
    },
    () => `${step}: ${status}`,
  );
}

test('a visitor without a profile checks everything, and copies a report without secrets', async () => {
  await atCheck({}, server.origin, async person => {
    const { page } = person;
    await hasStatus(page, 'browser', /^OK · Chrome \d+$/);
    await hasStatus(page, 'encryption', /^OK$/);
    await hasStatus(page, 'server', /^OK · \d+ ms$/);
    await hasStatus(page, 'clock', /^OK · \d+\.\d s away/);
    await hasStatus(page, 'relayUdp', /^OK · \d+ ms$/);
    await hasStatus(page, 'relayTcp', /^OK · \d+ ms$/);
    assert.equal(await page.$('[data-step=relayTls]'), null);
    await hasStatus(page, 'camera', /^Not tested yet$/);
    await person.press('Test the camera');
    await hasStatus(page, 'camera', /^OK · \d+ × \d+$/);
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await person.press('Test the microphone');
    await hasStatus(page, 'microphone', /^OK$/);
    await page.waitForFunction(() => (document.querySelector('meter')?.value ?? 0) > 0.2);
    await person.press('Play a tone');
    await person.sees('Did you hear the tone?');
    await person.press('Yes');
    await hasStatus(page, 'speaker', /^OK$/);
    await assertReport(page);
    await person.press('Run again');
    await hasStatus(page, 'camera', /^Not tested yet$/);
    await hasStatus(page, 'relayUdp', /^OK/);
    assert.equal(await page.$('video'), null);
  });
});

async function assertReport(page: Page): Promise<void> {
  const text = await page.$eval('.check-report pre', element => element.textContent ?? '');
  assert.equal(text.split('\n').length, 10);
  const labels = await page.evaluate(async () =>
    (await navigator.mediaDevices.enumerateDevices()).map(({ label, deviceId }) => [label, deviceId]),
  );
  const secrets = [new URL(server.origin).host, 'localhost', 'turn:', ...labels.flat()];
  for (const secret of secrets) assert.ok(secret === '' || secret === 'default' || !text.includes(secret));
  assert.doesNotMatch(text, /\d+\.\d+\.\d+\.\d+|[A-Za-z0-9_-]{20,}/);
}

test('without devices each says so with a way out, and the rest works', async () => {
  await atCheck({ hasDevices: false }, server.origin, async person => {
    await person.press('Test the camera');
    await person.sees('No camera was found.');
    await person.press('Test the microphone');
    await person.sees('No microphone was found.');
    await hasStatus(person.page, 'relayUdp', /^OK/);
    await person.press('Play a tone');
    await person.press('No');
    await person.sees('Turn the volume up');
  });
});

test('without a relay the page says so, and it leads into the app', async () => {
  await using bare = await startRealServer({ hasRelay: false });
  await atCheck({}, bare.origin, async person => {
    await hasStatus(person.page, 'server', /^OK/);
    await hasStatus(person.page, 'relayUdp', /^Problem/);
    await person.sees('The server offers no relay right now.');
    await person.press('Back');
    await person.sees('What should people call you?');
    await person.begin(bare.origin, 'Ada');
    await person.press('Settings');
    await person.press('Check this device');
    await person.sees('Ways through the relay');
  });
});
