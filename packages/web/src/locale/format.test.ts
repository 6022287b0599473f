import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  daysUntil,
  durationToTimer,
  durationToWords,
  isSameDay,
  minutesToClock,
  timeToDate,
  timeToDayLabel,
  timeToDaysAgo,
  timeToListLabel,
  timeToMoment,
} from './format.ts';

const NOW = new Date(2026, 2, 18, 14, 30).getTime();
const at = (day: number, hour = 9, month = 2, year = 2026): number =>
  new Date(year, month, day, hour, 5).getTime();

test('a timer counts in minutes and seconds, then hours', () => {
  assert.equal(durationToTimer(-5), '0:00');
  assert.equal(durationToTimer(65_999), '1:05');
  assert.equal(durationToTimer(3_600_000 + 61_000), '1:01:01');
});

test('a time of day is the same in every time zone', () => {
  assert.match(minutesToClock(22 * 60, 'en'), /^10:00\sPM$/u);
  assert.equal(minutesToClock(7 * 60 + 5, 'fr'), '07:05');
});

test('times and dates are those of where the language is spoken', () => {
  assert.equal(timeToMoment(at(19, 15), NOW, 'en-GB'), 'tomorrow at 15:05');
  assert.match(timeToDate(at(19), 'en-GB'), /^19 March 2026$/);
  assert.equal(timeToMoment(at(19, 15), NOW, 'fr-CA'), 'demain à 15 h 05');
});

test('a duration has at most two units', () => {
  assert.equal(durationToWords(725_000, 'en'), '12 min, 5 sec');
  assert.match(durationToWords(725_000, 'fr'), /^12.min.*5.s$/u);
  assert.equal(durationToWords(3_840_000, 'en'), '1 hr, 4 min');
  assert.equal(durationToWords(400, 'en'), '0 sec');
});

test('the list says the time today, then yesterday, the weekday, the date', () => {
  assert.match(timeToListLabel(at(18), NOW, 'en'), /^9:05/);
  assert.equal(timeToListLabel(at(18), NOW, 'fr'), '09:05');
  assert.equal(timeToListLabel(at(17, 23), NOW, 'en'), 'Yesterday');
  assert.equal(timeToListLabel(at(15), NOW, 'en'), 'Sun');
  assert.equal(timeToListLabel(at(2), NOW, 'fr'), '2 mars');
  assert.equal(timeToListLabel(at(2, 9, 11, 2025), NOW, 'en'), 'Dec 2, 2025');
});

test('day headings begin with a capital in both languages', () => {
  assert.equal(timeToDayLabel(at(18), NOW, 'fr'), 'Aujourd’hui');
  assert.equal(timeToDayLabel(at(17), NOW, 'en'), 'Yesterday');
  assert.equal(timeToDayLabel(at(15), NOW, 'fr'), 'Dimanche');
  assert.equal(timeToDayLabel(at(2), NOW, 'fr'), 'Lundi 2 mars');
});

test('a message from a clock that runs ahead counts as today', () => {
  assert.equal(timeToDayLabel(at(19), NOW, 'en'), 'Today');
});

test('days are calendar days, whatever the hour', () => {
  assert.equal(isSameDay(at(18, 0), at(18, 23)), true);
  assert.equal(isSameDay(at(17, 23), at(18, 0)), false);
  assert.equal(timeToDaysAgo(at(15, 23), NOW, 'en'), '3 days ago');
  assert.equal(daysUntil(NOW + 86_400_000 + 61_000, NOW), 2);
  assert.equal(daysUntil(NOW + 86_400_000 + 59_000, NOW), 1);
  assert.equal(daysUntil(NOW - 1, NOW), 0);
});

test('a moment to come is today, tomorrow, or a day with its date', () => {
  assert.match(timeToMoment(at(18, 20), NOW, 'en'), /^today at 8:05/);
  assert.equal(timeToMoment(at(19), NOW, 'fr'), 'demain à 09:05');
  assert.match(timeToMoment(at(23), NOW, 'en'), /^Monday, March 23 at 9:05/);
  assert.equal(timeToMoment(at(23), NOW, 'fr'), 'lundi 23 mars à 09:05');
});
