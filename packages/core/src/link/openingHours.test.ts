import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLinkOpen, nextOpening } from './openingHours.ts';

const hours = { zone: 'Europe/Paris', days: [1, 3], from: 9 * 60, until: 18 * 60 };

test('a link without hours is open until its end', () => {
  assert.equal(isLinkOpen({}, Date.UTC(2026, 0, 1)), 'open');
  assert.equal(isLinkOpen({ ends: 5000 }, 4999), 'open');
  assert.equal(isLinkOpen({ ends: 5000 }, 5000), 'over');
});

test('hours are those of the place, before and after the clocks change', () => {
  // Mondays: 26 October 2026 in winter time, 19 October in summer time.
  assert.equal(isLinkOpen({ hours }, Date.UTC(2026, 9, 19, 7)), 'open');
  assert.equal(isLinkOpen({ hours }, Date.UTC(2026, 9, 26, 7)), 'closed');
  assert.equal(isLinkOpen({ hours }, Date.UTC(2026, 9, 26, 8)), 'open');
  assert.equal(isLinkOpen({ hours }, Date.UTC(2026, 9, 26, 17)), 'closed');
  assert.equal(isLinkOpen({ hours }, Date.UTC(2026, 9, 27, 10)), 'closed');
});

test('hours that pass midnight belong to the day on which they begin', () => {
  const night = { zone: 'UTC', days: [5, 7], from: 22 * 60, until: 2 * 60 };
  assert.equal(isLinkOpen({ hours: night }, Date.UTC(2026, 9, 23, 23)), 'open');
  assert.equal(isLinkOpen({ hours: night }, Date.UTC(2026, 9, 24, 1)), 'open');
  assert.equal(isLinkOpen({ hours: night }, Date.UTC(2026, 9, 24, 23)), 'closed');
  assert.equal(isLinkOpen({ hours: night }, Date.UTC(2026, 9, 26, 1)), 'open');
});

test('a time zone that this device does not know locks nobody out', () => {
  assert.equal(isLinkOpen({ hours: { ...hours, zone: 'Mars/Base' } }, 0), 'open');
});

test('the next opening is told, across a change of the clocks, too', () => {
  // Monday in summer time, before, during and after its hours; then Wednesday, and the Monday in winter time.
  const monday = Date.UTC(2026, 9, 19, 7);
  assert.equal(nextOpening(hours, monday - 3_600_000), monday);
  assert.equal(nextOpening(hours, monday), Date.UTC(2026, 9, 21, 7));
  assert.equal(nextOpening(hours, monday + 5_400_000), Date.UTC(2026, 9, 21, 7));
  assert.equal(nextOpening(hours, Date.UTC(2026, 9, 21, 12)), Date.UTC(2026, 9, 26, 8));
  const sunday = { ...hours, days: [7], from: 12 * 60 };
  // The clocks went back in the night before the opening.
  assert.equal(nextOpening(sunday, Date.UTC(2026, 9, 24, 22, 30)), Date.UTC(2026, 9, 25, 11));
  // The clocks go forward on a Sunday: 24 hours after late on Saturday it is Monday.
  assert.equal(nextOpening(sunday, Date.UTC(2026, 2, 28, 22, 30)), Date.UTC(2026, 2, 29, 10));
});

test('no days and an unknown time zone have no next opening', () => {
  assert.equal(nextOpening({ ...hours, days: [] }, 0), undefined);
  assert.equal(nextOpening({ ...hours, zone: 'Mars/Base' }, 0), undefined);
});
