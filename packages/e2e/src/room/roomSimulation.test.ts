/**
 * The simulation of `packages/core/src/room/roomSimulation.test.ts` – the same people, the same seeds – against the real
 * room service: its sockets, its database and its order of commits.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallSuite } from '@sotto/core/group/roomMembers.testSupport';
import { joinShare, liveInRoom, ROOM_SEEDS } from '@sotto/core/sim/roomLife';
import { createRealRoomWorld } from './realRoomWorld.ts';
import { WAY_MS } from './roomSocket.ts';

test(`${ROOM_SEEDS} seeds with the real server: one call, one view, no ghost`, async context => {
  const suite = await smallSuite();
  const joins: number[] = [];
  for (let seed = 1; seed <= ROOM_SEEDS; seed++) {
    await using world = await createRealRoomWorld(seed, suite);
    joins.push(...(await liveInRoom(world, `seed ${seed}`)));
  }
  const [p50, p95] = [joinShare(joins, 0.5), joinShare(joins, 0.95)];
  context.diagnostic(
    `${joins.length} joins: p50 ${p50} ms, p95 ${p95} ms, at ${4 * WAY_MS} ms for two round trips`,
  );
  assert.ok(p50 < 500);
});
