import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNoteDrawers, noteToGive } from './noteDrawers.ts';

/** A full box, with so many notes in each drawer, one drawer after the other. */
function box(...counts: readonly number[]) {
  const drawers = createNoteDrawers();
  const notes = counts.flatMap((count, drawer) =>
    Array.from({ length: count }, (_, index) => {
      drawers.put(`${drawer}.${index}`, drawer);
      return `${drawer}.${index}`;
    }),
  );
  return { drawers, notes };
}

test('whoever has filled a box gives the newest of its notes for somebody else', () => {
  const { drawers, notes } = box(12);
  assert.equal(noteToGive(drawers, notes, 1), '0.11');
  assert.equal(noteToGive(drawers, notes, 0), undefined);
});

test('those who have as many as others, or one more, give nothing', () => {
  const { drawers, notes } = box(4, 3, 3, 2);
  assert.equal(noteToGive(drawers, notes, 1), undefined);
  assert.equal(noteToGive(drawers, notes, 3), '0.3');
  const even = box(...Array.from({ length: 12 }, () => 1));
  assert.equal(noteToGive(even.drawers, even.notes, 13), undefined);
});

test('notes of an earlier process are in no drawer, and stay', () => {
  const { drawers, notes } = box(12);
  for (const note of notes.slice(0, 11)) drawers.remove(note);
  assert.equal(noteToGive(drawers, notes, 1), undefined);
});

test('an address keeps its drawer at a link, and has others elsewhere and in another process', () => {
  const [one, other] = [createNoteDrawers(), createNoteDrawers()];
  const all = (drawers: typeof one, link: number) =>
    Array.from({ length: 64 }, (_, last) => drawers.drawerOf(link, `192.0.2.${last}`)).join();
  assert.equal(all(one, 1), all(one, 1));
  assert.notEqual(all(one, 1), all(one, 2));
  assert.notEqual(all(one, 1), all(other, 1));
  assert.equal(new Set(all(one, 1).split(',')).size <= 16, true);
});
