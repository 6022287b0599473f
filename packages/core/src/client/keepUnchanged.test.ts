import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepUnchanged } from './keepUnchanged.ts';

test('a value that reads the same is the same object', () => {
  const before = { list: [{ id: 1 }, { id: 2 }], name: 'Ada', call: undefined };
  assert.equal(keepUnchanged(before, structuredClone(before)), before);
});

test('only the changed path is new', () => {
  const before = { list: [{ id: 1 }, { id: 2 }], other: { deep: [1] } };
  const after = keepUnchanged(before, { list: [{ id: 1 }, { id: 3 }], other: { deep: [1] } });
  assert.deepEqual(after, { list: [{ id: 1 }, { id: 3 }], other: { deep: [1] } });
  assert.notEqual(after, before);
  assert.equal(after.list[0], before.list[0]);
  assert.equal(after.other, before.other);
});

test('fields that come, go or turn undefined are changes', () => {
  const before: { a: number; b?: number | undefined } = { a: 1, b: 2 };
  assert.deepEqual(keepUnchanged(before, { a: 1 }), { a: 1 });
  assert.deepEqual(keepUnchanged({ a: 1 }, { a: 1, b: undefined }), { a: 1, b: undefined });
  assert.deepEqual(keepUnchanged(before, { a: 1, b: undefined }), { a: 1, b: undefined });
  assert.deepEqual(keepUnchanged([1, 2], [1]), [1]);
  assert.deepEqual(keepUnchanged([1], { 0: 1 }), { 0: 1 });
  assert.equal(keepUnchanged(null, 3), 3);
});
