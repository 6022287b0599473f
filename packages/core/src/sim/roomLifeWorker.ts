/**
 * A thread that lives in rooms on the seeds that it is given (`roomLife.ts`), and answers how long each join took. On a
 * thread nothing follows its promises: node:test does, and there are more than a million of them.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { liveInRoom } from './roomLife.ts';
import { createRoomWorld } from './roomWorld.ts';

const suite = await smallSuite();
const joins: number[] = [];
for (const seed of workerData as readonly number[]) {
  const world = await createRoomWorld(seed, 'open', suite);
  joins.push(...(await liveInRoom({ ...world, seats: () => world.server.seats() }, `seed ${seed}`)));
}
parentPort?.postMessage(joins);
