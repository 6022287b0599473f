/** A call that rings in four tabs and is accepted in all of them at once has one winner (spec/call.md, "Several tabs"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSeededRandom } from '@sotto/core/sim/seededRandom';
import type { Page } from 'puppeteer-core';
import { bundlePage } from '../support/bundledPage.ts';
import { until } from '../support/person.ts';
import { readTable } from '../support/readStore.ts';
import type { Harness } from './racePage/page.ts';

const RACES = 60;
const TABS = 4;
/** Between the first and the last press; a message between tabs takes 0.5 to 5 ms. */
const SPREAD_MS = 8;
/** In every third race the tab with the keys is pressed so much later: otherwise a quick machine lets it win nearly all. */
const HANDICAP_MS = 25;
/** Longer than what a frozen owner is given to answer and to let go. */
const FROZEN_MS = 7000;

const browser = await bundlePage(new URL('racePage', import.meta.url));
after(() => browser[Symbol.asyncDispose]());
let pages: readonly Page[];

before(async () => {
  const opened: Page[] = [];
  for (let count = 0; count < TABS; count += 1) opened.push(await browser.openAnother());
  pages = opened;
});

test(`${RACES} races between ${TABS} tabs have one winner each`, async () => {
  const random = createSeededRandom(60);
  const winners: number[] = [];
  for (let race = 0; race < RACES; race += 1) {
    const owner = await ringEverywhere(`race${race}`);
    const start = Date.now() + 60;
    const handicap = race % 3 === 0 ? HANDICAP_MS : 0;
    const times = pages.map((_, index) => start + random.below(SPREAD_MS) + (index === owner ? handicap : 0));
    await Promise.all(
      pages.map((page, index) => ask(page, 'acceptAt', `race${race}`, times[index] ?? start)),
    );
    const winner = await findOneWinner(`race${race}`);
    winners.push(winner === owner ? -1 : winner);
  }
  assert.ok(winners.includes(-1), 'some were won by the tab with the keys');
  assert.ok(new Set(winners).size > 2, 'others by tabs without');
});

test('the tab that pressed gets the call even if the owner has frozen', async () => {
  const owner = await ringEverywhere('frozen');
  const thawed = performance.now() + FROZEN_MS;
  await ask(tabAt(owner), 'freeze', FROZEN_MS);
  const presser = (owner + 1) % TABS;
  assert.equal(await ask(tabAt(presser), 'acceptAt', 'frozen', Date.now()), true);
  assert.ok(performance.now() < thawed, 'it was not waited for');
  assert.equal(await findOneWinner('frozen'), presser);
});

/** Lets a call ring in every tab; answers which of them has the keys. */
async function ringEverywhere(callId: string): Promise<number> {
  let owner = -1;
  await until(async () => {
    const owners = await Promise.all(pages.map(page => ask(page, 'isOwner')));
    owner = owners.indexOf(true);
    return owners.filter(isOwner => isOwner).length === 1;
  });
  await ask(tabAt(owner), 'ring', callId);
  await until(async () => (await shown(callId)).every(stage => stage === 'incoming'));
  return owner;
}

/** Waits until one tab has the call and all others say so; the store must know of one acceptance. */
async function findOneWinner(callId: string): Promise<number> {
  const isDecided = (stages: readonly (string | undefined)[]) =>
    stages.filter(stage => stage === 'connecting').length === 1 &&
    stages.filter(stage => stage === 'answeredElsewhere').length === TABS - 1;
  await until(
    async () => isDecided(await shown(callId)),
    async () => JSON.stringify(await shown(callId)),
  );
  const winner = (await shown(callId)).indexOf('connecting');
  const acceptances = (await readTable(tabAt(winner), 'items')).filter(({ key }) =>
    key.startsWith(`${callId}/`),
  );
  assert.equal(acceptances.length, 1, JSON.stringify(acceptances));
  for (const page of pages) await ask(page, 'close');
  return winner;
}

function shown(callId: string): Promise<readonly (string | undefined)[]> {
  return Promise.all(pages.map(page => ask(page, 'shown', callId)));
}

function tabAt(index: number): Page {
  const page = pages[index];
  assert.ok(page !== undefined);
  return page;
}

/** Calls a function of the page. */
async function ask<Name extends keyof Harness>(
  page: Page,
  name: Name,
  ...values: Parameters<Harness[Name]>
): Promise<Awaited<ReturnType<Harness[Name]>>> {
  const answer: unknown = await page.evaluate(
    (method, given) => {
      const { harness } = globalThis as unknown as {
        harness: Record<string, (...all: unknown[]) => unknown>;
      };
      return harness[method]?.(...given);
    },
    name,
    values as unknown[],
  );
  return answer as Awaited<ReturnType<Harness[Name]>>;
}
