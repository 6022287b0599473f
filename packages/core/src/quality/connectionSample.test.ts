import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectionCounters, ReceiveCounters, SendCounters } from '../port/connectionQuality.ts';
import { countersToSample } from './connectionSample.ts';

const OUT: SendCounters = {
  ...{ packets: 0, repeated: 0, bytes: 0, lossReported: undefined, codec: 'VP8', isLimited: false },
  ...{ width: 640, height: 360, frames: 0 },
};
const BACK: ReceiveCounters = {
  ...{ packets: 0, lost: 0, bytes: 0, jitter: 4, codec: 'opus', width: undefined, height: undefined },
  ...{ frames: undefined, freezes: undefined, samples: 0, concealed: 0 },
};

function counters(
  at: number,
  out: Partial<SendCounters>,
  back: Partial<ReceiveCounters>,
): ConnectionCounters {
  return {
    ...{ at, route: undefined, roundTrip: 40, availableOut: 500_000 },
    sending: { camera: { ...OUT, ...out } },
    receiving: { sound: { ...BACK, ...back } },
  };
}

test('rates are per second, shares of what was sent and received meanwhile', () => {
  const sample = countersToSample(
    counters(1000, { packets: 100, bytes: 1000 }, { packets: 10, samples: 1000, concealed: 900 }),
    counters(
      3000,
      { packets: 200, bytes: 26_000, frames: 60, lossReported: 0.1 },
      { packets: 100, lost: 10, samples: 97_000, concealed: 10_500 },
    ),
  );
  assert.equal(sample?.seconds, 2);
  assert.equal(sample?.sent.camera?.bitrate, 100_000);
  assert.equal(sample?.sent.camera?.framerate, 30);
  assert.equal(sample?.lossOut, 0.1);
  assert.equal(sample?.lossIn, 0.1);
  assert.equal(sample?.received.sound?.concealed, 0.1);
  assert.equal(sample?.packetsIn, 90);
});

test('loss that was repaired by sending again is loss', () => {
  const sample = countersToSample(
    counters(0, {}, {}),
    counters(1000, { packets: 100, repeated: 30, lossReported: 0 }, {}),
  );
  assert.equal(sample?.lossOut, 0.3);
});

test('a few packets say nothing about loss', () => {
  const sample = countersToSample(
    counters(0, {}, {}),
    counters(1000, { packets: 9 }, { packets: 3, lost: 3 }),
  );
  assert.equal(sample?.lossOut, undefined);
  assert.equal(sample?.lossIn, undefined);
});

test('a late packet makes no negative loss', () => {
  const sample = countersToSample(
    counters(0, {}, { packets: 50, lost: 5 }),
    counters(1000, {}, { packets: 101, lost: 4 }),
  );
  assert.equal(sample?.received.sound?.loss, 0);
});

test('nothing is said of two connections, or of one moment', () => {
  assert.equal(
    countersToSample(counters(0, { packets: 9 }, {}), counters(1000, { packets: 3 }, {})),
    undefined,
  );
  assert.equal(countersToSample(counters(5, {}, {}), counters(5, {}, {})), undefined);
});
