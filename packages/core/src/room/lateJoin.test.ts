/** Somebody who only looked at a link joins while it is being let in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRoomSeals } from '../group/bundle.ts';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createRoomWorld } from '../sim/roomWorld.ts';

const suite = await smallSuite();

for (const later of [0, 60, 75, 90, 150]) {
  test(`joined ${later} ms after looking, the server is given a name for those who read the link`, async () => {
    const world = await createRoomWorld(1, 'open', suite);
    const host = await world.arrive('Host', { pseudonym: world.host });
    host.room.join();
    await world.clock.advance(1000);
    const ben = await world.arrive('Ben');
    ben.room.join(false);
    await world.clock.advance(later);
    ben.room.join(true);
    await world.clock.advance(3000);
    assert.equal(ben.room.view().stage, 'inside');
    // A second knock is refused to whoever is inside, and its name is lost.
    const last = world.server.recorded.findLast(({ t }) => t === (later < 60 ? 'knock' : 'attachRoom'));
    const card = last !== undefined && 'card' in last ? last.card : undefined;
    const opened = card && (await createRoomSeals(world.random, world.keys.joinKey).openCard(card));
    assert.deepEqual(opened, { ok: true, value: { name: 'Ben' } });
  });
}
