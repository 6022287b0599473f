import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { checkIceServers, loadOwnIceServers } from './ownIceServers.ts';

const TEXT = 'stun:a.example\nturn:u:p@b.example';

test('what was set survives, under a key of its own', async () => {
  const store = createMemoryStore();
  const own = await loadOwnIceServers(store);
  assert.deepEqual(own.current(), { on: false, text: '' });
  assert.equal(own.servers(true), undefined);
  await own.set({ on: true, text: TEXT });
  const again = await loadOwnIceServers(store);
  assert.deepEqual(again.current(), { on: true, text: TEXT });
  assert.equal(await store.get('settings', 'own'), undefined);
});

test('with relays only, no other server is asked', async () => {
  const own = await loadOwnIceServers(createMemoryStore());
  await own.set({ on: true, text: TEXT });
  const turn = { urls: ['turn:b.example:3478?transport=udp'], username: 'u', credential: 'p' };
  assert.deepEqual(own.servers(true), [turn]);
  assert.deepEqual(own.servers(false), [{ urls: ['stun:a.example:3478'] }, turn]);
  assert.equal(own.canRelay(), true);
  await own.set({ on: true, text: 'stun:a.example' });
  assert.deepEqual([own.servers(true), own.canRelay()], [[], false]);
});

test('switched off, the list is kept and not used', async () => {
  const own = await loadOwnIceServers(createMemoryStore());
  await own.set({ on: false, text: TEXT });
  assert.equal(own.current().text, TEXT);
  assert.deepEqual([own.servers(false), own.canRelay()], [undefined, undefined]);
});

test('a list that could never connect is refused with the reason', () => {
  const check = (text: string, alwaysRelay: boolean, on = true) => {
    const checked = checkIceServers({ on, text }, alwaysRelay);
    return checked.ok ? 'ok' : checked.code;
  };
  assert.equal(check(TEXT, true), 'ok');
  assert.equal(check('stun:a.example', true), 'relayNeedsTurn');
  assert.equal(check('stun:a.example', false), 'ok');
  assert.equal(check('# none\n', false), 'noIceServers');
  assert.equal(check('stun:', false), 'badIceServers');
  assert.equal(check('stun:', true, false), 'ok');
});
