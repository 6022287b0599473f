/** The list of all calls, and contacts that are blocked (product, "Call history", "Contacts"; spec/call.md). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Person, until } from '../support/person.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;

before(async () => {
  world = await createWorld();
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('a missed call is counted beside Calls until the list is looked at', async () => {
  const { ada, ben, origin } = world;
  await ben.visit(origin);
  await ben.isReady();
  await ringInVain(ada, ben);
  await until(async () => (await badge(ben)) === '1 missed call');
  await press(ben, '.tab:last-child');
  await until(async () => (await badge(ben)) === undefined);
  assert.deepEqual(await calls(ben), ['Ada Incoming Audio call Missed']);
});

test('the call back from the list connects, and both calls are in it, newest first', async () => {
  const { ada, ben } = world;
  await ben.press('Call Ada');
  await ada.press('Accept');
  await ada.hears(BEN.hertz);
  await ben.press('Hang up');
  await isFree(ben);
  await until(async () => (await calls(ben)).length === 2);
  const [newest, oldest] = await calls(ben);
  assert.match(newest ?? '', /^Ada Outgoing Audio call \d+ sec$/);
  assert.equal(oldest, 'Ada Incoming Audio call Missed');
});

test('the filters show what they say', async () => {
  const { ben } = world;
  const expected = { Missed: 1, Incoming: 1, Outgoing: 1, All: 2 };
  for (const [name, count] of Object.entries(expected)) {
    const filter = await ben.page.waitForSelector(`::-p-aria([role="radio"][name="${name}"])`);
    await filter?.evaluate(element => (element as HTMLElement).click());
    await until(
      async () => (await calls(ben)).length === count,
      async () => `${name}: ${JSON.stringify(await calls(ben))}`,
    );
  }
});

test('on a phone that is turned while another screen is open, the list is there beside it', async () => {
  const { ben } = world;
  await ben.page.setViewport({ width: 390, height: 844 });
  await ben.press('Settings');
  await ben.sees('Your name');
  await ben.page.setViewport({ width: 844, height: 390 });
  await until(
    async () => (await calls(ben)).length === 2,
    async () => JSON.stringify(await calls(ben)),
  );
});

test('the call of a blocked contact does not ring, and the caller sees what somebody’s absence looks like', async () => {
  const { ada, ben } = world;
  await press(ben, '.tab:first-child');
  await ben.open(ADA.name);
  const items = await ben.items();
  await ben.choose('Contact settings');
  await ben.press('Block');
  await ben.sees('Block Ada?');
  await ben.press('Block');
  await ben.sees('You have blocked Ada.');
  await isFree(ada);
  await ada.press('Audio call');
  await ada.sees('Calling…');
  await ada.press('Cancel the call');
  await ada.hasItems('Audio call · No answer');
  await isFree(ada);
  await ada.write('And now?');
  await ada.hasItems('And now? · Sent');
  assert.deepEqual(await ben.items(), items);
  assert.ok(!(await ben.text()).includes('Incoming'));

  await ben.press('Unblock');
  await ben.seesNoMore('You have blocked Ada.');
  await ringInVain(ada, ben);
  await ben.hasItems('Audio call · Missed');
  assert.equal((await ben.items()).length, items.length + 1, 'what came meanwhile stays unknown');
});

/** A call that rings and is given up by the caller. */
async function ringInVain(caller: Person, callee: Person): Promise<void> {
  await caller.press('Audio call');
  await callee.sees('Incoming audio call');
  await caller.press('Cancel the call');
  await callee.seesNoMore('Incoming audio call');
  await isFree(caller);
}

/** Waits until no call has the screen. */
async function isFree({ page }: Person): Promise<void> {
  await page.waitForFunction(() => document.querySelector<HTMLElement>('.app')?.inert === false, {
    polling: 50,
  });
}

async function press({ page }: Person, selector: string): Promise<void> {
  await page.locator(selector).click();
}

/** What the badge beside *Calls* says, if there is one. */
async function badge({ page }: Person): Promise<string | undefined> {
  const found = await page.$('.tab .badge .visually-hidden');
  return (await found?.evaluate(element => element.textContent)) ?? undefined;
}

/** The rows of the list as they are read aloud, without times. */
function calls({ page }: Person): Promise<readonly string[]> {
  return page.$$eval('.history-row', rows =>
    rows.map(row => {
      const textOf = (selector: string) => row.querySelector(selector)?.textContent?.trim();
      const status = textOf('.history-words')?.split(' · ')[0];
      const hidden = [...row.querySelectorAll('.history-status .visually-hidden')].map(
        one => one.textContent,
      );
      return [textOf('.history-name'), ...hidden, status].join(' ');
    }),
  );
}
