/** Staying in touch after a link call: whole clients against the real server, their connections and devices faked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNodeNetwork, type NodeClient, openNodeClient } from '../support/nodeClient.ts';
import { startRealServer } from '../support/realServer.ts';

const NOTHING_ON = { microphone: false, camera: false };

test('a guest without a profile has one and a contact with the host by one button, whom the next call knows', async () => {
  await using server = await startRealServer({ hasRelay: false });
  const network = createNodeNetwork();
  await using host = await openNodeClient(server.origin, network);
  await using guest = await openNodeClient(server.origin, network);
  await using other = await openNodeClient(server.origin, network);
  await host.client.commands.setName('Ada');
  await host.until(({ connection }) => connection === 'connected');
  const made = await host.client.commands.createLink('voice', { name: 'Choir' });
  assert.ok(made.ok);
  for (const [client, name] of [
    [host, 'Ada A.'],
    [guest, 'Ben'],
    [other, 'Cleo'],
  ] as const)
    await joinAs(client, made.value.link, name);
  const before = await guest.until(({ linkCall }) => linkCall?.touch?.state === 'open');
  assert.deepEqual([before.phase, before.linkCall?.touch?.name], ['firstRun', 'Ada A.']);
  assert.ok((await guest.client.commands.keepInTouch()).ok);
  const asked = await host.until(({ linkCall }) => linkCall?.contactWishes.length === 1);
  const [wish] = asked.linkCall?.contactWishes ?? [];
  assert.ok(wish?.name === 'Ben' && asked.contacts.length === 0);
  assert.ok((await host.client.commands.answerContactWish(wish.id, true)).ok);
  const after = await guest.until(({ linkCall }) => linkCall?.touch?.state === 'made');
  assert.deepEqual([after.phase, after.profile.name, after.contacts[0]?.name], ['ready', 'Ben', 'Ada']);
  const [contact] = (await host.until(({ contacts }) => contacts[0]?.state === 'active')).contacts;
  assert.equal(contact?.name, 'Ben');
  await host.until(({ linkCall }) => linkCall?.people.some(each => each.contactId === contact?.id) === true);
  await host.until(({ linkCall }) => linkCall?.contactWishes.length === 0);
  const { contacts, linkCall, phase } = other.client.view();
  assert.deepEqual([phase, contacts.length, linkCall?.contactWishes], ['firstRun', 0, []]);
  assert.ok(after.contacts[0]);
  assert.ok((await guest.client.commands.sendText(after.contacts[0].id, 'Until Thursday')).ok);
  await host.until(({ contacts: [first] }) => first?.lastItem?.kind === 'text');
});

async function joinAs({ client, until }: NodeClient, link: string, name: string): Promise<void> {
  await client.commands.openLink(link);
  await until(view => view.join?.state === 'ready');
  assert.ok((await client.commands.joinLink({ name, devices: NOTHING_ON })).ok);
  await until(view => view.linkCall?.stage === 'inside');
}
