import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectPair, createTestMailbox, expectOk } from '../testing/testMailbox.ts';
import { createTestServer } from '../testing/testServer.ts';
import { STORAGE_WARNING_MS } from './storage.ts';

test('beyond the ceiling nothing new is taken, the operator is told, and what is fetched makes room again', async () => {
  await using server = await createTestServer({ config: { storageBytes: 1_048_576 } });
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  let taken = 0;
  while ((await sender.outcome(mailbox.send(taken + 1, { size: 65_536 }))) === 'ok') taken++;
  assert.ok(taken > 10 && taken < 16, `${taken} messages`);
  assert.equal(await sender.outcome(mailbox.send(taken + 2)), 'outOfOrder', 'the order is kept');
  assert.equal(await sender.outcome(mailbox.send(taken + 1, { resume: true })), 'storageFull');
  assert.equal(await sender.outcome(mailbox.setWill(1)), 'storageFull');
  const other = createTestMailbox();
  assert.equal(await owner.outcome(other.create(owner)), 'storageFull');
  const told = () => server.logLines.filter(line => line.includes('"event":"storageFull"')).length;
  assert.equal(told(), 1, 'once an hour at most');
  await owner.deliveries(taken);
  owner.acknowledge(mailbox.receiveId, taken);
  await expectOk(owner, { t: 'ping' });
  server.clock.advance(1000);
  await expectOk(sender, mailbox.send(taken + 1, { resume: true }));
  await expectOk(owner, other.create(owner));
  server.clock.advance(STORAGE_WARNING_MS);
  assert.equal(told(), 1);
});
