import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactId, LinkId } from '@sotto/protocol/ids';
import { isSameRoute, locationToEntry, stateToHistory } from './route.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA' as ContactId;
const NOTHING = { invitation: undefined, callLink: undefined, route: undefined };

test('an invitation link is recognised, damaged or not', () => {
  assert.deepEqual(locationToEntry('/invite', `#${ID}`), { ...NOTHING, invitation: ID });
  assert.deepEqual(locationToEntry('/invite/', ''), { ...NOTHING, invitation: '' });
});

test('a call link is recognised with its type, damaged or not', () => {
  assert.deepEqual(locationToEntry('/video', `#${ID}`), { ...NOTHING, callLink: `/video#${ID}` });
  assert.deepEqual(locationToEntry('/voice/', '#AAA'), { ...NOTHING, callLink: '/voice#AAA' });
  assert.deepEqual(locationToEntry('/voice', ''), { ...NOTHING, callLink: '/voice#' });
  assert.deepEqual(locationToEntry('/Video', `#${ID}`), { ...NOTHING, callLink: `/video#${ID}` });
});

test('any other address opens the app', () => {
  assert.deepEqual(locationToEntry('/', `#${ID}`), NOTHING);
  assert.deepEqual(locationToEntry('/invited', `#${ID}`), NOTHING);
});

test('some screens have an address of their own', () => {
  for (const page of ['check', 'settings', 'calls'] as const) {
    assert.deepEqual(locationToEntry(`/${page}`, ''), { ...NOTHING, route: { page } });
  }
});

test('a history entry is read back', () => {
  const state = { route: { page: 'conversation', contactId: ID }, depth: 2 };
  assert.deepEqual(stateToHistory(state), state);
  assert.deepEqual(stateToHistory({ route: { page: 'settings' }, depth: 0 })?.route, { page: 'settings' });
});

test('a reload while an invitation is shown leads home, because its token is gone', () => {
  assert.deepEqual(stateToHistory({ route: { page: 'acceptInvitation' }, depth: 0 })?.route, {
    page: 'home',
  });
});

test('foreign and damaged states are not believed', () => {
  for (const state of [
    null,
    undefined,
    7,
    {},
    { route: { page: 'home' } },
    { route: { page: 'home' }, depth: -1 },
    { route: { page: 'elsewhere' }, depth: 0 },
    { route: { page: 'conversation', contactId: '../x' }, depth: 0 },
  ]) {
    assert.equal(stateToHistory(state), undefined);
  }
});

test('routes are compared by what they show', () => {
  assert.equal(
    isSameRoute({ page: 'conversation', contactId: ID }, { page: 'conversation', contactId: ID }),
    true,
  );
  assert.equal(isSameRoute({ page: 'home' }, { page: 'settings' }), false);
});

test('the page of a link is read back and told from that of another one', () => {
  const route = { page: 'link', linkId: ID as string as LinkId } as const;
  assert.deepEqual(stateToHistory({ route, depth: 1 }), { route, depth: 1 });
  assert.equal(stateToHistory({ route: { page: 'link', linkId: 'short' }, depth: 1 }), undefined);
  assert.equal(isSameRoute(route, { ...route }), true);
  assert.equal(isSameRoute(route, { ...route, linkId: 'BAAAAAAAAAAAAAAAAAAAAA' as LinkId }), false);
  assert.equal(isSameRoute(route, { page: 'conversation', contactId: ID }), false);
});

test('the join page comes back with a reload', () => {
  assert.deepEqual(stateToHistory({ route: { page: 'join' }, depth: 0 })?.route, { page: 'join' });
});
