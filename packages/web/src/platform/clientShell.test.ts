/** What stands between the screens and the client while tabs hand over the keys. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDLE_VIEW } from '@sotto/core/client/idleView';
import type { MovableClient } from '@sotto/core/client/moving';
import { failure } from '@sotto/protocol/result';
import { ClientShell } from './clientShell.ts';

// The shell tells the screens with the next frame; there are neither here.
Object.assign(globalThis, {
  requestAnimationFrame: () => 0,
  cancelAnimationFrame: () => undefined,
  document: { visibilityState: 'hidden' },
});

/** A client that notes when it is closed, and its store. */
const NO_STREAMS = { show: () => undefined, hear: () => undefined };

function createOpened(notes: string[], commands = {}, view: object = {}) {
  const client = {
    view: () => ({ ...IDLE_VIEW, phase: 'ready', ...view }),
    onView: () => () => undefined,
    commands,
    close: async () => void notes.push('client closed'),
  } as unknown as MovableClient;
  return { client, close: () => void notes.push('store closed') };
}

test('the keys are handed over when a client that is still starting has closed', async () => {
  const shell = new ClientShell(NO_STREAMS);
  const notes: string[] = [];
  const asked = Promise.withResolvers<void>();
  const opening = Promise.withResolvers<ReturnType<typeof createOpened>>();
  const starting = shell.start(() => {
    asked.resolve();
    return opening.promise;
  });
  await asked.promise;
  const yielding = shell.yieldKeys().then(() => notes.push('handed over'));
  assert.equal(shell.client.view().phase, 'elsewhere');
  opening.resolve(createOpened(notes));
  await Promise.all([starting, yielding]);
  assert.deepEqual(notes, ['client closed', 'store closed', 'handed over']);
  assert.equal(shell.client.view().phase, 'elsewhere');
});

test('a client that cannot start says so, unless the keys are elsewhere by then', async () => {
  const shell = new ClientShell(NO_STREAMS);
  const fails = () => Promise.reject(new Error('no storage'));
  await assert.rejects(shell.start(fails));
  assert.equal(shell.client.view().phase, 'broken');
  const asked = Promise.withResolvers<void>();
  const opening = Promise.withResolvers<never>();
  const starting = shell.start(() => {
    asked.resolve();
    return opening.promise;
  });
  await asked.promise;
  const yielding = shell.yieldKeys();
  opening.reject(new Error('no storage'));
  await Promise.allSettled([starting, yielding]);
  assert.equal(shell.client.view().phase, 'elsewhere');
});

test('a turn that comes at once begins after the one before has ended', async () => {
  const shell = new ClientShell(NO_STREAMS);
  const notes: string[] = [];
  await shell.start(async () => createOpened(notes));
  assert.equal(shell.client.view().phase, 'ready');
  void shell.yieldKeys();
  await shell.start(async () => {
    notes.push('opens again');
    return createOpened(notes);
  });
  assert.deepEqual(notes, ['client closed', 'store closed', 'opens again']);
  assert.equal(shell.client.view().phase, 'ready');
});

test('a command whose write was refused because the keys are elsewhere answers instead of throwing', async () => {
  const shell = new ClientShell(NO_STREAMS);
  const refused = Object.assign(new Error('notOwner'), { code: 'notOwner' });
  const setName = () => Promise.reject(refused);
  await shell.start(async () => createOpened([], { setName }));
  assert.deepEqual(await shell.client.commands.setName('Ada'), failure('notReady'));
});

test('who calls hears from the first frame on, who is called when the call was accepted', async () => {
  const stages = ['calling', 'ringing', 'waiting', 'connecting', 'inCall', 'incoming'];
  const heard: unknown[] = [];
  for (const stage of stages) {
    const shell = new ClientShell({ ...NO_STREAMS, show: (...shown) => void heard.push(shown) });
    await shell.start(async () => createOpened([], {}, { call: { callId: stage, stage } }));
  }
  assert.deepEqual(
    heard,
    stages.map(stage => [stage, stage !== 'incoming']),
  );
});

test('behind a link everybody who has joined is passed on, also the second device of somebody who is shown', async () => {
  const people = [
    { seat: 'me', isMe: true },
    { seat: 'there', isMe: false, connection: 'there' },
    { seat: 'arriving', isMe: false, connection: undefined },
  ];
  const heard: unknown[] = [];
  for (const isPreparing of [false, true]) {
    const shell = new ClientShell({ ...NO_STREAMS, hear: all => void heard.push(Object.fromEntries(all)) });
    const linkCall = { people, unshown: ['second'], isPreparing };
    await shell.start(async () => createOpened([], {}, { linkCall }));
  }
  assert.deepEqual(heard, [
    { there: true, arriving: false, second: true },
    { there: false, arriving: false, second: false },
  ]);
});
