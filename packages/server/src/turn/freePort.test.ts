import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { findFreePort, isPortFree } from './freePort.ts';

test('the first free port wins, and none is an answer too', async () => {
  assert.equal(await findFreePort(3478, async port => port === 3481), 3481);
  assert.equal(await findFreePort(3478, async () => false), undefined);
});

test('a port is taken by a UDP socket on one address and by a TCP listener', async t => {
  const udp = createSocket('udp4');
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');
  t.after(() => udp.close());
  assert.equal(await isPortFree(udp.address().port), false);
  const tcp = createServer().listen(0);
  await once(tcp, 'listening');
  t.after(() => tcp.close());
  const address = tcp.address();
  assert.ok(address !== null && typeof address === 'object');
  assert.equal(await isPortFree(address.port), false);
});
