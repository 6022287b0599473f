/** What stories about calls have in common: acts, glances at the screens, and what must be true in the end. */
import assert from 'node:assert/strict';
import type { CallId } from '@sotto/protocol/ids';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { CallView } from '../client/view.ts';
import { type FakeCallWorld, type FakeClient, OTHER } from './fakeCallWorld.ts';

/** The call that has a client’s screen. */
export const view = (client: FakeClient): CallView | undefined => client.engine().views().call;
/** The stages that both see. */
export const stages = (world: FakeCallWorld) => [view(world.alice)?.stage, view(world.bob)?.stage];
/** A client’s newest item. */
export const last = (client: FakeClient) => client.items().at(-1);

/** Calls; the call must be placed. */
export function place(client: FakeClient, media: CallMedia = 'audio'): CallId {
  const placed = client.engine().placeCall(OTHER, media);
  assert.ok(placed.ok);
  return placed.value.callId;
}

/** Alice calls, Bob accepts; both are in the call. */
export async function connect(
  world: FakeCallWorld,
  media: CallMedia = 'audio',
  answer: CallMedia = media,
): Promise<CallId> {
  const callId = place(world.alice, media);
  await world.clock.advance(2000);
  assert.ok(world.bob.engine().accept(callId, answer).ok);
  await world.clock.advance(1000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  return callId;
}

/** Whatever happened, nothing is left: no connection, device, tone, timer or will, and no rule was broken. */
export async function assertQuiet(world: FakeCallWorld): Promise<void> {
  await world.clock.advance(2000);
  assert.equal(world.network.open(), 0, 'connections');
  assert.deepEqual([...world.alice.media.open(), ...world.bob.media.open()], [], 'devices');
  assert.deepEqual([world.alice.tone(), world.bob.tone()], [undefined, undefined], 'tones');
  assert.equal(world.clock.pending(), 0, 'timers');
  assert.equal(world.wills(), 0, 'wills');
  assert.deepEqual([...world.alice.stored.keys(), ...world.bob.stored.keys()], [], 'records');
  assertRules(world);
}

function assertRules(world: FakeCallWorld): void {
  assert.deepEqual(world.network.violations(), []);
  const all = [...world.alice.traffic, ...world.bob.traffic].join('\n');
  assert.doesNotMatch(all, /typ host|192\.168/);
}
