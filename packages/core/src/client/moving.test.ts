/** Stories of profiles that move between devices, on whole clients. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ByteSource } from '../export/sealedChunks.ts';
import { textsOf } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';

const PASSPHRASE = 'correct horse battery staple';

async function createMove() {
  const world = await createWorld(['Ada', 'Ben', 'New', 'Third']);
  const [ada, ben, fresh, third] = world.people as readonly [Person, Person, Person, Person];
  await introduce(world, ada, ben);
  await ada.client().commands.sendText(contactOf(ada).id, 'before');
  await ben.client().commands.changeSettings({ alwaysRelay: false, theme: 'dark' });
  await world.clock.advance(1000);
  const exported = await world.run(ben.client().commands.exportProfile(PASSPHRASE));
  const file = exported?.ok ? new Blob([...exported.value]) : assert.fail('no file');
  return { world, ada, ben, fresh, third, file };
}

const take = (world: World, who: Person, file: ByteSource, passphrase = PASSPHRASE) =>
  world.run(who.client().commands.importProfile(file, passphrase));

test('a profile moves with its contacts and items, and the conversation goes on there', async () => {
  const { world, ada, ben, fresh, file } = await createMove();
  assert.equal(ben.client().view().phase, 'moved');
  await ada.client().commands.sendText(contactOf(ada).id, 'meanwhile');
  await world.clock.advance(1000);
  assert.deepEqual(await take(world, fresh, file), { ok: true, value: undefined });
  await world.clock.advance(2000);
  const { phase, profile, settings, contacts } = fresh.client().view();
  assert.deepEqual(
    [phase, profile.name, settings.theme, settings.alwaysRelay],
    ['ready', 'Ben', 'dark', true],
  );
  assert.equal(contacts[0]?.name, 'Ada');
  assert.deepEqual(
    textsOf(fresh, 'contact').map(item => item.text),
    ['before', 'meanwhile'],
  );
  await fresh.client().commands.sendText(contactOf(fresh).id, 'here I am');
  await world.clock.advance(1000);
  assert.equal(textsOf(ada, 'contact').at(-1)?.text, 'here I am');
  await ada.client().commands.call(contactOf(ada).id, 'audio');
  await world.clock.advance(3000);
  assert.equal(fresh.client().view().call?.stage, 'incoming');
  assert.equal(ben.client().view().call, undefined);
});

test('own links move, with what makes their host, and so do the calls behind them', async () => {
  const world = await createWorld(['Ada', 'Ben', 'New']);
  const [ada, ben, fresh] = world.people as [Person, Person, Person];
  await introduce(world, ada, ben);
  const lost = await world.run(fresh.client().commands.createLink('video'));
  const made = await world.run(ben.client().commands.createLink('voice', { name: 'Choir' }));
  assert.ok(made?.ok && lost?.ok);
  await world.clock.advance(1000);
  const exported = await world.run(ben.client().commands.exportProfile(PASSPHRASE));
  assert.ok(exported?.ok);
  assert.ok((await take(world, fresh, new Blob([...exported.value])))?.ok);
  const { commands, view } = fresh.client();
  assert.deepEqual(
    view().links.map(({ name, isMine }) => [name, isMine]),
    [['Choir', true]],
  );
  assert.ok((await world.run(commands.changeLink(made.value.linkId, { policy: 'ask' })))?.ok);
  // The same host as before, to itself and to its contacts.
  await world.run(commands.openLink(made.value.link));
  assert.equal(view().join?.amHost, true);
  await world.run(ada.client().commands.openLink(made.value.link));
  assert.equal(ada.client().view().join?.host, contactOf(ada).id);
  await world.run(commands.blockContact(contactOf(fresh).id));
  await world.clock.advance(1000);
  assert.equal(view().links[0]?.bans[0]?.name, 'Ada');
});

test('of all devices with the file and the one it came from exactly one goes on', async () => {
  const { world, ben, fresh, third, file } = await createMove();
  await take(world, fresh, file);
  assert.deepEqual(await take(world, third, file), { ok: false, code: 'usedExport' });
  assert.deepEqual(await world.run(ben.client().commands.goOnHere()), { ok: false, code: 'movedAway' });
  ben.kill();
  await ben.open();
  assert.equal(ben.client().view().phase, 'moved');
  await world.run(ben.client().commands.eraseProfile());
  assert.equal(ben.client().view().phase, 'firstRun');
});

test('going on where one was makes the file useless', async () => {
  const { world, ada, ben, fresh, file } = await createMove();
  assert.deepEqual(await world.run(ben.client().commands.goOnHere()), { ok: true, value: undefined });
  assert.deepEqual(await take(world, fresh, file), { ok: false, code: 'usedExport' });
  await world.clock.advance(1000);
  await ben.client().commands.sendText(contactOf(ben).id, 'still here');
  await world.clock.advance(1000);
  assert.equal(textsOf(ada, 'contact').at(-1)?.text, 'still here');
});

test('pressed twice, a move happens once, and one client runs afterwards', async () => {
  const { world, ada, ben } = await createMove();
  const { goOnHere } = ben.client().commands;
  assert.deepEqual(await world.run(Promise.all([goOnHere(), goOnHere()])), [
    { ok: true, value: undefined },
    { ok: false, code: 'notReady' },
  ]);
  await ben.client().commands.sendText(contactOf(ben).id, 'once');
  await world.clock.advance(1000);
  assert.equal(textsOf(ada, 'contact').at(-1)?.text, 'once');

  const mailboxes = world.server.mailboxes();
  const { exportProfile } = ben.client().commands;
  const made = await world.run(Promise.all([exportProfile(PASSPHRASE), exportProfile(PASSPHRASE)]));
  assert.deepEqual([made?.[0].ok, made?.[1].ok], [true, true]);
  assert.equal(world.server.mailboxes(), mailboxes + 1, 'both files have the same ticket');
  assert.equal(ben.timers(), 0, 'nothing runs any more');
});

test('what is asked for while the profile leaves finds it resting', async () => {
  const { world, ada, ben, file } = await createMove();
  await world.run(ben.client().commands.goOnHere());
  await world.clock.advance(1000);
  const { exportProfile, importProfile, eraseProfile } = ben.client().commands;
  const outcomes = await world.run(
    Promise.all([exportProfile(PASSPHRASE), importProfile(file, PASSPHRASE), eraseProfile()]),
  );
  assert.deepEqual(
    outcomes?.map(outcome => (outcome.ok ? 'ok' : outcome.code)),
    ['ok', 'notReady', 'ok'],
  );
  assert.equal(ben.client().view().phase, 'firstRun');
  await ada.client().commands.sendText(contactOf(ada).id, 'to nobody');
  await world.clock.advance(1000);
  assert.equal(ben.client().view().contacts.length, 0);
});

test('a client that is closed in the middle of a move does not run again', async () => {
  const { world, ben } = await createMove();
  const before = structuredClone(ben.stored());
  const { goOnHere } = ben.client().commands;
  const [first, second] = [goOnHere(), goOnHere()];
  await world.clock.advance(7);
  await world.run(ben.client().close());
  const closed = { ok: false, code: 'notReady' };
  assert.deepEqual(await world.run(Promise.all([first, second])), [closed, closed]);
  assert.deepEqual(ben.stored(), before);
  assert.equal(ben.timers(), 0);
});

test('an import that waits keeps its claim while another file is opened', async () => {
  const { world, fresh, third, file } = await createMove();
  await world.run(third.client().commands.setName('Third'));
  const exported = await world.run(third.client().commands.exportProfile(PASSPHRASE));
  const other = exported?.ok ? new Blob([...exported.value]) : assert.fail('no file');
  world.server.intercept = message => {
    // The server hears the claim, but its answer is lost.
    if (message.t === 'bindSender') world.clock.after(1, () => fresh.setOnline(false));
    return false;
  };
  assert.deepEqual(await take(world, fresh, file), { ok: false, code: 'offline' });
  world.server.intercept = undefined;
  fresh.setOnline(true);
  assert.deepEqual(await take(world, fresh, other), { ok: true, value: undefined });
  assert.deepEqual(await take(world, fresh, file), { ok: true, value: undefined });
  await world.clock.advance(1000);
  assert.equal(fresh.client().view().profile.name, 'Ben');
  assert.deepEqual(await take(world, fresh, file), { ok: false, code: 'usedExport' });
});

test('each thing that is wrong with a file has its own name, and nothing here is lost by it', async () => {
  const { world, ada, file } = await createMove();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const changed = (position: number, value?: number) => {
    const copy = bytes.slice();
    copy[position] = value ?? (copy[position] ?? 0) ^ 1;
    return new Blob([copy]);
  };
  const before = structuredClone(ada.stored());
  const tried = [
    await take(world, ada, file, 'wrong'),
    await take(world, ada, changed(bytes.length - 1)),
    await take(world, ada, file.slice(0, bytes.length - 40)),
    await take(world, ada, changed(14, 3)),
    await take(world, ada, new Blob(['a letter'])),
    await take(world, ada, new Blob([])),
  ].map(outcome => (outcome?.ok ? 'ok' : outcome?.code));
  const [wrong, damaged, other] = ['wrongPassphrase', 'damagedExport', 'notAnExport'];
  assert.deepEqual(tried, [wrong, damaged, damaged, 'newerExport', other, other]);
  assert.deepEqual(ada.stored(), before);
});
