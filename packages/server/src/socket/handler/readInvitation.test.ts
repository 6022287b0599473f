import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SendId } from '@sotto/protocol/ids';
import { createTestId, createTestMailbox, expectOk } from '../../testing/testMailbox.ts';
import { createTestServer } from '../../testing/testServer.ts';

test('an invitation can be read until somebody is bound, then it says that it was used', async () => {
  await using server = await createTestServer();
  const [owner, guest] = [await server.client(), await server.client()];
  const mailbox = createTestMailbox();
  const invitation = new Uint8Array([3, 1, 4]);
  await expectOk(owner, mailbox.create(owner, invitation));
  const { sendId } = mailbox;
  for (let time = 1; time <= 2; time++) {
    const answer = await guest.ask({ t: 'readInvitation', sendId });
    assert.deepEqual(answer, { t: 'invitation', n: time, invitation });
  }
  await expectOk(guest, mailbox.bind(guest));
  assert.equal(await guest.outcome({ t: 'readInvitation', sendId }), 'invitationUsed');
});

test('there is none under an unknown id, none for a mailbox without, none after its withdrawal', async () => {
  await using server = await createTestServer();
  const owner = await server.client();
  const [plain, withdrawn] = [createTestMailbox(), createTestMailbox()];
  await expectOk(owner, plain.create(owner));
  await expectOk(owner, withdrawn.create(owner, new Uint8Array([1])));
  await expectOk(owner, withdrawn.delete(owner));
  for (const sendId of [createTestId<SendId>(), plain.sendId, withdrawn.sendId]) {
    assert.equal(await owner.outcome({ t: 'readInvitation', sendId }), 'noInvitation');
  }
});
