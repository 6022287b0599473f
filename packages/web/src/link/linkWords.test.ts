import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysToText } from '../words/openingHours.ts';
import { dateToEnd, daysToOffer, endToDate, peopleToOffer } from './linkWords.ts';

test('a last day counts whole, and is the same day again', () => {
  const end = dateToEnd('2026-03-29');
  assert.equal(end, new Date(2026, 2, 30).getTime());
  assert.equal(endToDate(end ?? 0), '2026-03-29');
  assert.equal(dateToEnd(''), undefined);
});

test('another validity than the usual ones stays to be chosen', () => {
  assert.deepEqual(daysToOffer(90), [1, 7, 30, 90]);
  assert.deepEqual(daysToOffer(14), [1, 7, 14, 30, 90]);
});

test('as many people are offered as the server allows, and those that were chosen before', () => {
  assert.deepEqual(peopleToOffer(5, 8), [2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(peopleToOffer(8, 5), [2, 3, 4, 5, 8]);
  assert.deepEqual(peopleToOffer(5, 14), [2, 3, 4, 5, 6, 7, 8, 10, 12, 14]);
  assert.deepEqual(peopleToOffer(2, 2), [2]);
});

test('weekdays that follow each other are a range', () => {
  assert.equal(daysToText([5, 1, 2, 3, 4], 'en'), 'Mon\u202f–\u202fFri');
  assert.equal(daysToText([1, 2, 6], 'en'), 'Mon, Tue, Sat');
  assert.equal(daysToText([1, 2, 3, 7], 'fr'), 'lun.\u202f–\u202fmer., dim.');
});
