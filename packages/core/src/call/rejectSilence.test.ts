/**
 * Reject, ignore and no answer look the same from outside (spec/call.md, "Rejecting"): everything that leaves the
 * callee – sealed messages, data channel, every call of the connection – is compared line by line, with its time,
 * over the whole life of the invitation.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeCallWorld, type FakeCallWorld, OTHER } from '../sim/fakeCallWorld.ts';

type Decision = 'reject' | 'ignore' | 'none';

const DECISIONS: readonly Decision[] = ['none', 'ignore', 'reject'];

interface Setting {
  readonly showRinging: boolean;
  readonly relayOnly: boolean;
  readonly decideAt: number;
  /** Things that happen meanwhile, whatever was decided. */
  readonly meanwhile: (world: FakeCallWorld) => Promise<void>;
}

async function observe(decision: Decision, setting: Setting): Promise<readonly (readonly string[])[]> {
  const world = createFakeCallWorld(7);
  const { clock, alice, bob } = world;
  Object.assign(bob.settings, { showRinging: setting.showRinging, relayOnly: setting.relayOnly });
  alice.settings.relayOnly = setting.relayOnly;
  const placed = alice.engine().placeCall(OTHER, 'video');
  assert.ok(placed.ok);
  await clock.advance(setting.decideAt);
  if (decision !== 'none') assert.ok(bob.engine()[decision](placed.value.callId).ok);
  await setting.meanwhile(world);
  await clock.advance(400_000);
  const stages = [alice.engine().views().call?.stage ?? ''];
  alice.engine().endCall();
  await clock.advance(5000);
  return [bob.traffic, alice.traffic, stages];
}

const quiet = async () => undefined;
const disturbed = async ({ clock, network, alice, bob }: FakeCallWorld) => {
  await clock.advance(10_000);
  network.cut(true);
  await clock.advance(7000);
  network.mend();
  await clock.advance(20_000);
  bob.engine().networkChanged();
  await clock.advance(10_000);
  alice.engine().networkChanged();
  bob.setOnline(false);
  await clock.advance(5000);
  bob.setOnline(true);
};

for (const showRinging of [true, false]) {
  for (const relayOnly of [true, false]) {
    for (const decideAt of [150, 300, 5000, 100_000, 179_000, 200_000]) {
      for (const meanwhile of [quiet, disturbed]) {
        const name = `ringing ${showRinging ? 'shown' : 'hidden'}, relay only ${relayOnly}, at ${decideAt} ms`;
        test(`${name}${meanwhile === disturbed ? ', network disturbed' : ''}`, async () => {
          const setting = { showRinging, relayOnly, decideAt, meanwhile };
          const [none, ignore, reject] = await Promise.all(DECISIONS.map(each => observe(each, setting)));
          assert.ok((none?.[0]?.length ?? 0) > 3, 'something was compared');
          assert.deepEqual(ignore, none);
          assert.deepEqual(reject, none);
        });
      }
    }
  }
}
