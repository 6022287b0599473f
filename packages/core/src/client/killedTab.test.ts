/**
 * A tab is killed at every single write (before and after it) and every single frame (lost, or sent and its answer
 * lost) of a scripted exchange of two people, and opened again. Each scene begins with the stores that the scenes
 * before it leave. In the end nothing is missing, nothing is there twice, and both can still write.
 */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  finishScene,
  type Killing,
  killingsOf,
  playScene,
  SCENES,
  type Scene,
  sleep,
} from '../sim/killScript.ts';
import type { WorldSnapshot } from '../sim/world.ts';

test('a tab may die at any moment', async t => {
  let from: WorldSnapshot | undefined;
  for (const scene of SCENES) {
    const undisturbed = await playScene(scene, from);
    const killings = killingsOf(undisturbed);
    await finishScene(scene, undisturbed);
    await t.test(scene.name, context => killEverywhere(context, scene, from, killings));
    from = await sleep(undisturbed);
  }
});

async function killEverywhere(
  t: TestContext,
  scene: Scene,
  from: WorldSnapshot | undefined,
  killings: readonly Killing[],
): Promise<void> {
  t.diagnostic(`${killings.length} points`);
  const broken: string[] = [];
  for (const killing of killings) {
    try {
      const world = await playScene(scene, from, killing);
      await finishScene(scene, world);
      await sleep(world);
    } catch (problem) {
      broken.push(`${JSON.stringify(killing)}: ${String(problem)}`);
    }
  }
  assert.deepEqual(broken, []);
}
