import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_FRAME_BYTES, MAX_ROOM_FRAME_BYTES } from '@sotto/protocol/limits';
import { decodeServerMessage } from '@sotto/protocol/wire/serverMessage';
import { WIRE_SUBPROTOCOL } from '@sotto/protocol/wire/version';
import { WebSocket } from 'ws';
import { connectPair, expectOk } from '../testing/testMailbox.ts';
import { createTestServer } from '../testing/testServer.ts';

/** The status of a refused upgrade, or 101. */
function knock(url: string, protocols: readonly string[], headers: Record<string, string> = {}) {
  return new Promise<number>(resolve => {
    const socket = new WebSocket(url, [...protocols], { headers });
    socket.on('upgrade', () => resolve(101));
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
      socket.terminate();
    });
    socket.on('error', () => undefined);
    socket.on('open', () => socket.terminate());
  });
}

test('the door refuses other paths, other sites and other protocols', async () => {
  await using server = await createTestServer();
  const { origin, port } = server.running();
  const url = `${origin.replace('http', 'ws')}/socket`;
  const protocols = [WIRE_SUBPROTOCOL];
  assert.equal(await knock(url, protocols), 101);
  assert.equal(await knock(url, protocols, { Origin: origin }), 101);
  assert.equal(await knock(url, protocols, { Origin: 'https://elsewhere.example' }), 403);
  assert.equal(await knock(url, protocols, { Origin: 'null' }), 403);
  assert.equal(await knock(url, protocols, { Origin: `http://127.0.0.1:${port + 1}` }), 403);
  assert.equal(await knock(url.replace('/socket', '/sockets'), protocols), 404);
  assert.equal(await knock(url, []), 400);
  assert.equal(await knock(url, ['chat']), 400);
});

test('the page at the configured origin may connect, whatever host the proxy names', async () => {
  await using server = await createTestServer({ config: { publicOrigin: 'https://calls.example' } });
  const url = `ws://127.0.0.1:${server.running().port}/socket`;
  assert.equal(await knock(url, [WIRE_SUBPROTOCOL], { Origin: 'https://calls.example' }), 101);
  assert.equal(await knock(url, [WIRE_SUBPROTOCOL], { Origin: 'https://other.example' }), 403);
});

test('a client of another version is told so and closed', async () => {
  await using server = await createTestServer();
  const socket = new WebSocket(`${server.running().origin.replace('http', 'ws')}/socket`, 'sotto.v99');
  const heard: unknown[] = [];
  socket.on('message', (frame: Buffer) => heard.push(decodeServerMessage(frame)));
  await new Promise(resolve => socket.on('close', resolve));
  assert.deepEqual(heard, [{ ok: true, value: { t: 'error', code: 'wrongVersion' } }]);
});

test('a frame that is no message ends its socket and no other', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  for (const frame of ['text', new Uint8Array(0), new Uint8Array([0xc1]), new Uint8Array(1000)]) {
    const bad = await server.client();
    bad.raw(frame);
    bad.raw(frame);
    assert.equal((await bad.closed).code, 1008);
    assert.deepEqual(bad.heard.slice(1), [{ t: 'error', code: 'malformed' }]);
  }
  const large = await server.client();
  large.raw(new Uint8Array(MAX_FRAME_BYTES + 1));
  assert.equal((await large.closed).code, 1008);
  const huge = await server.client();
  huge.raw(new Uint8Array(MAX_ROOM_FRAME_BYTES + 1));
  assert.equal((await huge.closed).code, 1009);
  assert.equal(await sender.outcome(mailbox.send(1)), 'ok');
  await owner.deliveries(1);
});

test('the first word says how many people the operator lets into a call', async () => {
  await using server = await createTestServer({ config: { room: { people: 12, lobbyPeople: 4 } } });
  const [welcome] = (await server.client()).heard;
  assert.ok(welcome?.t === 'welcome');
  assert.equal(welcome.people, 12);
});

test('each socket has its own nonce', async () => {
  await using server = await createTestServer();
  const [one, other] = [await server.client(), await server.client()];
  assert.equal(one.nonce.length, 32);
  assert.notDeepEqual(one.nonce, other.nonce);
});

test('a stopping server says goodbye and has stored what it accepted', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.send(1));
  await server.restart();
  assert.deepEqual(await owner.closed, { code: 1001, bye: 'stopping' });
  const back = await server.client();
  await expectOk(back, mailbox.open(back));
  assert.equal((await back.deliveries(1))[0]?.seq, 1);
});

test('too many sockets from one address are refused until some leave', async () => {
  const rates = { sendsPerMailbox: 60, sendsPerAddress: 60, requestsPerAddress: 60, mailboxesPerAddress: 30 };
  await using server = await createTestServer({ config: { rates: { ...rates, socketsPerAddress: 2 } } });
  const url = `${server.running().origin.replace('http', 'ws')}/socket`;
  const [first] = [await server.client(), await server.client()];
  assert.equal(await knock(url, [WIRE_SUBPROTOCOL]), 429);
  await server.vanish(first);
  assert.equal(await knock(url, [WIRE_SUBPROTOCOL]), 101);
});

test('requests beyond the limit are refused with the time to wait', async () => {
  const rates = { sendsPerMailbox: 60, sendsPerAddress: 60, requestsPerAddress: 6, mailboxesPerAddress: 30 };
  await using server = await createTestServer({ config: { rates: { ...rates, socketsPerAddress: 10 } } });
  const client = await server.client();
  for (let asked = 0; asked < 5; asked++) await expectOk(client, { t: 'ping' });
  const answer = await client.ask({ t: 'ping' });
  assert.deepEqual(answer, { t: 'error', n: 6, code: 'rateLimited', retryAfter: 10_000 });
  server.clock.advance(10_000);
  await expectOk(client, { t: 'ping' });
});
