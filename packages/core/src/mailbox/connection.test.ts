/** The socket's life: requests and answers, liveness, and how it comes back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createFakeSockets } from '../sim/fakeSockets.ts';
import { createConnection } from './connection.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** `random` is the first byte of every random answer: 0 for the shortest pauses, 255 for the longest. */
function setUp(random = 255) {
  const clock = createFakeClock();
  const sockets = createFakeSockets();
  const heard: string[] = [];
  const deliveries: Delivery[] = [];
  const connection = createConnection(
    {
      clock,
      sockets: sockets.port,
      log: SILENT,
      random: { bytes: length => new Uint8Array(length).fill(random) },
    },
    {
      connected: () => heard.push('connected'),
      disconnected: () => heard.push('disconnected'),
      delivered: delivery => deliveries.push(delivery),
      noticed: notice => heard.push(notice.t),
    },
  );
  return { clock, sockets, heard, deliveries, connection };
}

function setUpConnected() {
  const world = setUp();
  world.connection.start();
  world.sockets.newest().welcome();
  return { ...world, socket: world.sockets.newest() };
}

test('before the welcome nothing can be asked', async () => {
  const { connection, sockets, heard } = setUp();
  assert.deepEqual(await connection.request({ t: 'ping' }), { ok: false, code: 'offline' });
  connection.start();
  assert.deepEqual(await connection.request({ t: 'ping' }), { ok: false, code: 'offline' });
  assert.equal(connection.nonce(), undefined);
  sockets.newest().welcome();
  assert.deepEqual(heard, ['connected']);
  assert.deepEqual(connection.nonce(), new Uint8Array(32).fill(7));
});

test('each answer goes to its request, whatever the order; a stray one goes nowhere', async () => {
  const { connection, socket } = setUpConnected();
  const asked = [connection.request({ t: 'ping' }), connection.request({ t: 'requestRelay' })];
  const [first, second] = socket.sent;
  assert.ok(first?.t === 'ping' && second?.t === 'requestRelay');
  socket.say({ t: 'ok', n: 999 });
  socket.say({ t: 'error', n: second.n, code: 'noRelay', retryAfter: 5 });
  socket.say({ t: 'ok', n: first.n });
  socket.say({ t: 'ok', n: first.n });
  const [pinged, refused] = await Promise.all(asked);
  assert.deepEqual(pinged, { ok: true, value: { t: 'ok', n: first.n } });
  assert.deepEqual(refused, { ok: false, code: 'noRelay', retryAfter: 5 });
});

test('deliveries are handed on, acknowledgements leave without an answer', () => {
  const { connection, socket, deliveries } = setUpConnected();
  const receiveId = 'A'.repeat(22) as Delivery['receiveId'];
  socket.say({ t: 'delivery', receiveId, seq: 3, time: 5, blob: new Uint8Array(1024) });
  assert.equal(deliveries[0]?.seq, 3);
  connection.acknowledge(receiveId, 3);
  assert.deepEqual(socket.sent, [{ t: 'acknowledge', receiveId, seq: 3 }]);
});

test('a frame that is no message ends the socket, and what was asked is answered', async () => {
  const { connection, socket, clock, sockets, heard } = setUpConnected();
  const asked = connection.request({ t: 'ping' });
  socket.sayBytes(new Uint8Array([0xc1]));
  assert.deepEqual(await asked, { ok: false, code: 'offline' });
  assert.equal(socket.isClosed(), true);
  assert.deepEqual(heard, ['connected', 'disconnected']);
  await clock.advance(250);
  assert.equal(sockets.opened.length, 2);
});

test('pauses between attempts double up to 15 s, half of each by chance; a welcome begins anew', async () => {
  for (const [random, pauses] of [
    [255, [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]],
    [0, [125, 250, 500, 1000, 2000, 4000, 7500, 7500]],
  ] as const) {
    const { clock, sockets, connection } = setUp(random);
    connection.start();
    for (const [index, pause] of pauses.entries()) {
      sockets.newest().breakOff();
      await clock.advance(pause - 1);
      assert.equal(sockets.opened.length, index + 1, `${pause}`);
      await clock.advance(1);
      assert.equal(sockets.opened.length, index + 2, `${pause}`);
    }
    sockets.newest().welcome();
    sockets.newest().breakOff();
    const count = sockets.opened.length;
    await clock.advance(pauses[0]);
    assert.equal(sockets.opened.length, count + 1);
  }
});

test('a ping leaves every 20 s; without its answer within 10 s the socket is dead', async () => {
  const { clock, socket, sockets } = setUpConnected();
  for (const round of [1, 2, 3]) {
    await clock.advance(20_000);
    assert.equal(socket.sent.length, round);
    const ping = socket.sent.at(-1);
    assert.ok(ping?.t === 'ping');
    if (round < 3) socket.say({ t: 'ok', n: ping.n });
  }
  await clock.advance(9999);
  assert.equal(socket.isClosed(), false);
  await clock.advance(1);
  assert.equal(socket.isClosed(), true);
  await clock.advance(250);
  assert.equal(sockets.opened.length, 2);
});

test('a socket that never says welcome is given up after 10 s', async () => {
  const { clock, sockets, connection, heard } = setUp();
  connection.start();
  await clock.advance(10_000);
  assert.equal(sockets.newest().isClosed(), true);
  await clock.advance(250);
  assert.equal(sockets.opened.length, 2);
  assert.deepEqual(heard, [], 'it was never up, so it was not lost');
});

test('a change of the network ends the waiting, and tries a socket that is up', async () => {
  const { sockets, connection } = setUp();
  connection.start();
  sockets.newest().breakOff();
  sockets.networkChanges();
  assert.equal(sockets.opened.length, 2);
  sockets.newest().welcome();
  sockets.networkChanges();
  assert.deepEqual(
    sockets.newest().sent.map(message => message.t),
    ['ping'],
  );
});

test('after a change of the network the pauses are short again: the new one may need a moment', async () => {
  const { clock, sockets, connection } = setUp(255);
  connection.start();
  for (const pause of [250, 500, 1000, 2000, 4000]) {
    sockets.newest().breakOff();
    await clock.advance(pause);
  }
  sockets.newest().breakOff();
  sockets.networkChanges();
  const count = sockets.opened.length;
  sockets.newest().breakOff();
  await clock.advance(250);
  assert.equal(sockets.opened.length, count + 1);
});

test('whoever waits for a socket goes on with the next one', async () => {
  const { sockets, connection } = setUp();
  let isUp = false;
  const waiting = connection.whenUp().then(() => {
    isUp = true;
  });
  connection.start();
  sockets.newest().breakOff();
  await Promise.resolve();
  assert.equal(isUp, false);
  sockets.networkChanges();
  sockets.newest().welcome();
  await waiting;
  await connection.whenUp();
});

test('stopped, it leaves no socket, no timer, no listener and no question behind', async () => {
  const { clock, sockets, socket, connection, heard } = setUpConnected();
  const asked = connection.request({ t: 'ping' });
  connection.stop();
  assert.deepEqual(await asked, { ok: false, code: 'offline' });
  assert.equal(socket.isClosed(), true);
  assert.equal(clock.pending(), 0);
  assert.equal(sockets.listeners(), 0);
  assert.deepEqual(heard, ['connected']);
  await clock.advance(60_000);
  assert.equal(sockets.opened.length, 1);
});

test('a frame of a socket that was given up means nothing', async () => {
  const { sockets, connection, heard } = setUp();
  connection.start();
  const old = sockets.newest();
  old.breakOff();
  sockets.networkChanges();
  old.welcome();
  assert.deepEqual(heard, []);
});
