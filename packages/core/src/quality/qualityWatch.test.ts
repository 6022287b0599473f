/** When the watch looks, what it says, and what it stops saying. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectionCounters, SendSettings } from '../port/connectionQuality.ts';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createQualityWatch, type QualityFacts } from './qualityWatch.ts';

const FACTS: QualityFacts = { savesData: false, theirNetwork: undefined, hasCamera: true, isFed: true };

function setUp() {
  const clock = createFakeClock();
  const network = { loss: 0, isCut: false, roundTrip: 40 };
  const facts = { ...FACTS };
  const shaped: SendSettings[] = [];
  const told: unknown[] = [];
  let looks = 0;
  const counted = { sent: 0, received: 0, lost: 0 };
  const began = clock.now();

  function measure(): ConnectionCounters {
    looks += 1;
    counted.sent += 100;
    if (!network.isCut) {
      counted.received += 100 * (1 - network.loss);
      counted.lost += 100 * network.loss;
    }
    const shared = { codec: 'VP8', width: 640, height: 360, frames: 30 * looks, bytes: 50_000 * looks };
    return {
      ...{ at: clock.now() - began, route: undefined, roundTrip: network.roundTrip, availableOut: 2_000_000 },
      sending: {
        camera: {
          ...shared,
          ...{ packets: counted.sent, repeated: 0, lossReported: network.loss, isLimited: false },
        },
      },
      receiving: {
        camera: {
          ...shared,
          ...{ packets: counted.received, lost: counted.lost, jitter: 3, freezes: 0 },
          ...{ samples: undefined, concealed: undefined },
        },
      },
    };
  }

  const watch = createQualityWatch({
    clock,
    measure: async () => measure(),
    shape: settings => shaped.push(settings),
    facts: () => facts,
    tell: state => told.push(state),
    changed: () => undefined,
  });
  return { clock, network, facts, shaped, told, watch, looks: () => looks };
}

test('nothing is looked at before media has flowed for a second, and nothing after the end', async () => {
  const { clock, watch, looks } = setUp();
  await clock.advance(5000);
  assert.equal(looks(), 0);
  watch.start();
  await clock.advance(999);
  assert.equal(looks(), 0);
  await clock.advance(1);
  assert.equal(looks(), 1);
  await clock.advance(3000);
  assert.equal(looks(), 4);
  watch.stop();
  await clock.advance(10_000);
  assert.equal(looks(), 4);
  assert.equal(clock.pending(), 0);
  assert.equal(watch.view(), undefined);
});

test('loss makes both directions poor, and asks for the camera to be turned off within five seconds', async () => {
  const { clock, watch, network } = setUp();
  watch.start();
  await clock.advance(10_000);
  assert.equal(watch.view()?.mine, 'good');
  network.loss = 0.4;
  await clock.advance(5000);
  const view = watch.view();
  assert.deepEqual([view?.mine, view?.theirs, view?.advice], ['poor', 'poor', 'cameraOff']);
});

test('three seconds without any media are a lost connection, unless none is due', async () => {
  const { clock, watch, network, facts } = setUp();
  watch.start();
  await clock.advance(5000);
  network.isCut = true;
  await clock.advance(2000);
  assert.notEqual(watch.view()?.theirs, 'lost');
  await clock.advance(1000);
  assert.equal(watch.view()?.theirs, 'lost');
  facts.isFed = false;
  await clock.advance(1000);
  assert.equal(watch.view()?.theirs, 'good');
});

test('saved data is told, and honoured for the other side, too', async () => {
  const { clock, watch, facts, shaped, told } = setUp();
  watch.start();
  await clock.advance(1000);
  assert.equal(shaped.at(-1)?.sound.bitrate, undefined);
  facts.savesData = true;
  await clock.advance(1000);
  assert.ok((shaped.at(-1)?.camera.bitrate ?? 0) <= 150_000);
  assert.deepEqual(told.at(-1), { savesData: true, isPicturePaused: false });
  facts.savesData = false;
  facts.theirNetwork = { savesData: true, isPicturePaused: false };
  await clock.advance(1000);
  assert.ok((shaped.at(-1)?.camera.bitrate ?? 0) <= 150_000);
  assert.deepEqual(told.at(-1), { savesData: false, isPicturePaused: false });
});

test('a network that is full for long pauses the picture, and says so', async () => {
  const { clock, watch, network, told } = setUp();
  watch.start();
  await clock.advance(3000);
  network.roundTrip = 1000;
  await clock.advance(30_000);
  assert.equal(watch.view()?.picture, 'paused');
  assert.deepEqual(told.at(-1), { savesData: false, isPicturePaused: true });
});
