/** Call links by what is on screen: made, shared, opened by whoever has them, and over (product, "Call links"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { click, linkOf, makeLink } from '../support/linkMaking.ts';
import { createPerson, type Person, until } from '../support/person.ts';
import { CLEO, createWorld, type World } from '../support/world.ts';

const UNKNOWN = 'AAAAAAAAAAAAAAAAAAAAAA';

let world: World;
/** Somebody without a profile. */
let cleo: Person;
let link: string;

before(async () => {
  world = await createWorld({ prepare: ({ page }) => countCaptures(page) });
  await world.meet();
  cleo = await world.arrive(CLEO);
});
after(() => world[Symbol.asyncDispose]());

test('one press makes a video link, and its type can be changed under it', async () => {
  const { ada } = world;
  await ada.visit(world.origin);
  await ada.isReady();
  link = await makeLink(ada);
  assert.match(link, new RegExp(`^${world.origin}/video#[A-Za-z0-9_-]{22}$`));
  await click(ada, '.segment:last-child input');
  await ada.sees('Saved');
  await until(async () => (await linkOf(ada)) === link.replace('/video', '/voice'));
  await click(ada, '.segment:first-child input');
  await until(async () => (await linkOf(ada)) === link);
  await ada.fill('Name (optional)', 'Garden');
  await ada.press('Save');
  await until(async () => (await ada.page.$eval('.link-top h2', title => title.textContent)) === 'Garden');
});

test('whoever has the link sees its name without a profile, and nothing is opened or left in the address', async () => {
  await cleo.visit(link);
  await cleo.sees('Garden');
  await cleo.sees('Nobody is in the call yet.');
  await cleo.sees('Your camera is off');
  assert.equal(new URL(cleo.page.url()).hash, '');
  assert.equal(new URL(cleo.page.url()).pathname, '/');
  assert.equal(await captures(cleo.page), 0);
});

test('on a phone the button to join is in sight from the beginning', async () => {
  const { page } = cleo;
  await page.setViewport({ width: 390, height: 664 });
  await until(() =>
    page.$eval('.join-button', button => button.getBoundingClientRect().bottom < innerHeight),
  );
  await page.setViewport({ width: 800, height: 600 });
});

test('a reload keeps the link on the page, and the preview opens devices when it is asked to', async () => {
  await cleo.page.reload();
  await cleo.sees('Garden');
  assert.equal(await captures(cleo.page), 0);
  await cleo.press('Check camera and microphone');
  await cleo.page.waitForSelector('.preview-picture');
  await cleo.page.waitForFunction(
    () => (document.querySelector<HTMLMeterElement>('.preview-meter')?.value ?? 0) > 0.05,
  );
  assert.ok((await captures(cleo.page)) > 0);
});

test('a guest joins and meets the host, who has come by the list', async () => {
  const { ada } = world;
  await cleo.fill('Your name', 'Cleo');
  await cleo.press('Join');
  await cleo.sees('You are the only one here');
  await ada.press('Join “Garden”');
  for (const [person, other] of [
    [ada, 'Cleo'],
    [cleo, 'Ada'],
  ] as const)
    await until(
      async () => (await tiles(person)).includes(other),
      () => person.text(),
    );
});

test('a guest who loads the page again is back in the call', async () => {
  await cleo.page.reload();
  await until(
    async () => (await tiles(cleo)).includes('Ada'),
    () => cleo.text(),
  );
});

test('whoever made room for the app finds back at the link, too', async () => {
  const { ada } = world;
  await ada.press('Back to Sotto');
  await ada.sees('You are in this call');
  await ada.page.waitForSelector('.call-bar');
  await ada.press('Return to the call');
  await until(
    async () => (await ada.page.$('.call-bar')) === null,
    () => ada.text(),
  );
  await ada.page.waitForSelector('.room-top');
});

test('a guest who opens another link in that tab sees that one, has left the call, and can come in again', async () => {
  await cleo.visit(`${world.origin}/video#${UNKNOWN}`);
  await cleo.sees('This link does not exist');
  await world.ada.sees('You are the only one here');
  assert.deepEqual(await tiles(cleo), []);
  await cleo.visit(link);
  await cleo.sees('Garden');
  await cleo.press('Join');
  await until(
    async () => (await tiles(cleo)).includes('Ada'),
    () => cleo.text(),
  );
});

test('in a second window the link says that Sotto is open in another one, and can be used there', async () => {
  const { ben } = world;
  const second = createPerson(await ben.page.browser().newPage());
  await second.visit(link);
  await second.sees('Sotto is open in another window');
  await second.press('Use here');
  await second.sees('In the call: Ada and Cleo');
  await second.page.close();
});

test('a guest who has left can come back, or keep Sotto with the name and the link', async () => {
  const { ada } = world;
  await cleo.press('Leave the call');
  await cleo.sees('Join again');
  await cleo.press('Close');
  await cleo.press('Keep Sotto');
  await cleo.sees('Call links');
  await cleo.sees('Garden');
  await ada.press('Leave the call');
  await ada.press('Close');
});

test('the call is in the list with its people, and leads to the link', async () => {
  const { ada } = world;
  await click(ada, '.tab:last-child');
  await ada.sees('With Cleo');
  await click(ada, '.history-main');
  await ada.sees('In the last call: Cleo');
  await ada.sees('Invite others');
  await ada.press('Share…');
  const shared = await ada.page.evaluate(() => (globalThis as unknown as Kept).shared);
  assert.deepEqual(
    shared.map(({ url }) => url),
    [link],
  );
  assert.match(shared[0]?.text ?? '', /opens in any browser/);
});

test('a link that is sent to a contact is a card with Join, and a pasted one is recognised', async () => {
  const { ada, ben } = world;
  await ada.press('Send to a contact');
  await click(ada, '.send-link button');
  await ada.sees('Link sent to Ben');
  await until(async () => (await textOf(ben, '.link-card-name')) === 'Garden');
  await click(ben, '.link-card .button');
  await ben.sees('Your name');
  await ben.press('Cancel');
  await ben.press('Add a contact');
  await ben.fill(
    'Link',
    `Join the call on Sotto, it is at eight: ${link.replace('#', '?fbclid=x#')}. See you!`,
  );
  await ben.press('Continue');
  await ben.sees('Nobody is in the call yet.');
});

test('where people have to ask, a guest waits, is told so, and can leave', async () => {
  const { ada, ben } = world;
  await click(ada, '.policy:nth-of-type(2) input');
  await ada.sees('Saved');
  await ben.visit(link);
  // A contact of the host comes in without a question.
  await ben.sees('Garden');
  await cleo.visit(link);
  await cleo.sees('The host sees this name and decides');
  await cleo.press('Ask to join');
  await cleo.sees('Waiting to be let in');
  await cleo.sees('No host is here yet.');
  await ada.sees('Somebody is waiting to be let in at “Garden”.');
  await cleo.press('Leave');
  await cleo.sees('Ask to join');
});

test('a revoked link says so at once, to whoever has it open, too', async () => {
  const { ada } = world;
  await ada.press('Revoke the link');
  await ada.press('Revoke');
  await ada.sees('This link was revoked.');
  await cleo.sees('This link was revoked');
  await cleo.visit(link);
  await cleo.sees('This link was revoked');
});

test('a link that is removed from the list is gone from there, and the calls behind it are not', async () => {
  const { ada } = world;
  const names = () => ada.page.$$eval('.link-row .link-name', all => all.map(each => each.textContent));
  assert.ok((await names()).includes('Garden'));
  await ada.press('Remove from my list');
  await ada.press('Remove');
  await ada.sees('Link removed');
  await until(async () => !(await names()).includes('Garden'));
  await ada.sees('With Cleo');
});

test('a link for one call is over after it', async () => {
  const { ada, ben } = world;
  await ada.visit(world.origin);
  await ada.isReady();
  const once = await makeLink(ada);
  await click(ada, '::-p-aria([name="For one call only"][role="switch"])');
  await ada.sees('Valid for one call');
  await cleo.visit(once);
  await cleo.press('Join');
  await cleo.sees('You are the only one here');
  await ben.visit(once);
  await ben.press('Join');
  await until(async () => (await tiles(ben)).includes('Cleo'));
  for (const person of [cleo, ben]) await person.press('Leave the call');
  await cleo.visit(once);
  await cleo.sees('This link has expired');
});

test('damaged, unknown and foreign links each say what they are', async () => {
  const { origin } = world;
  await cleo.visit(link.slice(0, -3));
  await cleo.sees('This link is not complete');
  await cleo.visit(`${origin}/voice`);
  await cleo.sees('This link is not complete');
  await cleo.visit(`${origin}/voice#${UNKNOWN}`);
  await cleo.sees('This link does not exist');
  await cleo.press('Cancel');
  await cleo.press('Add a contact');
  await cleo.fill('Link', `https://calls.example.org/video#${UNKNOWN}`);
  await cleo.press('Continue');
  await cleo.sees('Open on calls.example.org');
});

async function textOf({ page }: Person, selector: string): Promise<string | undefined> {
  const found = await page.$(selector);
  return found?.evaluate(element => element.textContent ?? '');
}

/** Whose pictures or names are on screen. */
function tiles({ page }: Person): Promise<readonly string[]> {
  return page.$$eval('.tile-name-text', all => all.map(each => each.textContent ?? ''));
}

/** What the page does beyond itself. */
interface Kept {
  captures: number;
  shared: ShareData[];
}

/** Counts how often the page asks for a camera or a microphone, and keeps what it gives to a share sheet: there is none here. */
async function countCaptures(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const counter = globalThis as unknown as Kept;
    Object.assign(counter, { captures: 0, shared: [] });
    navigator.share = async shared => void counter.shared.push(shared ?? {});
    const { mediaDevices } = navigator;
    const open = mediaDevices?.getUserMedia.bind(mediaDevices);
    if (open === undefined) return;
    mediaDevices.getUserMedia = wanted => {
      counter.captures += 1;
      return open(wanted);
    };
  });
}

function captures(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as Kept).captures);
}
