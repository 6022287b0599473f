import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INVITATION_LIFETIME_DAYS } from '@sotto/protocol/limits';
import { DAY_MS } from '../../mailbox/mailbox.ts';
import { createTestKey, createTestMailbox, expectOk } from '../../testing/testMailbox.ts';
import { createTestServer } from '../../testing/testServer.ts';

test('the first sender is bound for ever; it can come back on other sockets, nobody else can', async () => {
  await using server = await createTestServer();
  const [owner, sender, thief] = [await server.client(), await server.client(), await server.client()];
  const mailbox = createTestMailbox();
  await expectOk(owner, mailbox.create(owner));
  await expectOk(sender, mailbox.bind(sender));
  assert.equal(await thief.outcome(mailbox.bind(thief, createTestKey())), 'notSender');
  await server.restart();
  const [back, again] = [await server.client(), await server.client()];
  assert.equal(await back.outcome(mailbox.bind(back)), 'ok');
  assert.equal(await back.outcome(mailbox.bind(back)), 'ok', 'saying it twice does no harm');
  assert.equal(await again.outcome(mailbox.bind(again, createTestKey())), 'notSender');
});

test('a proof for another socket, key or mailbox binds nothing', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const [mailbox, other] = [createTestMailbox(), createTestMailbox()];
  assert.equal(await sender.outcome(mailbox.bind(sender)), 'noMailbox');
  await expectOk(owner, mailbox.create(owner));
  assert.equal(await sender.outcome(mailbox.bind(owner)), 'badProof');
  const proof = mailbox.sender.prove('bind', sender, other.sendId);
  const { sendId } = mailbox;
  const request = { t: 'bindSender', sendId, senderKey: mailbox.sender.publicKey, proof } as const;
  assert.equal(await sender.outcome(request), 'badProof');
  assert.equal(await sender.outcome(mailbox.bind(sender)), 'ok', 'the refused ones changed nothing');
});

test('an invitation that is too old binds nobody', async () => {
  await using server = await createTestServer();
  const owner = await server.client();
  const mailbox = createTestMailbox();
  await expectOk(owner, mailbox.create(owner, new Uint8Array([1])));
  await owner.leave();
  server.clock.advance(INVITATION_LIFETIME_DAYS * DAY_MS);
  const late = await server.client();
  assert.equal(await late.outcome(mailbox.bind(late)), 'invitationExpired');
  assert.equal(await late.outcome({ t: 'readInvitation', sendId: mailbox.sendId }), 'invitationExpired');
});

test('a bound sender does not end with the invitation', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = createTestMailbox();
  await expectOk(owner, mailbox.create(owner));
  await expectOk(sender, mailbox.bind(sender));
  server.clock.advance(300 * DAY_MS);
  const back = await server.client();
  await expectOk(back, mailbox.bind(back));
  assert.equal(await back.outcome(mailbox.send(1)), 'ok');
});
