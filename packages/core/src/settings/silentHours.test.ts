/** Silent hours by the wall clock of several places, across midnight and across changes of the clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSilentAt, type OffsetAt, type SilentHours } from './silentHours.ts';

const PARIS = offsetIn('Europe/Paris');
const HOUR_MS = 3_600_000;

/** Written `22:00-07:00`. */
function hours(text: string): SilentHours {
  const [from = 0, to = 0] = text.split('-').map(time => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return hour * 60 + minute;
  });
  return { on: true, from, to };
}

function offsetIn(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return at => {
    const name = format.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hour = 0, minute = 0] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hour) * 60 + Number(minute));
  };
}

/** The stretches of silence between two moments, in UTC, looked at every minute. */
function silences(chosen: SilentHours, from: string, to: string, offsetAt: OffsetAt): readonly string[] {
  const found: string[] = [];
  let since: string | undefined;
  for (let at = Date.parse(from); at <= Date.parse(to); at += 60_000) {
    const moment = new Date(at).toISOString().slice(8, 16);
    const isSilent = isSilentAt(chosen, at, offsetAt);
    if (isSilent) since ??= moment;
    else if (since !== undefined) {
      found.push(`${since} ${moment}`);
      since = undefined;
    }
  }
  return since === undefined ? found : [...found, `${since} …`];
}

test('hours of one day begin on the minute and end on the minute', () => {
  const at = (time: string) =>
    isSilentAt(hours('13:00-14:30'), Date.parse(`2026-07-06T${time}+02:00`), PARIS);
  assert.deepEqual(['12:59:59.999', '13:00', '14:29:59.999', '14:30', '01:00'].map(at), [
    false,
    true,
    true,
    false,
    false,
  ]);
});

test('hours across midnight belong to both days', () => {
  assert.deepEqual(silences(hours('22:00-07:00'), '2026-07-06T10:00Z', '2026-07-08T10:00Z', PARIS), [
    '06T20:00 07T05:00',
    '07T20:00 08T05:00',
  ]);
  assert.deepEqual(silences(hours('00:00-06:00'), '2026-07-06T10:00Z', '2026-07-07T10:00Z', PARIS), [
    '06T22:00 07T04:00',
  ]);
  assert.deepEqual(silences(hours('20:00-00:00'), '2026-07-06T10:00Z', '2026-07-07T10:00Z', PARIS), [
    '06T18:00 06T22:00',
  ]);
});

test('switched off, it is never silent; from and to the same, always', () => {
  const now = Date.parse('2026-07-06T23:00Z');
  assert.equal(isSilentAt({ ...hours('22:00-07:00'), on: false }, now, PARIS), false);
  for (let hour = 0; hour < 24; hour += 1) {
    assert.ok(isSilentAt(hours('08:00-08:00'), now + hour * HOUR_MS, PARIS));
  }
});

test('the wall clock counts wherever the device is', () => {
  const late = Date.parse('2026-07-06T21:30Z');
  assert.equal(isSilentAt(hours('22:00-07:00'), late, PARIS), true);
  assert.equal(isSilentAt(hours('22:00-07:00'), late, offsetIn('America/New_York')), false);
  assert.equal(isSilentAt(hours('02:45-04:00'), late, offsetIn('Asia/Kathmandu')), true);
});

// Europe/Paris, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
test('a clock that is set forward shortens the silence, and skips no beginning and no end', () => {
  const silent = (text: string) => silences(hours(text), '2026-03-28T12:00Z', '2026-03-29T12:00Z', PARIS);
  assert.deepEqual(silent('22:00-07:00'), ['28T21:00 29T05:00']);
  assert.deepEqual(silent('02:30-07:00'), ['29T01:00 29T05:00']);
  assert.deepEqual(silent('22:00-02:30'), ['28T21:00 29T01:00']);
  assert.deepEqual(silent('02:15-02:45'), []);
});

// Europe/Paris, 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC.
test('a clock that is set back neither interrupts nor repeats the silence', () => {
  const silent = (text: string) => silences(hours(text), '2026-10-24T12:00Z', '2026-10-25T12:00Z', PARIS);
  assert.deepEqual(silent('22:00-07:00'), ['24T20:00 25T06:00']);
  assert.deepEqual(silent('22:00-02:30'), ['24T20:00 25T01:30']);
  assert.deepEqual(silent('02:30-07:00'), ['25T00:30 25T06:00']);
  assert.deepEqual(silent('02:15-02:45'), ['25T00:15 25T01:45']);
  assert.deepEqual(silent('03:00-07:00'), ['25T02:00 25T06:00']);
});

test('changes at midnight and by half an hour are no exception', () => {
  const havana = offsetIn('America/Havana');
  // 01:00 becomes 00:00 at 05:00 UTC.
  assert.deepEqual(silences(hours('00:30-06:00'), '2026-10-31T16:00Z', '2026-11-01T16:00Z', havana), [
    '01T04:30 01T11:00',
  ]);
  const lordHowe = offsetIn('Australia/Lord_Howe');
  // 02:00 becomes 01:30 at 15:00 UTC.
  assert.deepEqual(silences(hours('23:00-01:45'), '2026-04-04T06:00Z', '2026-04-05T06:00Z', lordHowe), [
    '04T12:00 04T15:15',
  ]);
});
