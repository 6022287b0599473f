import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RINGTONES } from './ringSettings.ts';
import { RINGTONE_ROUNDS } from './tones.ts';
import { roundToWave } from './wave.ts';

test('every ringtone is a sound that is heard, fits its file and begins and ends in silence', () => {
  for (const ringtone of RINGTONES) {
    const file = new DataView(roundToWave(RINGTONE_ROUNDS[ringtone]).buffer);
    const seconds = RINGTONE_ROUNDS[ringtone].reduce((sum, stretch) => sum + stretch.seconds, 0);
    assert.equal(file.getUint32(40, true), file.byteLength - 44);
    assert.ok(Math.abs((file.byteLength - 44) / 32_000 - seconds) < 0.01, ringtone);
    const samples = Array.from({ length: (file.byteLength - 44) / 2 }, (_, index) =>
      Math.abs(file.getInt16(44 + index * 2, true)),
    );
    assert.ok(Math.max(...samples) > 8000, ringtone);
    assert.deepEqual([samples.at(0), samples.at(-1)], [0, 0], ringtone);
  }
});
