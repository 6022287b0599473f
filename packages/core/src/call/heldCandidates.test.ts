/**
 * Who allows direct paths shows no address before the acceptance (spec/call.md, "Candidates"): neither by candidates
 * that leave nor by checks towards the other side's. Everything that leaves either client is looked through.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, stages } from '../sim/callStory.ts';
import { createFakeCallWorld, type FakeClient, OTHER } from '../sim/fakeCallWorld.ts';

const sentCandidates = (client: FakeClient) => client.traffic.filter(line => line.includes('"candidate:'));
const usedCandidates = (client: FakeClient) => client.traffic.filter(line => line.endsWith('addCandidate'));

for (const callerRelays of [true, false]) {
  for (const calleeRelays of [true, false]) {
    const name = `caller ${callerRelays ? 'relayed' : 'direct'}, callee ${calleeRelays ? 'relayed' : 'direct'}`;
    test(`${name}: a side that allows direct paths is silent until the acceptance`, async () => {
      const world = createFakeCallWorld();
      const { alice, bob, clock } = world;
      alice.settings.relayOnly = callerRelays;
      bob.settings.relayOnly = calleeRelays;
      const placed = alice.engine().placeCall(OTHER, 'audio');
      assert.ok(placed.ok);
      await clock.advance(20_000);
      const direct = [...(callerRelays ? [] : [alice]), ...(calleeRelays ? [] : [bob])];
      for (const client of direct) {
        assert.deepEqual(sentCandidates(client), []);
        assert.deepEqual(usedCandidates(client), []);
      }
      assert.ok(bob.engine().accept(placed.value.callId, 'audio').ok);
      await clock.advance(1000);
      assert.deepEqual(stages(world), ['inCall', 'inCall']);
      for (const client of direct) assert.notDeepEqual(sentCandidates(client), []);
      assert.deepEqual(world.network.violations(), []);
    });
  }
}

test('after the acceptance, candidates leave as they are found, on later connections too', async () => {
  const world = createFakeCallWorld();
  world.alice.settings.relayOnly = false;
  world.bob.settings.relayOnly = false;
  await connect(world);
  const before = sentCandidates(world.alice).length;
  world.alice.engine().networkChanged();
  await world.clock.advance(2000);
  assert.ok(sentCandidates(world.alice).length > before);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
});
