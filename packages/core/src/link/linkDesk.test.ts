/** The links of whole clients in the simulated world: made, read by others, changed, ended, with answers that get lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkId } from '@sotto/protocol/ids';
import { toHandOverLink } from '@sotto/protocol/link/callLink';
import type { Person } from '../sim/person.ts';
import { createWorld, type World } from '../sim/world.ts';

const DAY_MS = 86_400_000;

async function withLink() {
  const world = await createWorld(['Ada', 'Ben']);
  const [ada, ben] = world.people as [Person, Person];
  const made = await world.run(ada.client().commands.createLink('video', { name: 'Choir' }));
  assert.ok(made?.ok);
  const { link, linkId } = made.value;
  const open = (text: string | undefined = link) => world.run(ben.client().commands.openLink(text));
  return { world, ada, ben, link, linkId, open };
}

test('somebody without a profile makes a link, and whoever has it reads what it is', async () => {
  const { ada, ben, link, linkId, open } = await withLink();
  const [mine] = ada.client().view().links;
  assert.equal(mine?.link, link);
  assert.deepEqual([mine?.isMine, mine?.canChangeMedia, mine?.terms.people], [true, true, 5]);
  assert.equal(ada.client().view().phase, 'firstRun');
  assert.deepEqual(await open(), { ok: true, value: undefined });
  const { join, links } = ben.client().view();
  assert.deepEqual(
    [join?.linkId, join?.state, join?.name, join?.amHost, join?.hasToAsk],
    [linkId, 'ready', 'Choir', false, false],
  );
  // Looked at only: it stands in no list.
  assert.equal(links.length, 0);
});

test('a link from another device brings a name and says so; a plain one of the same call does not', async () => {
  const { ben, link, linkId, open, world } = await withLink();
  const secret = new Uint8Array(16);
  world.server.links.setPeople(linkId, 2);
  assert.ok((await open(toHandOverLink(link, { secret, name: 'Benoît' })))?.ok);
  const shown = () => {
    const { join } = ben.client().view();
    return [join?.linkId, join?.isContinued, join?.ownName];
  };
  assert.deepEqual(shown(), [linkId, true, 'Benoît']);
  await open();
  assert.deepEqual(shown(), [linkId, false, '']);
});

test('where nobody is, a link from another device is a plain one without its name, and the page says so', async () => {
  const { ben, link, linkId, open, world } = await withLink();
  const shown = () => {
    const { join } = ben.client().view();
    return [join?.isContinued, join?.wasContinued, join?.ownName];
  };
  const handOver = toHandOverLink(link, { secret: new Uint8Array(16), name: 'Benoît' });
  assert.ok((await open(handOver))?.ok);
  assert.deepEqual(shown(), [false, true, '']);
  world.server.links.setPeople(linkId, 2);
  await open(handOver);
  assert.deepEqual(shown(), [true, false, 'Benoît']);
  world.server.links.setPeople(linkId, 0);
  await world.clock.advance(5000);
  assert.deepEqual(shown(), [false, true, '']);
});

test('a change is seen on the join page while it is open, and in a tab that was closed', async () => {
  const { world, ada, ben, linkId, open } = await withLink();
  await open();
  const change = { name: 'Band', policy: 'ask', terms: { people: 3 } } as const;
  assert.ok((await world.run(ada.client().commands.changeLink(linkId, change)))?.ok);
  await world.clock.advance(5000);
  const { join } = ben.client().view();
  assert.deepEqual([join?.name, join?.policy, join?.hasToAsk], ['Band', 'ask', true]);
  ada.kill();
  await ada.open();
  assert.equal(ada.client().view().links[0]?.name, 'Band');
  assert.equal(ada.client().view().links[0]?.terms.people, 3);
});

test('expired, revoked, malformed, unknown, full, closed and of another server are seven things', async () => {
  const { world, ada, ben, link, linkId, open } = await withLink();
  const problem = () => ben.client().view().join?.problem;
  const change = (what: Parameters<ReturnType<typeof commands>['changeLink']>[1]) =>
    world.run(commands().changeLink(linkId, what));
  const commands = () => ada.client().commands;
  await open(`${link}x`);
  assert.equal(problem(), 'malformedLink');
  await open('https://elsewhere.test/voice#AAECAwQFBgcICQoLDA0ODw');
  assert.deepEqual([problem(), ben.client().view().join?.media], ['otherServerLink', 'voice']);
  await open('https://sotto.test/voice#AAECAwQFBgcICQoLDA0ODw');
  assert.equal(problem(), 'unknownLink');
  await open();
  world.server.links.setPeople(linkId, 5);
  await world.clock.advance(5000);
  assert.equal(problem(), 'fullLink');
  world.server.links.setPeople(linkId, 0);
  await change({ hours: { zone: 'UTC', days: [], from: 0, until: 60 } });
  await world.clock.advance(5000);
  assert.equal(problem(), 'closedLink');
  await change({ hours: null, ends: world.clock.now() });
  await world.clock.advance(5000);
  assert.equal(problem(), 'expiredLink');
  await change({ ends: null });
  await world.clock.advance(5000);
  assert.equal(problem(), undefined);
  assert.ok((await world.run(commands().revokeLink(linkId)))?.ok);
  await world.clock.advance(5000);
  assert.equal(problem(), 'revokedLink');
  assert.equal(ada.client().view().links[0]?.ending, 'revoked');
  assert.deepEqual(await change({ name: 'x' }), { ok: false, code: 'revokedLink' });
});

test('a link that nobody uses expires, and its host hears so', async () => {
  const { world, ada, ben, linkId, open } = await withLink();
  for (const person of [ada, ben]) person.kill();
  await world.clock.advance(90 * DAY_MS);
  for (const person of [ada, ben]) await person.open();
  assert.deepEqual(await open(), { ok: false, code: 'expiredLink' });
  const changed = await world.run(ada.client().commands.changeLink(linkId, { name: 'x' }));
  assert.deepEqual(changed, { ok: false, code: 'expiredLink' });
  assert.equal(ada.client().view().links[0]?.ending, 'expired');
});

test('an answer that is lost is asked for again and counts once', async () => {
  const { world, ada, linkId } = await withLink();
  loseAnswers(world, 'updateLink', ada);
  assert.ok((await world.run(ada.client().commands.changeLink(linkId, { name: 'Band' })))?.ok);
  assert.deepEqual(world.server.links.versions(), [2]);
  loseAnswers(world, 'createLink', ada);
  assert.ok((await world.run(ada.client().commands.createLink('voice')))?.ok);
  assert.equal(world.server.links.versions().length, 2);
});

test('a tab that missed its own change makes the next one upon it', async () => {
  const { world, ada, linkId } = await withLink();
  const work = ada.client().commands.changeLink(linkId, { name: 'Band' });
  ada.killAt({ at: 'frame', count: ada.counts().frames + 1, when: 'after' });
  await world.run(work, 1000);
  assert.deepEqual(world.server.links.versions(), [2]);
  await ada.open();
  await world.clock.advance(500);
  assert.equal(ada.client().view().links[0]?.name, 'Choir');
  assert.ok((await world.run(ada.client().commands.changeLink(linkId, { policy: 'ask' })))?.ok);
  const [mine] = ada.client().view().links;
  assert.deepEqual([mine?.name, mine?.policy], ['Band', 'ask']);
});

test('the kind can be changed until somebody has joined', async () => {
  const { world, ada, linkId } = await withLink();
  const change = (media: 'video' | 'voice') => world.run(ada.client().commands.changeLink(linkId, { media }));
  assert.ok((await change('voice'))?.ok);
  const [mine] = ada.client().view().links;
  assert.match(mine?.link ?? '', /\/voice#/);
  assert.equal(mine?.terms.people, 8);
  world.server.links.setPeople(linkId, 1);
  assert.deepEqual(await change('video'), { ok: false, code: 'inUse' });
  assert.equal(ada.client().view().links[0]?.canChangeMedia, false);
});

test('attack: the server shows an old record or one of its own, and the page says so', async () => {
  const { world, ada, ben, linkId, open } = await withLink();
  await open();
  let old: Uint8Array | undefined;
  world.server.tamper = message => {
    if (message.t !== 'link') return message;
    old ??= message.record;
    return { ...message, record: old as typeof message.record, version: 1 };
  };
  await world.clock.advance(5000);
  assert.ok((await world.run(ada.client().commands.changeLink(linkId, { policy: 'ask' })))?.ok);
  await world.clock.advance(5000);
  assert.equal(ben.client().view().join?.problem, undefined, 'withheld: nobody here has seen more');
  world.server.tamper = undefined;
  await world.clock.advance(5000);
  assert.equal(ben.client().view().join?.policy, 'ask');
  world.server.tamper = message => (message.t === 'link' ? { ...message, version: 1 } : message);
  await world.clock.advance(5000);
  assert.equal(ben.client().view().join?.problem, 'untrustedLink');
});

test('without a connection the page says so, and goes on when it is back', async () => {
  const { world, ben, open } = await withLink();
  ben.setOnline(false);
  const opening = open();
  assert.equal(ben.client().view().join?.state, 'reading');
  assert.deepEqual(await opening, { ok: false, code: 'offline' });
  ben.setOnline(true);
  await world.clock.advance(5000);
  assert.equal(ben.client().view().join?.state, 'ready');
});

test('what is not there, and what only a host may do', async () => {
  const { world, ada, ben, linkId } = await withLink();
  const nothing = 'AAAAAAAAAAAAAAAAAAAAAA' as LinkId;
  const { commands } = ben.client();
  assert.deepEqual(await world.run(commands.changeLink(nothing, {})), { ok: false, code: 'noSuchLink' });
  assert.deepEqual(await world.run(commands.revokeLink(nothing)), { ok: false, code: 'noSuchLink' });
  assert.deepEqual(await world.run(commands.forgetLink(nothing)), { ok: false, code: 'noSuchLink' });
  const tooLong = await world.run(ada.client().commands.changeLink(linkId, { name: 'x'.repeat(65) }));
  assert.deepEqual(tooLong, { ok: false, code: 'tooLong' });
  assert.ok((await world.run(ada.client().commands.forgetLink(linkId)))?.ok);
  assert.equal(ada.client().view().links.length, 0);
});

/** The next answer to such a request is lost with its socket. */
function loseAnswers(world: World, kind: string, person: Person): void {
  world.server.tamper = message => message;
  const before = world.server.intercept;
  world.server.intercept = message => {
    if (message.t === kind) {
      world.server.intercept = before;
      world.clock.after(1, () => {
        person.setOnline(false);
        person.setOnline(true);
      });
    }
    return false;
  };
}
