import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterContacts } from './filterContacts.ts';

const people = [{ name: 'Zoé Müller' }, { name: 'Ada Lovelace' }, { name: '' }];

test('search ignores case, accents and the order of words', () => {
  assert.deepEqual(filterContacts(people, 'MULL zoe'), [people[0]]);
  assert.deepEqual(filterContacts(people, 'lovelâce'), [people[1]]);
});

test('an empty query shows everybody, a strange one nobody', () => {
  assert.equal(filterContacts(people, '  ').length, 3);
  assert.equal(filterContacts(people, 'nobody').length, 0);
});
