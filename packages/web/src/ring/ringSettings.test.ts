import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRingSettings } from './ringSettings.ts';

const silentHours = { on: false, from: 22 * 60, to: 7 * 60 };
const usual = { ringtone: 'rise', volume: 90, vibrates: true, silentHours };

test('what was stored is used as far as it can be chosen', () => {
  const chosen = {
    ringtone: 'bell',
    volume: 30,
    vibrates: false,
    silentHours: { on: true, from: 0, to: 1439 },
  };
  assert.deepEqual(readRingSettings(JSON.stringify(chosen)), chosen);
  assert.deepEqual(readRingSettings('{"ringtone":"siren","volume":300,"vibrates":1}'), usual);
  for (const text of [null, 'null', '[', '7']) assert.deepEqual(readRingSettings(text), usual);
});

test('settings from before there were silent hours keep what they say', () => {
  const text = '{"ringtone":"bell","volume":30}';
  assert.deepEqual(readRingSettings(text), { ...usual, ringtone: 'bell', volume: 30 });
});

test('silent hours are whole or not at all', () => {
  for (const broken of [
    null,
    { on: true },
    { on: true, from: 1440, to: 0 },
    { on: true, from: 0.5, to: 60 },
    { on: 1, from: 0, to: 60 },
  ]) {
    assert.deepEqual(readRingSettings(JSON.stringify({ silentHours: broken })), usual);
  }
});
