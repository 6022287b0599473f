/**
 * A profile moves to another device as one encrypted file (product, "Transfer between devices"; spec/export.md), in the
 * app as the server serves it: the passphrase is stretched by WebAssembly under its content security policy.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ElementHandle, Page } from 'puppeteer-core';
import { type Person, until } from '../support/person.ts';
import { readTable } from '../support/readStore.ts';
import { ADA, BEN, type Character, createWorld, type World } from '../support/world.ts';

const PASSPHRASE = 'seven quiet herons cross the river';
const OWN_SERVERS = { on: false, text: 'stun:stun.example.org' };
/** Ada's other device; its microphone sounds different. */
const ELSEWHERE: Character = { name: 'Ada elsewhere', station: 63, hertz: 1400 };
const FILE = 'sotto-profile.sotto';

let world: World;
/** Ada at her other device. */
let fresh: Person;
let directory = '';
/** What pages did, or tried to do, against the content security policy. */
const violations: string[] = [];

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sotto-file-'));
  world = await createWorld({ prepare: ({ page }) => watchPolicy(page) });
  await world.meet();
});
after(async () => {
  await world[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

test('a profile with a contact, a message and a call leaves as a file', async () => {
  const { ada, ben } = world;
  await ada.write('From the old device');
  await ada.hasItems('From the old device · Delivered');
  await talk(ada, ben, ADA);
  await keepServers(ada);
  await ada.press('Move a profile…');
  await ada.fill('Passphrase', PASSPHRASE);
  await ada.fill('Passphrase again', PASSPHRASE);
  await saveInto(ada.page, directory);
  await ada.press('Make the file and stop here');
  await ada.sees('This profile is ready to move');
  await ada.press('Save the file');
  await until(async () => (await readdir(directory)).includes(FILE));
});

test('a wrong passphrase changes nothing on the other device', async () => {
  fresh = await world.arrive(ELSEWHERE);
  await fresh.press('I have a profile on another device');
  await fresh.sees('ICE servers and the choice of relay are not in the file');
  const field = (await fresh.page.$('input[type=file]')) as ElementHandle<HTMLInputElement> | null;
  await field?.uploadFile(join(directory, FILE));
  await fresh.sees(FILE);
  await fresh.fill('Passphrase of the file', 'something else');
  await fresh.press('Open the file');
  await fresh.sees('The passphrase is not the right one.');
  assert.deepEqual(await readTable(fresh.page, 'contacts'), []);
});

test('the file brings contact, conversation and calls, and leaves the servers behind', async () => {
  await fresh.page.$eval('input[type=password]', field => field.select());
  await fresh.fill('Passphrase of the file', PASSPHRASE);
  await fresh.press('Open the file');
  await fresh.sees('Your profile is here now');
  await fresh.isReady();
  await fresh.press('Calls');
  await fresh.sees('Today');
  assert.equal((await fresh.page.$$('.history-row')).length, 1);
  await fresh.press('Contacts');
  await fresh.open(BEN.name);
  const [text, call] = await fresh.items();
  assert.equal(text, 'From the old device · Delivered');
  assert.match(call ?? '', /^Audio call · \d+ sec$/);
  assert.equal(await storedServers(fresh), undefined);
  assert.deepEqual(await storedServers(world.ada), OWN_SERVERS, 'they stay where they belong');
  assert.deepEqual(violations, []);
});

test('messages and calls to and from the contact go on there', async () => {
  const { ben } = world;
  await fresh.write('From the new device');
  await ben.hasItems('From the new device');
  await ben.write('Welcome');
  await fresh.hasItems('Welcome');
  await ben.hasItems('Welcome · Delivered');
  await talk(fresh, ben, ELSEWHERE);
  await talk(ben, fresh, BEN);
});

test('the old device can neither send nor go on, not even after a reload', async () => {
  const { ada, ben } = world;
  await ada.page.reload();
  await ada.sees('This profile is ready to move');
  assert.equal(await ada.page.$('textarea'), null);
  await ada.press('Continue here');
  await confirm(ada);
  await ada.sees('This profile is already in use on another device. It cannot continue here.');
  await ben.write('To the new device');
  await fresh.hasItems('To the new device');
  await ada.press('Delete it here');
  await confirm(ada);
  await ada.sees('I have a profile on another device');
  assert.deepEqual(await readTable(ada.page, 'groups'), []);
});

/** Calls, is heard and hears, and hangs up. */
async function talk(caller: Person, callee: Person, { hertz }: Character): Promise<void> {
  await caller.press('Audio call');
  await callee.press('Accept');
  await callee.hears(hertz);
  await caller.press('Hang up');
  for (const { page } of [caller, callee])
    await page.waitForFunction(() => document.querySelector<HTMLElement>('.app')?.inert === false, {
      polling: 50,
    });
}

/** Enters servers of one's own, and switches them off again: the list is kept. */
async function keepServers(person: Person): Promise<void> {
  await person.press('Settings');
  await flip(person, 'Always use relay');
  await flip(person, 'Configure ICE servers');
  await person.fill('ICE servers, one address per line', OWN_SERVERS.text);
  await person.page.locator('.ice-form button[type=submit]:enabled').click();
  await person.seesNoMore('Not in use yet');
  await flip(person, 'Configure ICE servers');
}

async function flip({ page }: Person, name: string): Promise<void> {
  const control = await page.waitForSelector(`::-p-aria([role="switch"][name="${name}"])`);
  await control?.evaluate(element => (element as HTMLElement).click());
}

async function storedServers({ page }: Person): Promise<unknown> {
  const settings = await readTable(page, 'settings');
  return settings.find(({ key }) => key === 'iceServers')?.value;
}

/** Says yes in the dialog that asks. */
async function confirm({ page }: Person): Promise<void> {
  await page.locator('dialog .button-danger').click();
}

async function saveInto(page: Page, downloadPath: string): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath });
}

async function watchPolicy(page: Page): Promise<void> {
  await page.exposeFunction('noteViolation', (text: string) => void violations.push(text));
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { noteViolation } = globalThis as unknown as { noteViolation: (text: string) => void };
      noteViolation(`${violatedDirective} ${blockedURI}`);
    });
  });
}
