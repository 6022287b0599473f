/**
 * Five people who come, go, crash, lose the network and come back at random for three minutes of simulated time, on
 * twenty seeds. In the end there is one call with one view, and nobody in it who is not there.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { joinShare, ROOM_SEEDS } from '../sim/roomLife.ts';

/** At once; each has its seeds. */
const THREADS = 2;

test(`${ROOM_SEEDS} seeds: one call, one view, no ghost`, async context => {
  const seeds = Array.from({ length: ROOM_SEEDS }, (_, index) => index + 1);
  const parts = Array.from({ length: THREADS }, (_, part) => seeds.filter(seed => seed % THREADS === part));
  const joins = (await Promise.all(parts.map(liveOnThread))).flat();
  const [p50, p95] = [joinShare(joins, 0.5), joinShare(joins, 0.95)];
  context.diagnostic(
    `${joins.length} joins: p50 ${p50} ms, p95 ${p95} ms, at ${4 * 25} ms for two round trips`,
  );
  assert.ok(p50 < 500);
});

/** How long each join took on these seeds; rejects with what was wrong in one of them. */
function liveOnThread(seeds: readonly number[]): Promise<readonly number[]> {
  const { promise, reject, resolve } = Promise.withResolvers<readonly number[]>();
  const worker = new Worker(new URL('../sim/roomLifeWorker.ts', import.meta.url), { workerData: seeds });
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', code => reject(new Error(`the thread ended with ${code}`)));
  return promise;
}
