/** Contacts in the call behind a link: whole clients against the real server, their connections and devices faked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNodeNetwork, type NodeClient, openNodeClient } from '../support/nodeClient.ts';
import { startRealServer } from '../support/realServer.ts';

const NOTHING_ON = { microphone: false, camera: false };

test('a contact comes in by its card, is known by name, is banned from the call on, and all is in the list', async () => {
  await using server = await startRealServer({ hasRelay: false });
  const network = createNodeNetwork();
  await using host = await openNodeClient(server.origin, network);
  await using friend = await openNodeClient(server.origin, network);
  await introduce(host, friend);
  const contact = (await host.until(({ contacts }) => contacts[0]?.name === 'Ben')).contacts[0];
  assert.ok(contact);
  const { commands } = host.client;
  const made = await commands.createLink('voice', { name: 'Choir', policy: 'contacts' });
  assert.ok(made.ok);
  const { link, linkId } = made.value;
  await joinAs(host, link, 'Ada');
  await joinAs(friend, link, 'Ben Smith');
  const inside = await host.until(view => view.linkCall?.people.length === 2);
  const person = inside.linkCall?.people.find(({ isMe }) => !isMe);
  assert.deepEqual([person?.name, person?.contactId], ['Ben Smith', contact.id]);
  assert.ok(person);
  assert.ok((await commands.removePerson(person.seat, true)).ok);
  await friend.until(view => view.linkCall?.stage === 'over');
  assert.equal(friend.client.view().linkCall?.ending, 'banned');
  const banned = await host.until(({ links }) => links[0]?.bans.length === 1);
  assert.equal(banned.links[0]?.bans[0]?.name, 'Ben');
  await commands.leaveLinkCall();
  for (const { client, until } of [host, friend]) {
    await client.commands.openHistory('all');
    const { history } = await until(view => view.history?.calls[0]?.duration !== undefined);
    const [call] = history?.calls ?? [];
    assert.deepEqual(call?.kind === 'linkCall' && [call.name, call.linkId, call.media], [
      'Choir',
      linkId,
      'voice',
    ]);
    assert.equal(call?.kind === 'linkCall' && call.people.length, 1);
  }
});

async function introduce(inviter: NodeClient, invited: NodeClient): Promise<void> {
  await inviter.client.commands.setName('Ada');
  await invited.client.commands.setName('Ben');
  const up = (each: NodeClient) => each.until(({ connection }) => connection === 'connected');
  await Promise.all([up(inviter), up(invited)]);
  const invitation = await inviter.client.commands.invite();
  assert.ok(invitation.ok);
  assert.ok((await invited.client.commands.acceptInvitation(invitation.value.link)).ok);
}

async function joinAs({ client, until }: NodeClient, link: string, name: string): Promise<void> {
  await client.commands.openLink(link);
  await until(view => view.join?.state === 'ready');
  assert.deepEqual(await client.commands.joinLink({ name, devices: NOTHING_ON }), {
    ok: true,
    value: undefined,
  });
  await until(view => view.linkCall?.stage === 'inside');
}
