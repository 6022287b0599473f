import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactId } from '@sotto/protocol/ids';
import { isSameRoute, locationToEntry, stateToHistory } from './route.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA' as ContactId;

test('an invitation link is recognised, damaged or not', () => {
  assert.deepEqual(locationToEntry('/invite', `#${ID}`), { invitation: ID, route: undefined });
  assert.deepEqual(locationToEntry('/invite/', ''), { invitation: '', route: undefined });
});

test('any other address opens the app', () => {
  assert.deepEqual(locationToEntry('/', `#${ID}`), { invitation: undefined, route: undefined });
  assert.deepEqual(locationToEntry('/invited', `#${ID}`), { invitation: undefined, route: undefined });
});

test('some screens have an address of their own', () => {
  for (const page of ['check', 'settings', 'calls'] as const) {
    assert.deepEqual(locationToEntry(`/${page}`, ''), { invitation: undefined, route: { page } });
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
