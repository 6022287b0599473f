/**
 * Servers of one's own instead of the host's relay (product, "Relays and ICE servers"; spec/relays.md): the list is
 * checked, tested, used by calls, and refused where no call could ever connect.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readPeerRecord } from '../support/peerRecorder.ts';
import { type Person, until } from '../support/person.ts';
import { findUnusedPort } from '../support/realServer.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;
let relayIp = '';
let secret = '';

before(async () => {
  world = await createWorld();
  await world.meet();
  const config = await readFile(join(world.server?.dataDirectory ?? '', 'relay.conf'), 'utf8');
  relayIp = /^relay-ip=(.*)$/m.exec(config)?.[1] ?? '';
  secret = /^static-auth-secret=(.*)$/m.exec(config)?.[1] ?? '';
});
after(() => world[Symbol.asyncDispose]());

/** An address of the world's real relay with credentials of the REST scheme, symbols as they come but for the `:`. */
function relayLine(transport: 'udp' | 'tcp', name = 'own'): string {
  const user = `${Math.floor(Date.now() / 1000) + 86_400}:${name}`;
  const password = createHmac('sha1', secret).update(user).digest('base64');
  return `turn:${user.replace(':', '%3A')}:${password}@${relayIp}:${world.server?.turnPort}?transport=${transport}`;
}

test('a wrong line is named by its number with the reason, and nothing is saved', async () => {
  const { ada } = world;
  await openList(ada);
  await enter(ada, '# mine\nstun:stun.example.org:99999\nstun://stun.example.org');
  await save(ada);
  await ada.sees('Line 2: The port must be a number from 1 to 65535.');
  await ada.sees('Line 3: Leave out the // after the colon.');
  await ada.sees('Not in use yet');
});

test('STUN servers only are refused while only relays may be used, whichever comes first', async () => {
  const { ada } = world;
  await enter(ada, 'stun:stun.example.org');
  await save(ada);
  await ada.sees('no call could ever connect');
  await flip(ada, 'Always use relay');
  await save(ada);
  await ada.seesNoMore('Not in use yet');
  await flip(ada, 'Always use relay');
  await ada.sees('no call could ever connect');
  assert.equal(await isOn(ada, 'Always use relay'), false);
});

test('with STUN servers only a call is direct, and the host’s relay is not even asked', async () => {
  const { ada, ben } = world;
  const stun = `stun:${relayIp}:${world.server?.turnPort}`;
  await enter(ada, stun);
  await save(ada);
  await openList(ben);
  await flip(ben, 'Always use relay');
  await enter(ben, stun);
  await save(ben);
  await ben.seesNoMore('Not in use yet');
  await Promise.all([ada.open(BEN.name), ben.open(ADA.name)]);
  await callAndHear('End-to-end encrypted · direct');
  const { made } = await readPeerRecord(ada.page);
  assert.ok(made.some(text => text.includes('typ host')));
  assert.ok(!made.some(text => text.includes('typ relay')));
});

test('the test shows which servers answer, over what, and which do not', async () => {
  const { ada } = world;
  await openList(ada);
  const dead = `turn:u:p@${relayIp}:${await findUnusedPort()}`;
  const lines = [relayLine('udp'), relayLine('tcp'), dead, relayLine('udp').replace('own:', 'other:')];
  await enter(ada, [...lines, `stun:${relayIp}:${world.server?.turnPort}`].join('\n'));
  await ada.press('Test');
  await until(
    async () => !(await ada.text()).includes('Asking…'),
    () => ada.text(),
  );
  const results = await ada.page.$$eval('.ice-test > span', found => found.map(one => one.textContent));
  assert.match(results[0] ?? '', /^Answers over UDP in \d+ ms$/);
  assert.match(results[1] ?? '', /^Answers over TCP in \d+ ms$/);
  assert.match(results[2] ?? '', /^No answer/);
  assert.match(results[3] ?? '', /refuses the user or the password/);
  assert.match(results[4] ?? '', /^Answers over UDP in \d+ ms$/);
});

test('a call goes through the relay of the list, and the list survives a reload', async () => {
  const { ada, ben } = world;
  await openSettings(ben);
  await flip(ben, 'Configure ICE servers');
  await ben.open(ADA.name);
  await flip(ada, 'Configure ICE servers');
  await flip(ada, 'Configure ICE servers');
  await enter(ada, relayLine('tcp'));
  await save(ada);
  await ada.seesNoMore('Not in use yet');
  await flip(ada, 'Always use relay');
  await ada.page.reload();
  await ada.sees('Configure ICE servers');
  assert.equal(await isOn(ada, 'Configure ICE servers'), true);
  assert.equal(await isOn(ada, 'Always use relay'), true);
  await ada.open(BEN.name);
  await callAndHear('End-to-end encrypted · through a relay');
});

test('switched off, the host’s relay is used again and the list is kept', async () => {
  const { ada } = world;
  await openSettings(ada);
  await flip(ada, 'Configure ICE servers');
  await ada.open(BEN.name);
  await callAndHear('End-to-end encrypted · through a relay');
  await openSettings(ada);
  await flip(ada, 'Configure ICE servers');
  assert.match(await ada.page.$eval('textarea', field => field.value), /^turn:.*transport=tcp$/);
});

async function callAndHear(path: string): Promise<void> {
  const { ada, ben } = world;
  await ada.press('Audio call');
  await ben.press('Accept');
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
  await ada.sees(path);
  await ada.press('Hang up');
  // The screen of an ended call closes by itself.
  for (const { page } of [ada, ben])
    await page.waitForFunction(() => document.querySelector<HTMLElement>('.app')?.inert === false);
}

async function openSettings(person: Person): Promise<void> {
  await person.press('Settings');
  await person.sees('Configure ICE servers');
}

async function openList(person: Person): Promise<void> {
  await openSettings(person);
  if (!(await isOn(person, 'Configure ICE servers'))) await flip(person, 'Configure ICE servers');
}

async function enter(person: Person, text: string): Promise<void> {
  const field = await person.page.waitForSelector('textarea.ice-list');
  await field?.evaluate(element => {
    element.value = '';
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await field?.type(text);
}

/** The profile has a button of that name, too. */
async function save(person: Person): Promise<void> {
  await person.page.locator('.ice-form button[type=submit]:enabled').click();
}

const switchSelector = (name: string) => `::-p-aria([role="switch"][name="${name}"])`;

async function flip(person: Person, name: string): Promise<void> {
  const control = await person.page.waitForSelector(switchSelector(name));
  await control?.evaluate(element => (element as HTMLElement).click());
}

async function isOn(person: Person, name: string): Promise<boolean> {
  const control = await person.page.waitForSelector(switchSelector(name));
  return (await control?.evaluate(element => (element as HTMLInputElement).checked)) ?? false;
}
