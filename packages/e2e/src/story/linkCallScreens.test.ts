/** Inside a call behind a link, by what is on screen: the lobby, the chat, hands, the lock, and removals. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLinkCallWorld, type LinkCallWorld } from '../support/linkCallWorld.ts';
import { until } from '../support/person.ts';
import { arriveAtScreen, type ScreenGuest } from '../support/screenGuest.ts';

let world: LinkCallWorld;
let link: string;
let ada: ScreenGuest;
let ben: ScreenGuest;
let dan: ScreenGuest;
let eve: ScreenGuest;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
  ada = await arrive('Ada');
  link = await world.makeLink(ada, 'video', { name: 'Garden', policy: 'ask' });
});
after(() => world[Symbol.asyncDispose]());

const arrive = (name: string) => arriveAtScreen(world, name);

/** Knocks or comes in, with a microphone only: the pictures of many would keep a small machine busy. */
async function comes(guest: ScreenGuest, camera = false): Promise<void> {
  await guest.look(link);
  await guest.run('joinLink', { name: guest.name, devices: { microphone: true, camera } });
}

async function knocks(name: string): Promise<ScreenGuest> {
  const guest = await arrive(name);
  await comes(guest);
  await guest.waits(call => call?.stage === 'lobby');
  return guest;
}

const isInside = (guest: ScreenGuest) => guest.waits(call => call?.stage === 'inside');

/** The words of the elements that match, in the order of the page. */
function wordsOf(guest: ScreenGuest, selector: string): Promise<readonly string[]> {
  return guest.page.$$eval(selector, found => found.map(element => element.textContent ?? ''));
}

async function has(guest: ScreenGuest, selector: string, ...words: readonly string[]): Promise<void> {
  await until(
    async () => JSON.stringify(await wordsOf(guest, selector)) === JSON.stringify(words),
    async () => `${guest.name} has ${JSON.stringify(await wordsOf(guest, selector))} instead of ${words}`,
  );
}

test('the first one inside is offered the link to give away', async () => {
  await comes(ada, true);
  await isInside(ada);
  await ada.screen.sees('You are the only one here');
  const shown = await ada.page.$eval('.alone input', field => (field as HTMLInputElement).value);
  assert.equal(shown, link);
});

test('who knocks is announced to the host, comes in when let in, and both see each other move', async () => {
  ben = await arrive('Ben');
  await comes(ben, true);
  await ada.screen.sees('Ben wants to come in');
  await ada.screen.press('Let in Ben');
  await isInside(ben);
  await has(ben, '.tile-name-text', 'Ada');
  for (const guest of [ada, ben]) await seesMoving(guest);
});

/** A tile's picture goes on: it is decrypted, decoded and played. */
async function seesMoving({ page, name }: ScreenGuest): Promise<void> {
  const time = () =>
    page.$eval('.tile video', video => (video as HTMLVideoElement).currentTime).catch(() => 0);
  const first = await time();
  await until(
    async () => (await time()) > first + 0.5,
    async () => `${name} sees nothing move`,
  );
}

test('both read the same thirty digits', async () => {
  await haveOneCode(ada, ben);
  assert.match(await codeOf(ada), /^(\d{5} ){5}\d{5}$/);
});

async function codeOf({ page }: ScreenGuest): Promise<string> {
  await page.waitForSelector('.call-code-digits');
  return page.$eval('.call-code-digits', element => element.textContent ?? '');
}

/** It changes with every commit, and for a moment some are ahead. */
async function haveOneCode(...guests: readonly ScreenGuest[]): Promise<void> {
  const codes = () => Promise.all(guests.map(codeOf));
  await until(
    async () => new Set(await codes()).size === 1,
    async () => (await codes()).join(' and '),
  );
}

test('who is turned away learns it, and gets nothing of the call', async () => {
  const cleo = await knocks('Cleo');
  await ada.screen.sees('Cleo wants to come in');
  assert.deepEqual((await cleo.call())?.people, []);
  await ada.screen.press('Turn away Cleo');
  await cleo.waits(call => call?.ending === 'refused');
  await cleo.close();
});

test('two who knock are let in together', async () => {
  dan = await knocks('Dan');
  eve = await knocks('Eve');
  await ada.screen.sees('2 people want to come in');
  await ada.screen.press('Let all in');
  await Promise.all([dan, eve].map(isInside));
  await has(ben, '.tile-name-text', 'Ada', 'Dan', 'Eve', 'Ben (you)');
  await haveOneCode(ada, ben, dan, eve);
});

test('what is written in the chat is announced by a dot, and read by all', async () => {
  await ben.screen.press('Show chat');
  await ben.screen.fill('Write to everybody', 'Shall we begin?');
  await ben.screen.press('Send');
  await ada.page.waitForSelector('.room-dot');
  await ada.screen.press('Show chat, 1 new message');
  await has(ada, '.chat-text', 'Shall we begin?');
  assert.equal(await ada.page.$('.room-dot'), null);
  for (const guest of [ada, ben]) await guest.screen.press('Hide chat');
});

test('a reaction rises on all screens under the name of who sent it', async () => {
  await ben.screen.press('React with an emoji');
  await ben.screen.press('Applause');
  for (const guest of [ada, dan, eve]) await guest.screen.sees('Ben: 👏');
});

test('somebody is played as loud as one wants, on this device alone', async () => {
  await ada.page.keyboard.press('u');
  await openOptions('Ben');
  await ada.page.$eval('.person-volume input', slider => {
    (slider as HTMLInputElement).value = '20';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const volumes = ({ page }: ScreenGuest) =>
    page.$$eval('audio', all => all.map(({ volume }) => volume).toSorted());
  await until(
    async () => JSON.stringify(await volumes(ada)) === '[0.2,1,1]',
    async () => `volumes: ${await volumes(ada)}`,
  );
  assert.deepEqual(await volumes(dan), [1, 1, 1]);
  await ada.page.$eval('.person-menu:popover-open', menu => (menu as HTMLElement).hidePopover());
});

test('raised hands stand in the same order on all screens', async () => {
  await dan.page.keyboard.press('h');
  await ada.waits(call => call?.people.some(({ name, hand }) => name === 'Dan' && hand === 1) ?? false);
  await ada.screen.press('Raise your hand');
  await ben.waits(call => call?.people.some(({ name, hand }) => name === 'Ada' && hand === 2) ?? false);
  for (const guest of [ben, eve]) await guest.page.keyboard.press('u');
  await has(ada, '.people-hands li', 'Dan', 'Ada (you)');
  await has(ben, '.people-hands li', 'Dan', 'Ada');
  await has(eve, '.people-hands li', 'Dan', 'Ada');
});

test('a host mutes everybody else, who are told so and can speak again', async () => {
  await ada.screen.press('Mute everybody');
  await ben.screen.sees('A host has turned your microphone off');
  const isMuted = (muted: boolean) =>
    ada.waits(call => call?.people.find(({ name }) => name === 'Ben')?.media?.microphone !== muted);
  await isMuted(true);
  await ben.screen.press('Unmute');
  await ben.screen.seesNoMore('A host has turned your microphone off');
  await isMuted(false);
});

test('who is removed is told so, hears nothing more, and the others go on', async () => {
  await removes('Dan', 'Remove from this call', 'Remove');
  await dan.screen.sees('You were removed from the call');
  await dan.screen.sees('Ask again');
  assert.deepEqual((await dan.call())?.people, []);
  await has(eve, '.tile-name-text', 'Ada', 'Ben', 'Eve (you)');
});

test('at a locked call even somebody who was let in before waits for the host', async () => {
  const toggle = () => ada.page.$eval('.people-host .switch', box => (box as HTMLInputElement).click());
  await toggle();
  await eve.screen.sees('The call is locked');
  await dan.screen.press('Close');
  await comes(dan);
  await dan.waits(call => call?.stage === 'lobby');
  await ada.screen.press('Let in Dan');
  await isInside(dan);
  await toggle();
  await eve.screen.seesNoMore('The call is locked');
});

test('who is removed and blocked is told so, at the door, too, and nobody is asked', async () => {
  await removes('Eve', 'Remove and block', 'Remove and block');
  await eve.waits(call => call?.ending === 'banned');
  await eve.screen.press('Close');
  await assert.rejects(eve.look(link), /bannedLink/);
  const devices = { microphone: true, camera: false };
  await assert.rejects(eve.run('joinLink', { name: 'Eve', devices }), /bannedLink/);
  await knocks('Fay');
  await ada.screen.press('Turn away Fay');
  await ada.waits(call => call?.knocks.length === 0);
  assert.equal(await eve.call(), undefined);
  await has(ben, '.tile-name-text', 'Ada', 'Dan', 'Ben (you)');
});

/** Ada opens what can be done about somebody, in the panel of people. */
async function openOptions(name: string): Promise<void> {
  const row = await ada.page.waitForSelector(`.people-row [aria-label="Options for ${name}"]`);
  await row?.evaluate(button => (button as HTMLElement).click());
}

/** Ada removes somebody, in the panel of people, and confirms it. */
async function removes(name: string, entry: string, confirm: string): Promise<void> {
  await openOptions(name);
  await ada.screen.press(entry);
  await ada.page.waitForSelector('dialog[open]');
  await ada.page.$$eval(
    'dialog[open] .button-danger',
    (found, words) =>
      found
        .find(button => button.textContent === words)
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true })),
    confirm,
  );
}

test('who leaves is asked nothing, and the screen closes by itself', async () => {
  for (const guest of [dan, ben]) await guest.screen.press('Leave the call');
  await ben.screen.sees('You have left the call');
  await ben.waits(call => call === undefined);
  await ada.screen.sees('You are the only one here');
});
