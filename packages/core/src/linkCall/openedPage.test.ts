/** What becomes of a link call when its tab is opened anew with a link in the address. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenToCallLink } from '@sotto/protocol/link/callLink';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createLinkCallSimulation } from '../sim/linkCallWorld.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';

const ORIGIN = 'https://sotto.test';
const suite = await smallSuite();

/** Cleo's page has died in a call with a host and is opened again with what `toText` makes of the call's token. */
async function openAgain(seed: number, toText: (token: Uint8Array) => string, isOlder = false) {
  const world = await createLinkCallSimulation(seed, 'open', suite);
  const { arrive, clock, room } = world;
  const host = await arrive('Host', { pseudonym: room.host });
  const store = createMemoryStore();
  const cleo = await arrive('Cleo', { store });
  const loadedAt = clock.now();
  await host.join();
  await cleo.join();
  await clock.advance(6000);
  cleo.crash();
  const opened = { text: toText(room.keys.token), at: isOlder ? loadedAt : clock.now() };
  const again = await arrive('Cleo', { store, opened });
  await again.calls.restore();
  await clock.advance(1000);
  return { arrive, again, clock, host, store };
}

const others: Readonly<Record<string, string>> = {
  'another link': tokenToCallLink(ORIGIN, 'video', new Uint8Array(16).fill(7)),
  'a damaged link': `${ORIGIN}/video#x`,
  'an invitation': '',
};
for (const [wording, text] of Object.entries(others)) {
  test(`with ${wording}, the page shows that, and nobody sees a ghost in the call`, async () => {
    const { again, arrive, clock, host, store } = await openAgain(1, () => text);
    assert.equal(again.view(), undefined);
    assert.deepEqual(again.media.open(), []);
    assert.deepEqual(
      host.view()?.people.map(({ name }) => name),
      ['Host'],
    );
    // Loaded again, it does not go back either: the call was left.
    const later = await arrive('Cleo', { store });
    await later.calls.restore();
    await clock.advance(1000);
    assert.equal(later.view(), undefined);
  });
}

test('with the link of the call, by whatever way, the page is back in it', async () => {
  for (const toText of [
    (token: Uint8Array) => tokenToCallLink(ORIGIN, 'video', token),
    (token: Uint8Array) => tokenToCallLink(ORIGIN, 'voice', token),
  ]) {
    const { again } = await openAgain(2, toText);
    assert.equal(again.view()?.stage, 'inside');
  }
});

test('a page that went into the call after it was opened with another link is back in the call', async () => {
  const { again } = await openAgain(3, () => others['another link'] ?? '', true);
  assert.equal(again.view()?.stage, 'inside');
});
