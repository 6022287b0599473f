import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client, Commands } from '@sotto/core/client/command';
import type { ClientView, Phase } from '@sotto/core/client/view';
import { attachClient, contacts, issue, phase } from './session.ts';

test('what is asked for while the client loads is done once it is there', async () => {
  let view = { phase: 'loading' as Phase } as ClientView;
  const listeners: (() => void)[] = [];
  const names: string[] = [];
  // As the platform's: it answers to every name, and so looks like a promise to whoever asks for `then`.
  const commands = new Proxy({} as Commands, {
    get: (_, command) => async (name: string) => {
      names.push(`${String(command)} ${name}`);
      return { ok: true, value: undefined };
    },
  });
  const onView: Client['onView'] = listener => {
    listeners.push(listener);
    return () => {};
  };
  const client: Client = { view: () => view, onView, commands };
  attachClient({ client } as Parameters<typeof attachClient>[0]);
  const asked = issue(each => each.setName('Ada'));
  view = { phase: 'firstRun' } as ClientView;
  for (const tell of listeners) tell();
  assert.deepEqual(await asked, { ok: true, value: undefined });
  assert.deepEqual(names, ['setName Ada']);
  assert.equal(phase.value, 'firstRun');
});

test('what an answer names is there for the screens before the client has told of it', async () => {
  let view = { phase: 'ready' as Phase, contacts: [] } as unknown as ClientView;
  const commands = {
    acceptInvitation: async () => {
      view = { ...view, contacts: [{ id: 'ben' }] } as unknown as ClientView;
      return { ok: true, value: { contactId: 'ben' } };
    },
  } as unknown as Commands;
  const client: Client = { view: () => view, onView: () => () => {}, commands };
  attachClient({ client } as Parameters<typeof attachClient>[0]);
  const accepted = await issue(each => each.acceptInvitation('a link'));
  assert.ok(accepted.ok && contacts.value.some(({ id }) => id === accepted.value.contactId));
});
