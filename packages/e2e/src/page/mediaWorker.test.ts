/**
 * Frame encryption in a real Chromium (spec/frames.md): two peer connections in one page, the production worker
 * bundled as the app bundles it. Asserts on what was decoded and on what the worker counted.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { bundlePage } from '../support/bundledPage.ts';
import type { CallPlan, Harness, SideReport } from './mediaWorkerPage/page.ts';

type Report = Awaited<ReturnType<Harness['report']>>;

const browser = await bundlePage(new URL('mediaWorkerPage', import.meta.url));
after(() => browser[Symbol.asyncDispose]());
let page: Page;

for (const codec of ['video/VP8', 'video/VP9', 'video/AV1']) {
  test(`with keys, sound and ${codec} are decoded on both sides and nothing is dropped`, async context => {
    if (!(await isUsable(codec))) return context.skip('this browser has no such codec');
    await startCall({ codec, caller: 'agreed', callee: 'agreed' });
    const report = await waitFor(({ caller, callee }) => hasMedia(caller) && hasMedia(callee));
    for (const side of [report.caller, report.callee]) {
      assert.equal(droppedOf(side), 0, JSON.stringify(report));
      assert.ok(side.counters.sealed > 20 && side.counters.opened > 20);
      assert.deepEqual(side.first.toSorted(), ['camera', 'microphone']);
    }
  });
}

test('without keys nothing leaves the caller', async () => {
  await startCall({ codec: 'video/VP8', caller: 'none', callee: 'agreed' });
  const { caller, callee } = await waitFor(report => report.caller.counters.dropped.noKey > 60);
  assert.equal(caller.counters.sealed, 0);
  assert.equal(callee.counters.opened + droppedOf(callee), 0);
  assertSilent(callee);
});

test('a foreign client that encrypts nothing is not heard or seen', async () => {
  await startCall({ codec: 'video/VP8', caller: 'plain', callee: 'agreed' });
  const { callee } = await waitFor(report => droppedOf(report.callee) > 60);
  assert.equal(callee.counters.opened, 0);
  assert.ok(callee.counters.dropped.plain > 0);
  assertSilent(callee);
});

test('frames under the keys of another call are counted as forged', async () => {
  await startCall({ codec: 'video/VP8', caller: 'other', callee: 'agreed' });
  const { callee } = await waitFor(report => report.callee.counters.dropped.forged > 60);
  assert.equal(callee.counters.opened, 0);
  assertSilent(callee);
});

test('keys that come late open what comes from then on', async () => {
  await startCall({ codec: 'video/VP8', caller: 'agreed', callee: 'none' });
  const { callee } = await waitFor(report => report.callee.counters.dropped.noKey > 30);
  assertSilent(callee);
  await page.evaluate(() => (globalThis as unknown as { harness: Harness }).harness.repair());
  await waitFor(report => hasMedia(report.callee));
});

test('a connection that was removed sends nothing more', async () => {
  await startCall({ codec: 'video/VP8', caller: 'agreed', callee: 'agreed' });
  const before = await waitFor(({ callee }) => hasMedia(callee));
  await page.evaluate(() => (globalThis as unknown as { harness: Harness }).harness.forget());
  const gone = await waitFor(report => report.caller.counters.sealed === 0);
  const silent = await waitFor(report => report.callee.counters.sealed > gone.callee.counters.sealed + 60);
  assert.ok(before.callee.counters.opened > 0);
  // What was on its way when the keys went may still arrive.
  assert.ok(silent.callee.counters.opened - gone.callee.counters.opened < 20);
});

test('H.264, which cannot be sealed, is not sent', async context => {
  if (!(await isUsable('video/H264'))) return context.skip('this browser has no such codec');
  await startCall({ codec: 'video/H264', caller: 'agreed', callee: 'agreed' });
  const { callee } = await waitFor(report => report.caller.counters.dropped.unsupported > 20);
  assert.equal(callee.pictures, 0);
});

const PATIENCE_MS = 30_000;

async function startCall(plan: CallPlan): Promise<void> {
  page = await browser.open();
  await page.evaluate(wanted => (globalThis as unknown as { harness: Harness }).harness.start(wanted), plan);
}

async function isUsable(codec: string): Promise<boolean> {
  page = await browser.open();
  return page.evaluate(
    wanted => (globalThis as unknown as { harness: Harness }).harness.canUse(wanted),
    codec,
  );
}

/** Asks for reports, as fast as the page answers, until one satisfies. */
async function waitFor(isReached: (report: Report) => boolean): Promise<Report> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const report = await page.evaluate(() =>
      (globalThis as unknown as { harness: Harness }).harness.report(),
    );
    if (isReached(report)) return report;
    if (performance.now() > end) assert.fail(`not reached: ${JSON.stringify(report)}`);
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)));
  }
}

function hasMedia(side: SideReport): boolean {
  return side.pictures > 10 && side.samples > 24_000;
}

function assertSilent(side: SideReport): void {
  assert.equal(side.pictures, 0);
  assert.equal(side.samples, 0);
  assert.deepEqual(side.first, []);
}

function droppedOf(side: SideReport): number {
  return Object.values(side.counters.dropped).reduce((sum, count) => sum + count, 0);
}
