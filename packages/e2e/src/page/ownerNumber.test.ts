/**
 * Two stores over one real database, as two tabs have them when the lock was stolen from a frozen one: only the last to
 * open may write, because MLS state that is written twice from one beginning would use a message key twice.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundlePage } from '../support/bundledPage.ts';
import type { Harness } from './storePage/page.ts';

test('once another tab has opened the store, nothing of this one is written any more', async () => {
  await using browser = await bundlePage(new URL('storePage', import.meta.url));
  const page = await browser.open();
  const call = <Name extends keyof Harness>(name: Name, ...values: Parameters<Harness[Name]>) =>
    page.evaluate(
      (method, given) => {
        type Functions = Record<string, (...values: readonly unknown[]) => unknown>;
        return (globalThis as unknown as { harness: Functions }).harness[method]?.(...given);
      },
      name,
      values as readonly unknown[],
    ) as Promise<Awaited<ReturnType<Harness[Name]>>>;

  await call('open', 'old');
  assert.deepEqual(await call('write', 'old', 'before', 2), ['written', 'written']);
  const around = await call('writeAround', 'old', 'around', 20, 'new');
  assert.equal(around.at(-1), 'notOwner');
  const written = around.flatMap((outcome, index) => (outcome === 'written' ? [`around${index}`] : []));
  assert.deepEqual(
    new Set(around.slice(written.length)),
    new Set(['notOwner']),
    'none after the first refusal',
  );

  assert.deepEqual(await call('write', 'old', 'after', 2), ['notOwner', 'notOwner']);
  assert.equal(await call('clear', 'old'), 'notOwner');
  assert.deepEqual(await call('write', 'new', 'own', 1), ['written']);
  const kept = ['before0', 'before1', 'own0', ...written].sort();
  assert.deepEqual(
    (await call('keys', 'new')).toSorted(),
    [...kept, ...kept].sort(),
    'all of a write or none',
  );
  assert.equal(await call('refusals', 'old'), 1, 'the tab is told once');
  assert.equal(await call('refusals', 'new'), 0);

  assert.equal(await call('clear', 'new'), 'written');
  assert.deepEqual(await call('write', 'old', 'late', 1), ['notOwner'], 'a cleared store has the same owner');
  assert.deepEqual(await call('write', 'new', 'own', 1), ['written']);
});
