import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestServer } from '../../testing/testServer.ts';
import { createRelayCredentials } from '../../turn/credentials.ts';
import type { Relay } from '../../turn/relay.ts';

test('a client gets credentials for the relay under the name by which it reached the server', async () => {
  const relay: Relay = {
    isReady: () => true,
    credentials: host =>
      createRelayCredentials('a shared secret', [`turn:${host}:3478`], 1_000_000, 'someone'),
    onChange: () => () => undefined,
    stop: async () => undefined,
  };
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
