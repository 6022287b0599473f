import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRingSettings } from './ringSettings.ts';

test('what was stored is used as far as it can be chosen', () => {
  assert.deepEqual(readRingSettings('{"ringtone":"bell","volume":30}'), { ringtone: 'bell', volume: 30 });
  assert.deepEqual(readRingSettings('{"ringtone":"siren","volume":300}'), { ringtone: 'rise', volume: 90 });
  for (const text of [null, 'null', '[', '7']) {
    assert.deepEqual(readRingSettings(text), { ringtone: 'rise', volume: 90 });
  }
});
