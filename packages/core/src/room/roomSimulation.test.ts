/**
 * Five people who come, go, crash, lose the network and come back at random for three minutes of simulated time, on
 * twenty seeds. In the end there is one call with one view, and nobody in it who is not there.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { joinShare, liveInRoom, ROOM_SEEDS } from '../sim/roomLife.ts';
import { createRoomWorld } from '../sim/roomWorld.ts';

test(`${ROOM_SEEDS} seeds: one call, one view, no ghost`, async context => {
  const suite = await smallSuite();
  const joins: number[] = [];
  for (let seed = 1; seed <= ROOM_SEEDS; seed++) {
    const world = await createRoomWorld(seed, 'open', suite);
    joins.push(...(await liveInRoom({ ...world, seats: () => world.server.seats() }, `seed ${seed}`)));
  }
  const [p50, p95] = [joinShare(joins, 0.5), joinShare(joins, 0.95)];
  context.diagnostic(
    `${joins.length} joins: p50 ${p50} ms, p95 ${p95} ms, at ${4 * 25} ms for two round trips`,
  );
  assert.ok(p50 < 500);
});
