/** Profile and settings: defaults, changes, and what another run reads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { DEFAULT_SETTINGS, loadSettings } from './settings.ts';

test('a fresh device has no profile and hides addresses', async () => {
  const settings = await loadSettings(createMemoryStore());
  assert.equal(settings.profile(), undefined);
  assert.deepEqual(settings.current(), DEFAULT_SETTINGS);
  assert.equal(settings.current().alwaysRelay, true);
});

test('another run reads what was changed, and defaults for what is new', async () => {
  const store = createMemoryStore();
  const settings = await loadSettings(store);
  await settings.setProfile({ name: 'Ann' });
  await settings.change({ theme: 'dark' });
  await settings.change({ alwaysRelay: false });
  const again = await loadSettings(store);
  assert.deepEqual(again.profile(), { name: 'Ann' });
  assert.deepEqual(again.current(), { ...DEFAULT_SETTINGS, theme: 'dark', alwaysRelay: false });
});

test('what could not be stored is not believed', async () => {
  const full = () => Promise.reject(new Error('the disk is full'));
  const settings = await loadSettings({ ...createMemoryStore(), write: full });
  await assert.rejects(settings.setProfile({ name: 'Ann' }));
  await assert.rejects(settings.change({ alwaysRelay: false }));
  assert.equal(settings.profile(), undefined);
  assert.deepEqual(settings.current(), DEFAULT_SETTINGS);
});
