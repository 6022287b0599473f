import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PING_INTERVAL_MS } from '@sotto/protocol/limits';
import { expectOk } from '../../testing/testMailbox.ts';
import { createTestServer } from '../../testing/testServer.ts';

test('who pings stays, who falls silent is sent away', async () => {
  await using server = await createTestServer();
  const [awake, silent] = [await server.client(), await server.client()];
  for (let interval = 0; interval < 4; interval++) {
    await expectOk(awake, { t: 'ping' });
    server.clock.advance(PING_INTERVAL_MS);
  }
  assert.deepEqual(await silent.closed, { code: 1000, bye: 'idle' });
  await expectOk(awake, { t: 'ping' });
});
