import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveCorner, nearestCorner, pictureFit } from './placement.ts';

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

test('the self view snaps to the nearest corner', () => {
  assert.deepEqual(nearestCorner(10, 790, desktop), { vertical: 'bottom', horizontal: 'left' });
  assert.deepEqual(nearestCorner(1200, 10, desktop), { vertical: 'top', horizontal: 'right' });
});

test('arrow keys move it, other keys do not', () => {
  const corner = { vertical: 'top', horizontal: 'left' } as const;
  assert.deepEqual(moveCorner(corner, 'ArrowRight'), { vertical: 'top', horizontal: 'right' });
  assert.equal(moveCorner(corner, 'm'), undefined);
});

test('a picture of about the same shape fills the screen, another shape is shown whole', () => {
  assert.equal(pictureFit({ width: 1280, height: 720 }, desktop), 'cover');
  assert.equal(pictureFit({ width: 720, height: 1280 }, phone), 'cover');
  assert.equal(pictureFit({ width: 720, height: 1280 }, desktop), 'contain');
  assert.equal(pictureFit({ width: 1280, height: 720 }, phone), 'contain');
  assert.equal(pictureFit({ width: 0, height: 0 }, phone), 'cover');
});
