/**
 * Hostile peers in a whole call through the running product (security, "Media"): one that sends plain frames, and a
 * middleman who does with sealed frames whatever can be done without a key. Ada uses the product as it is.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DROP_REASONS, type DropReason, type FrameCounters } from '@sotto/core/crypto/sframe/counters';
import { readPeerCounters } from '../support/peerRecorder.ts';
import { type Person, until } from '../support/person.ts';
import { startRelayTap } from '../support/relayTap.ts';
import { droppedOf, probeWorker, readFrameCounters } from '../support/workerProbe.ts';
import { ADA, BEN, createWorld } from '../support/world.ts';
import { type Attack, addMiddleman, attack } from './middleman.ts';
import { sendPlainFrames } from './plainSender.ts';

const WARNING = 'properly encrypted and were discarded';

test('a peer who sends plain frames is neither seen nor heard, and the screen says why', async () => {
  await using world = await createWorld({
    prepare: async ({ page }, character) => {
      if (character === BEN) await sendPlainFrames(page);
      await probeWorker(page);
    },
  });
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Video call');
  await ben.press('Accept with video');
  // The hostile side hides nothing from itself: it sees and hears Ada, whose frames are sealed.
  await ben.seesCamera(ADA.station);
  await waitFor(ada, ({ dropped }) => dropped.plain > 100);
  const { opened, dropped } = await readFrameCounters(ada.page);
  assert.equal(opened, 0);
  // A few begin by chance like a sealed frame, and are then found forged.
  assert.equal(dropped.replayed + dropped.noKey + dropped.unsupported, 0, JSON.stringify(dropped));
  const { pictures, samples } = await readPeerCounters(ada.page);
  assert.deepEqual([pictures, samples], [0, 0]);
  assert.equal(await ada.picture(), undefined);
  await ada.hears(undefined);
  await ada.page.locator('.call-path').click();
  await ada.sees(WARNING);
});

/** Every attack after which not one frame may be opened, with the reasons that the worker may give. */
const ATTACKS: readonly (readonly [Attack, readonly DropReason[]])[] = [
  // A flipped bit of the header may name the other key id, or one that nobody has.
  ['flip', ['forged', 'plain', 'reflected', 'malformed', 'replayed']],
  ['cut', ['forged', 'plain', 'reflected', 'malformed', 'replayed']],
  ['replay', ['replayed']],
  ['reflect', ['reflected']],
  ['swap', ['forged', 'plain', 'reflected', 'malformed', 'replayed']],
];

test('a middleman opens nothing, adds nothing and repeats nothing, and the call recovers from each attack', async t => {
  await using world = await createWorld({
    prepare: async ({ page }, character) => {
      if (character === BEN) await addMiddleman(page);
      await probeWorker(page);
    },
  });
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Video call');
  await ben.press('Accept with video');
  await ada.seesCamera(BEN.station);

  for (const [kind, reasons] of ATTACKS) {
    await attack(ben.page, kind);
    // What was sealed and on its way before the attack began is still opened.
    const begun = await dropMore(ada, 60);
    const ended = await dropMore(ada, 150);
    const grown = difference(ended, begun);
    t.diagnostic(`${kind}: ${JSON.stringify(grown)}`);
    assert.equal(grown.opened, 0, `${kind}: a frame was opened`);
    for (const [reason, count] of Object.entries(grown.dropped)) {
      if (count > 0)
        assert.ok(reasons.includes(reason as DropReason), `${kind}: ${count} dropped as ${reason}`);
    }
    await attack(ben.page, 'pass');
    await ada.seesCamera(BEN.station);
  }
  await ada.page.locator('.call-path').click();
  await ada.sees(WARNING);

  // In another order each frame is opened once, and none that was not sealed.
  await attack(ben.page, 'reorder');
  const before = await readFrameCounters(ada.page);
  const after = await waitFor(ada, ({ opened }) => opened > before.opened + 200);
  const { sealed } = await readFrameCounters(ben.page);
  t.diagnostic(`reorder: ${JSON.stringify(difference(after, before))}`);
  assert.ok(after.opened <= sealed);
  assert.deepEqual(
    [after.dropped.forged - before.dropped.forged, after.dropped.plain - before.dropped.plain],
    [0, 0],
  );
  await attack(ben.page, 'pass');
  await ada.seesCamera(BEN.station);
});

test('a bad network delivers packets twice, and nobody is warned of an attack', async () => {
  await using tap = await startRelayTap();
  await using world = await createWorld({
    environment: tap.environment,
    prepare: ({ page }) => probeWorker(page),
  });
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Video call');
  await ben.press('Accept with video');
  await ada.seesCamera(BEN.station);
  tap.proxy.set('down', { delay: 80, jitter: 60, loss: 0.03 });
  const { dropped } = await waitFor(ada, counters => counters.dropped.replayed >= 10);
  assert.deepEqual({ ...dropped, replayed: 0 }, Object.fromEntries(DROP_REASONS.map(reason => [reason, 0])));
  await ada.page.locator('.call-path').click();
  await ada.sees('Sound and picture are encrypted on your device');
  // The page measures every three seconds: once more after the first repetitions.
  const { samples } = await readPeerCounters(ada.page);
  await until(async () => (await readPeerCounters(ada.page)).samples > samples + 4 * 48_000);
  assert.ok(!(await ada.text()).includes(WARNING));
});

async function waitFor(
  person: Person,
  isReached: (counters: FrameCounters) => boolean,
): Promise<FrameCounters> {
  let counters = await readFrameCounters(person.page);
  await until(
    async () => {
      counters = await readFrameCounters(person.page);
      return isReached(counters);
    },
    () => JSON.stringify(counters),
  );
  return counters;
}

async function dropMore(person: Person, frames: number): Promise<FrameCounters> {
  const before = droppedOf(await readFrameCounters(person.page));
  return waitFor(person, counters => droppedOf(counters) >= before + frames);
}

function difference(after: FrameCounters, before: FrameCounters): Pick<FrameCounters, 'opened' | 'dropped'> {
  const dropped = Object.entries(after.dropped).map(
    ([reason, count]) => [reason, count - before.dropped[reason as DropReason]] as const,
  );
  return {
    opened: after.opened - before.opened,
    dropped: Object.fromEntries(dropped) as FrameCounters['dropped'],
  };
}
