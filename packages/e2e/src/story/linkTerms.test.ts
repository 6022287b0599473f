/** Links that cannot be joined, or not now, by what the join page says; and who may let others in (product, "Call links"). */
import { after, before, test } from 'node:test';
import type { Commands } from '@sotto/core/client/command';
import type { LinkId } from '@sotto/protocol/ids';
import { createLinkCallWorld, type LinkCallWorld } from '../support/linkCallWorld.ts';
import { createMovableClock } from '../support/movableClock.ts';
import { startRealServer } from '../support/realServer.ts';
import { arriveAtScreen, type ScreenGuest } from '../support/screenGuest.ts';

const DAY_MS = 86_400_000;
const HOUR = 60;

interface Made {
  readonly link: string;
  readonly linkId: LinkId;
}

const clock = createMovableClock();
let world: LinkCallWorld;
let ada: ScreenGuest;
let ben: ScreenGuest;
let cleo: ScreenGuest;
let dan: ScreenGuest;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens', environment =>
    startRealServer({ environment, clock }),
  );
  [ada, ben, cleo] = [await arrive('Ada'), await arrive('Ben'), await arrive('Cleo')];
  dan = await arrive('Dan');
});
after(() => world[Symbol.asyncDispose]());

const arrive = (name: string) => arriveAtScreen(world, name);

async function makeLink(choices: Parameters<Commands['createLink']>[1]): Promise<Made> {
  return (await ada.run('createLink', 'voice', choices)) as Made;
}

/** Opens the link in the browser and joins, or asks to, by the join page. */
async function comes({ screen, name }: ScreenGuest, { link }: Made, button = 'Join'): Promise<void> {
  await screen.visit(link);
  await screen.page.waitForSelector('.join-form input');
  await screen.page.$eval('.join-form input', field => (field as HTMLInputElement).select());
  await screen.page.keyboard.type(name);
  await screen.press(button);
}

const isInside = (guest: ScreenGuest) => guest.waits(call => call?.stage === 'inside' && !call.isPreparing);

async function leaves({ screen }: ScreenGuest): Promise<void> {
  await screen.press('Leave the call');
  await screen.press('Close');
}

test('outside of its opening hours a link says when it opens, and opens at once when its host wants it', async () => {
  const made = await makeLink({ name: 'Office', hours: hoursAhead() });
  await ben.screen.visit(made.link);
  await ben.screen.sees('This link is closed right now');
  await ben.screen.sees('It opens again ');
  await ben.screen.sees('Opening hours: Every day');
  await ben.screen.sees('Office');
  await ada.run('changeLink', made.linkId, { hours: null });
  await ben.screen.sees('Nobody is in the call yet.');
  await ada.run('changeLink', made.linkId, { hours: hoursAhead() });
  await ben.screen.sees('This link is closed right now');
});

/** Every day from one hour on from now, for an hour. */
function hoursAhead() {
  const now = new Date();
  const from = (now.getUTCHours() * HOUR + now.getUTCMinutes() + HOUR) % (24 * HOUR);
  return { zone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], from, until: (from + HOUR) % (24 * HOUR) };
}

test('a full call says so to whoever comes, also to who has had the page open, and has room once somebody leaves', async () => {
  const made = await makeLink({ name: 'Two', terms: { people: 2 } });
  await comes(ada, made);
  await isInside(ada);
  await cleo.screen.visit(made.link);
  await cleo.screen.sees('In the call: Ada');
  await comes(ben, made);
  await isInside(ben);
  await cleo.screen.sees('The call is full');
  await leaves(ben);
  await cleo.screen.sees('In the call: Ada');
  await comes(cleo, made);
  await isInside(cleo);
  for (const guest of [ada, cleo]) await leaves(guest);
});

test('whom the host names co-host is asked, too, and lets somebody in while the host is away', async () => {
  const made = await makeLink({ name: 'Choir', policy: 'ask' });
  await comes(ada, made);
  for (const guest of [ben, dan]) {
    await comes(guest, made, 'Ask to join');
    await ada.screen.press(`Let in ${guest.name}`);
    await isInside(guest);
  }
  await ada.page.keyboard.press('u');
  const options = await ada.page.waitForSelector('.people-row [aria-label="Options for Ben"]');
  await options?.evaluate(button => (button as HTMLElement).click());
  await ada.screen.press('Make co-host');
  await ben.waits(call => call?.amHost === true);
  await leaves(ada);
  await comes(cleo, made, 'Ask to join');
  await ben.screen.sees('Cleo wants to come in');
  await dan.waits(call => call?.amHost === false && call.knocks.length === 0);
  await ben.screen.press('Let in Cleo');
  await isInside(cleo);
  for (const guest of [ben, cleo, dan]) await leaves(guest);
});

test('a link that asks is opened in the middle of a call and asks again: who waits comes in, and who is inside stays', async () => {
  const made = await makeLink({ name: 'Market', policy: 'ask' });
  await comes(ada, made);
  await isInside(ada);
  await comes(ben, made, 'Ask to join');
  await ada.screen.press('Let in Ben');
  await isInside(ben);
  await comes(cleo, made, 'Ask to join');
  await ada.screen.sees('Cleo wants to come in');
  await ada.run('changeLink', made.linkId, { policy: 'open' });
  await isInside(cleo);
  await ada.screen.seesNoMore('Cleo wants to come in');
  await ada.run('changeLink', made.linkId, { policy: 'ask' });
  await comes(dan, made, 'Ask to join');
  await ada.screen.sees('Dan wants to come in');
  await dan.screen.sees('Waiting to be let in');
  await ada.screen.press('Let in Dan');
  await isInside(dan);
  for (const guest of [ada, ben, cleo, dan])
    await guest.waits(call => call?.stage === 'inside' && call.people.length === 4);
  await Promise.all([ada, ben, cleo, dan].map(guest => guest.run('leaveLinkCall')));
  await dan.close();
});

test('a link for one call is over for everybody after it, also for who comes for the first time', async () => {
  const made = await makeLink({ name: 'Once', terms: { once: true } });
  await comes(ben, made);
  await isInside(ben);
  await comes(cleo, made);
  await isInside(cleo);
  for (const guest of [ben, cleo]) await guest.screen.press('Leave the call');
  const eve = await arrive('Eve');
  for (const guest of [eve, ben]) {
    await guest.screen.visit(made.link);
    await guest.screen.sees('This link has expired');
    await guest.screen.sees('was meant for one call only');
  }
  await eve.close();
});

test('a link that nobody has used for its days says that it has expired', async () => {
  const made = await makeLink({ name: 'Short', terms: { days: 1 } });
  await ben.screen.visit(made.link);
  await ben.screen.sees('Short');
  clock.advance(2 * DAY_MS);
  await cleo.screen.visit(made.link);
  await cleo.screen.sees('This link has expired');
  await cleo.screen.sees('It was not used for too long');
  await ben.screen.visit(made.link);
  await ben.screen.sees('This link has expired');
});
