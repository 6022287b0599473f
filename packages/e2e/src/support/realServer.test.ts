import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRealServer, startServerProcess } from './realServer.ts';

test('a real server with a real relay serves, and removes its data at the end', async () => {
  await using server = await startRealServer();
  const answer = await fetch(`${server.origin}/readyz`);
  assert.equal(answer.status, 200);
  assert.match(server.log(), /relayReady/);
});

test('a server process is killed and comes back on the same port and relay port', async () => {
  await using server = await startServerProcess();
  await server.kill();
  await assert.rejects(fetch(`${server.origin}/readyz`));
  await server.start();
  assert.equal((await fetch(`${server.origin}/readyz`)).status, 200);
  assert.equal(await server.stop(), 0);
  assert.equal(server.log().match(/relayReady/g)?.length, 2, server.log());
});
