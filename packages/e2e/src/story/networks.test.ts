/** Calls in real networks whose cables are pulled, whose addresses change and whose ways are switched (calls, "Recovery"). */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { reasonAgainstNamespaces } from '../support/namespaces.ts';
import { awaitMedia, createNetworkWorld, type NetworkWorld } from '../support/networkWorld.ts';
import { until } from '../support/person.ts';
import { ADA, BEN } from '../support/world.ts';

const reason = await reasonAgainstNamespaces();
/** On a machine busy with other tests; `bench/recovery.ts` measures what it takes. */
const LIMIT_MS = 15_000;

let world: NetworkWorld;

before(async () => {
  if (reason !== undefined) return;
  world = await createNetworkWorld();
  await world.ada.press('Video call');
  await world.ben.press('Accept with video');
  await world.ada.seesCamera(BEN.station);
  await world.ben.seesCamera(ADA.station);
});
after(() => world?.[Symbol.asyncDispose]());

const story = (name: string, tell: () => Promise<void>) =>
  test(name, reason === undefined ? {} : { skip: reason }, tell);

async function mediaReturns(): Promise<void> {
  const began = performance.now();
  const back = await awaitMedia([world.ada, world.ben]);
  assert.ok(back - began < LIMIT_MS, `media came back after ${Math.round(back - began)} ms`);
  await Promise.all([world.ada, world.ben].map(person => person.seesNoMore('Reconnecting')));
}

story('a pulled cable is told on both sides, and the call goes on when it is back', async () => {
  await world.adasNetwork.pull();
  await Promise.all([world.ada, world.ben].map(person => person.sees('Reconnecting')));
  await new Promise(resolve => setTimeout(resolve, 2500));
  await world.adasNetwork.plug();
  await mediaReturns();
});

story('another address does not end a call', async () => {
  await world.bensNetwork.changeAddress();
  await mediaReturns();
});

story('from one network to another in the middle of a call', async () => {
  await world.adasNetwork.switchPath();
  await mediaReturns();
});

story('a relay that dies is replaced, and the call moves to the new one', async () => {
  const pid = () => readFile(join(world.server.dataDirectory, 'relay.pid'), 'utf8').catch(() => undefined);
  const dead = await pid();
  await world.killRelay();
  // By then the old path is gone; whether anybody is told depends on how soon there is another one.
  await until(async () => ![dead, undefined, ''].includes(await pid()));
  await mediaReturns();
});

story('all that was one call', async () => {
  const { ada, ben } = world;
  await ben.press('Hang up');
  await ada.sees('Ben hung up');
  for (const person of [ada, ben]) {
    await person.press('Close');
    const calls = (await person.items()).filter(item => item.startsWith('Video call'));
    assert.equal(calls.length, 1);
  }
});
