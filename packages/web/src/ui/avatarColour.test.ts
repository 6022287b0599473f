import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AVATAR_COLOURS, idToColour, nameToInitials } from './avatarColour.ts';

test('an id keeps its colour, and ids spread over the colours', () => {
  assert.equal(idToColour('abc'), idToColour('abc'));
  const seen = new Set(Array.from({ length: 200 }, (_, index) => idToColour(`id ${index}`)));
  assert.equal(seen.size, AVATAR_COLOURS);
});

test('initials come from the first and the last word', () => {
  assert.equal(nameToInitials('Ada Lovelace'), 'AL');
  assert.equal(nameToInitials('jean-pierre de la tour'), 'JT');
  assert.equal(nameToInitials('Zoé'), 'Z');
  assert.equal(nameToInitials('(work) 7even'), 'W7');
  assert.equal(nameToInitials('  🌿  '), '');
});
