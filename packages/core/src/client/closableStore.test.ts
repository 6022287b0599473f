/** A store that ends with its client. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { createClosableStore } from './closableStore.ts';

const write = (key: string) => [{ table: 'settings', key, value: 1 } as const];

test('closing waits for writes under way and lets none begin', async () => {
  const memory = createMemoryStore();
  const slow = Promise.withResolvers<void>();
  const store = createClosableStore({
    ...memory,
    write: async changes => {
      await slow.promise;
      await memory.write(changes);
    },
  });
  const before = store.write(write('before'));
  let isClosed = false;
  const closing = store.close().then(() => {
    isClosed = true;
  });
  let isWritten = false;
  void store.write(write('after')).then(() => {
    isWritten = true;
  });
  await Promise.resolve();
  assert.equal(isClosed, false);
  slow.resolve();
  await Promise.all([before, closing]);
  assert.deepEqual(
    [await store.get('settings', 'before'), await store.get('settings', 'after')],
    [1, undefined],
  );
  assert.equal(isWritten, false, 'whoever waits for it never goes on');
});

test('a failed write is told to whoever asked, and holds up no closing', async () => {
  const store = createClosableStore({
    ...createMemoryStore(),
    write: () => Promise.reject(new Error('the disk is full')),
  });
  const failing = store.write(write('a'));
  await store.close();
  await assert.rejects(failing);
});
