import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInOrder } from './inOrder.ts';

test('results leave in the order of arrival, whichever is ready first', async () => {
  const pending = new Map<number, PromiseWithResolvers<number | undefined>>();
  const emitted: number[] = [];
  const push = createInOrder<number, number>(
    input => {
      const result = Promise.withResolvers<number | undefined>();
      pending.set(input, result);
      return result.promise;
    },
    output => {
      emitted.push(output);
    },
  );
  const done = [1, 2, 3, 4].map(push);
  assert.equal(pending.size, 4);
  pending.get(4)?.resolve(40);
  pending.get(2)?.resolve(undefined);
  pending.get(3)?.reject(new Error('broken'));
  await Promise.resolve();
  assert.deepEqual(emitted, []);
  pending.get(1)?.resolve(10);
  await Promise.all(done);
  assert.deepEqual(emitted, [10, 40]);
});
