import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToId, type ContactId } from '@sotto/protocol/ids';
import { CallFlood, FLOOD_WINDOW_MS, MAX_LOUD_CALLS } from './callFlood.ts';

const contact = (byte: number) => bytesToId<ContactId>(new Uint8Array(16).fill(byte));

test('a contact has its calls per minute, each contact its own; refused ones do not count', () => {
  let now = 1000;
  const flood = new CallFlood({ now: () => now });
  const admitted = () => Array.from({ length: 10 }, () => flood.admits(contact(1))).filter(Boolean).length;
  assert.equal(admitted(), MAX_LOUD_CALLS);
  assert.ok(flood.admits(contact(2)));
  now += FLOOD_WINDOW_MS - 1;
  assert.equal(admitted(), 0);
  now += 1;
  assert.equal(admitted(), MAX_LOUD_CALLS);
});

test('a clock that is set back does not silence a contact for long', () => {
  let now = 10 * FLOOD_WINDOW_MS;
  const flood = new CallFlood({ now: () => now });
  for (let call = 0; call < MAX_LOUD_CALLS; call++) flood.admits(contact(1));
  now = FLOOD_WINDOW_MS;
  assert.ok(flood.admits(contact(1)));
});

test('calls that this person accepts or makes do not count against the contact', () => {
  const flood = new CallFlood({ now: () => 1000 });
  for (let call = 0; call < 3 * MAX_LOUD_CALLS; call++) {
    assert.ok(flood.admits(contact(1)));
    flood.welcome(contact(1));
  }
});
