/** A link that says to continue a call under a name in it, and nobody inside knows of it (spec/room.md, "Another device"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createLinkCallSimulation, type LinkCaller } from '../sim/linkCallWorld.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { HAND_OVER_TIMES } from './giveHandOver.ts';
import { WORD_MS } from './takeHandOver.ts';

const suite = await smallSuite();
const PLAIN = 'https://sotto.test/video#AAAAAAAAAAAAAAAAAAAAAA';
/** Made up by anybody who knows the link; the name is *Ben*. */
const CRAFTED = `${PLAIN}.AAECAwQFBgcICQoLDA0ODw.QmVu`;

/** Ada made the link; Eve, who is called so on her device, is somewhere else. */
async function setUp(seed: number, policy: 'open' | 'ask' = 'open') {
  const world = await createLinkCallSimulation(seed, policy, suite);
  const ada = await world.arrive('Ada', { pseudonym: world.room.host });
  const ben = await world.arrive('Ben');
  const store = createMemoryStore();
  const eve = await world.arrive('Eve', { ownName: 'Eve', store });
  return { ...world, ada, ben, eve, store, wait: (ms: number) => world.clock.advance(ms) };
}

const namesOf = (caller: LinkCaller) => caller.view()?.people.map(({ name }) => name);
const joinedNames = (caller: LinkCaller) =>
  caller.view()?.people.flatMap(({ isArriving, name }) => (isArriving ? [] : [name]));

const press = (caller: LinkCaller) =>
  caller.calls.commands.joinLink({
    name: caller.page()?.ownName ?? '',
    devices: { microphone: true, camera: true },
  });

/** Nothing of the name is used, and the page is that of a plain link. */
function assertRefused(eve: LinkCaller): void {
  assert.deepEqual(
    [eve.page()?.isContinued, eve.page()?.wasContinued, eve.page()?.ownName],
    [false, true, 'Eve'],
  );
  assert.equal(eve.calls.hasDevices(), false);
  assert.deepEqual(eve.media.open(), []);
  assert.deepEqual(eve.noted, []);
}

test('with a made-up secret nobody is seen under the name of the link, and joins under the own one', async () => {
  const { ada, eve, wait } = await setUp(1);
  await ada.join();
  eve.open(CRAFTED);
  assert.ok((await press(eve)).ok);
  for (let waited = 0; waited < WORD_MS; waited += 100) {
    assert.deepEqual(namesOf(ada), ['Ada']);
    assert.ok(eve.view()?.isUnproven);
    await wait(100);
  }
  await wait(100);
  assertRefused(eve);
  assert.ok((await press(eve)).ok);
  await wait(3000);
  assert.deepEqual(joinedNames(ada), ['Ada', 'Eve']);
  assert.deepEqual(eve.noted.slice(0, 1), ['begin']);
});

test('whoever only looks at such a page sees the ordinary one, before anything is pressed', async () => {
  const { ada, eve, wait } = await setUp(2);
  await ada.join();
  eve.open(CRAFTED);
  for (let waited = 0; waited < WORD_MS; waited += 100) {
    assert.deepEqual(namesOf(ada), ['Ada']);
    await wait(100);
  }
  await wait(100);
  assertRefused(eve);
  await wait(2000);
  assert.deepEqual(
    ada.view()?.people.map(({ name }) => name),
    ['Ada', 'Eve'],
  );
});

test('a code whose time is over continues nothing, nor does one that was taken back', async () => {
  const { ada, ben, eve, wait } = await setUp(3);
  await ada.join();
  await ben.join();
  for (const takeBack of [() => wait(HAND_OVER_TIMES.secret), () => ben.calls.commands.cancelHandOver()]) {
    await ben.calls.commands.offerHandOver();
    const link = ben.view()?.handOver?.link ?? '';
    await takeBack();
    eve.open(link);
    assert.equal(eve.page()?.ownName, 'Ben');
    await press(eve);
    await wait(WORD_MS + 3000);
    assertRefused(eve);
    assert.deepEqual(joinedNames(ada), ['Ada', 'Ben']);
  }
});

test('with the first device gone nobody can say whose the code was', async () => {
  const { ada, ben, eve, wait } = await setUp(4);
  await ada.join();
  await ben.join();
  await ben.calls.commands.offerHandOver();
  eve.open(ben.view()?.handOver?.link ?? '');
  await ben.calls.commands.leaveLinkCall();
  await wait(500);
  await press(eve);
  await wait(WORD_MS + 3000);
  assertRefused(eve);
  assert.deepEqual(joinedNames(ada), ['Ada']);
});

test('where the call is over none is begun under the name of the link', async () => {
  const { eve, room, wait } = await setUp(5);
  eve.open(CRAFTED);
  await press(eve);
  await wait(10_000);
  assert.deepEqual([eve.view()?.stage, room.server.seats().length], ['lobby', 0]);
  // The page is read again and again.
  eve.open(PLAIN);
  await wait(500);
  assertRefused(eve);
  assert.notEqual(eve.view()?.isPreparing, false);
});

test('no host is asked about the name of a made-up link, nor lets it in among all', async () => {
  const { ada, eve, wait } = await setUp(6, 'ask');
  await ada.join();
  eve.open(CRAFTED, { hasToAsk: true });
  await press(eve);
  await wait(200);
  for (let waited = 0; waited < HAND_OVER_TIMES.secret; waited += 5000) {
    assert.deepEqual([eve.view()?.stage, eve.view()?.isUnproven], ['lobby', true]);
    assert.deepEqual(ada.view()?.knocks, []);
    await ada.calls.commands.admitPeople(undefined);
    await wait(5000);
  }
  assertRefused(eve);
  assert.deepEqual(namesOf(ada), ['Ada']);
  assert.ok((await press(eve)).ok);
  await wait(2000);
  assert.deepEqual(
    ada.view()?.knocks.map(({ name }) => name),
    ['Eve'],
  );
});

test('whom a host refuses finds the ordinary page behind the refusal', async () => {
  const { ada, ben, eve, wait } = await setUp(7, 'ask');
  await ada.join();
  await ben.join();
  await ada.calls.commands.admitPeople(undefined);
  await wait(2000);
  await ben.calls.commands.offerHandOver();
  eve.open(ben.view()?.handOver?.link ?? '', { hasToAsk: true });
  await press(eve);
  await wait(2000);
  await ada.calls.commands.refusePerson(ada.view()?.knocks[0]?.seat as never);
  await wait(2000);
  assert.equal(eve.view()?.ending, 'refused');
  assertRefused(eve);
});

test('while the first device has no network its code is not spent: it gives its word when it is back', async () => {
  for (const cut of [5000, 9000]) {
    const { ada, ben, eve, wait } = await setUp(9);
    await ada.join();
    await ben.join();
    await ben.calls.commands.offerHandOver();
    eve.open(ben.view()?.handOver?.link ?? '');
    ben.cutOff();
    await press(eve);
    await wait(cut);
    assert.deepEqual(namesOf(ada), ['Ada', 'Ben']);
    ben.comeBack();
    await wait(8000);
    assert.deepEqual([eve.view()?.stage, ben.view()?.ending], ['inside', 'moved']);
    assert.deepEqual(joinedNames(ada), ['Ada', 'Ben']);
  }
});

test('nor when its network goes between its word for all and that for the other device', async () => {
  const { ada, ben, eve, wait } = await setUp(10);
  await ada.join();
  await ben.join();
  await ben.calls.commands.offerHandOver();
  eve.open(ben.view()?.handOver?.link ?? '');
  await press(eve);
  for (let steps = 0; steps < 1000 && ada.view()?.people.length === 2; steps += 1) await wait(1);
  ben.cutOff();
  await wait(5000);
  assert.ok(eve.view()?.isUnproven);
  ben.comeBack();
  await wait(8000);
  assert.deepEqual([eve.view()?.stage, ben.view()?.ending], ['inside', 'moved']);
});

test('a code with which somebody came and went again works once more, and is shown until then', async () => {
  const { ada, ben, eve, wait } = await setUp(11, 'ask');
  const admit = async () => {
    await ada.calls.commands.admitPeople(undefined);
    await wait(8000);
  };
  await ada.join();
  await ben.join();
  await admit();
  await ben.calls.commands.offerHandOver();
  const link = ben.view()?.handOver?.link ?? '';
  eve.open(link, { hasToAsk: true });
  await press(eve);
  await wait(2000);
  assert.equal(ben.view()?.handOver?.stage, 'waiting');
  await eve.calls.commands.leaveLinkCall();
  await wait(1000);
  assert.deepEqual([ben.view()?.handOver?.stage, ben.view()?.handOver?.link], ['open', link]);
  eve.open(link, { hasToAsk: true });
  await press(eve);
  await wait(2000);
  await admit();
  assert.deepEqual([eve.view()?.stage, ben.view()?.ending], ['inside', 'moved']);
});

test('a code whose time runs out while the other device waits is over when that one goes', async () => {
  const { ada, ben, eve, wait } = await setUp(13, 'ask');
  await ada.join();
  await ben.join();
  await ada.calls.commands.admitPeople(undefined);
  await wait(2000);
  await ben.calls.commands.offerHandOver();
  const link = ben.view()?.handOver?.link ?? '';
  await wait(HAND_OVER_TIMES.secret - 5000);
  eve.open(link, { hasToAsk: true });
  await press(eve);
  await wait(6000);
  assert.deepEqual([ben.view()?.handOver?.stage, ben.view()?.handOver?.link], ['waiting', undefined]);
  await eve.calls.commands.leaveLinkCall();
  await wait(1000);
  assert.equal(ben.view()?.handOver, undefined);
});

test('a page that is loaded again while nobody has said anything comes in under no name by itself', async () => {
  const { ada, arrive, eve, store, wait } = await setUp(8);
  await ada.join();
  eve.open(CRAFTED);
  await press(eve);
  await wait(2000);
  eve.crash();
  const again = await arrive('Eve', { ownName: 'Eve', store });
  await again.calls.restore();
  await wait(20_000);
  assert.equal(again.view(), undefined);
  assert.deepEqual(joinedNames(ada), ['Ada']);
});

test('a first device that is alone and has no network for a moment is waited for as well', async () => {
  const { ben, eve, wait } = await setUp(12);
  await ben.join();
  await ben.calls.commands.offerHandOver();
  eve.open(ben.view()?.handOver?.link ?? '');
  ben.cutOff();
  await press(eve);
  await wait(5000);
  assert.ok(eve.view()?.isUnproven);
  ben.comeBack();
  await wait(8000);
  assert.deepEqual([eve.view()?.stage, ben.view()?.ending], ['inside', 'moved']);
});
