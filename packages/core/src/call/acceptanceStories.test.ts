/** What a caller sees of an acceptance, moment by moment (spec/call.md, "Data channel"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, place, view } from '../sim/callStory.ts';
import { createFakeCallWorld } from '../sim/fakeCallWorld.ts';

test('the callee is never shown as muted while its devices open, and the call runs only when media comes', async () => {
  const world = createFakeCallWorld();
  const { clock, network, alice, bob } = world;
  const callId = place(alice, 'video');
  await clock.advance(3000);
  const told: unknown[] = [];
  alice.engine().onChange(() => {
    const { stage, theirs } = view(alice) ?? {};
    told.push(theirs === undefined ? stage : `${stage} ${theirs.microphone} ${theirs.camera}`);
  });
  bob.engine().accept(callId, 'video');
  await clock.advance(1000);
  assert.deepEqual([...new Set(told)], ['connecting', 'connecting true true', 'inCall true true']);
  assert.deepEqual(network.violations(), []);
  alice.engine().endCall();
  await assertQuiet(world);
});
