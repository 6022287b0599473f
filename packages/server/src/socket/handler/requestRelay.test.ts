import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestServer } from '../../testing/testServer.ts';
import { createRelayCredentials } from '../../turn/credentials.ts';
import type { Relay } from '../../turn/relay.ts';

const relay: Relay = {
  isReady: () => true,
  credentials: host => createRelayCredentials('a shared secret', [`turn:${host}:3478`], 1_000_000, 'someone'),
  onChange: () => () => undefined,
  stop: async () => undefined,
};

test('a client gets credentials for the relay under the name by which it reached the server', async () => {
  await using server = await createTestServer({ relay });
  const client = await server.client();
  assert.equal(client.relay, true);
  const answer = await client.ask({ t: 'requestRelay' });
  assert.ok(answer.t === 'relay');
  assert.deepEqual(answer.urls, ['turn:127.0.0.1:3478']);
  assert.ok(answer.username.endsWith(':someone'));
});

test('without a relay it is told so, in the welcome and on request', async () => {
  await using server = await createTestServer();
  const client = await server.client();
  assert.equal(client.relay, false);
  assert.equal(await client.outcome({ t: 'requestRelay' }), 'noRelay');
});

test('credentials are counted against their address, and given out again when they have been waited for', async () => {
  await using server = await createTestServer({ relay, config: { rates: { relaysPerAddress: 2 } } });
  const [greedy, neighbour] = [await server.client(), await server.client()];
  for (let number = 0; number < 2; number++)
    assert.equal((await greedy.ask({ t: 'requestRelay' })).t, 'relay');
  const refused = await neighbour.ask({ t: 'requestRelay' });
  assert.ok(refused.t === 'error' && refused.code === 'rateLimited');
  server.clock.advance(refused.retryAfter ?? 0);
  assert.equal((await neighbour.ask({ t: 'requestRelay' })).t, 'relay');
});

test('a link call of eight people behind one address gets all credentials at once, and once more', async () => {
  await using server = await createTestServer({ relay });
  const client = await server.client();
  for (let number = 0; number < 2 * 8 * 7; number++)
    assert.equal((await client.ask({ t: 'requestRelay' })).t, 'relay');
});
