import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { type Impairment, startUdpImpairment, type UdpImpairment } from './udpImpair.ts';

const HOME = '127.0.0.1';

test('without impairment everything comes back', async t => {
  const { ask } = await startBench(t, {});
  assert.equal((await ask(50)).length, 50);
});

test('the same seed loses the same packets, about as many as asked', async t => {
  const lossy = { up: { loss: 0.3 }, seed: 7 };
  const first = await (await startBench(t, lossy)).ask(400);
  const second = await (await startBench(t, lossy)).ask(400);
  assert.deepEqual(first, second);
  assert.ok(first.length > 240 && first.length < 320, `${first.length} of 400 arrived`);
});

test('bursts lose packets in a row', async t => {
  const { ask } = await startBench(t, { up: { loss: 0.2, burst: 5 }, seed: 3 });
  const arrived = new Set(await ask(600));
  const gaps = Array.from({ length: 600 }, (_, number) => !arrived.has(number));
  const starts = gaps.filter((isLost, number) => isLost && !gaps[number - 1]).length;
  const lost = gaps.filter(Boolean).length;
  assert.ok(lost / starts > 2.5, `${lost} lost in ${starts} rows`);
});

test('delay adds to both directions', async t => {
  const { ask } = await startBench(t, { up: { delay: 40 }, down: { delay: 30 } });
  const began = performance.now();
  await ask(1);
  const took = performance.now() - began;
  assert.ok(took >= 68 && took < 150, `${took} ms`);
});

test('a throttled line queues, then overflows', async t => {
  const { ask, proxy } = await startBench(t, { up: { rate: 400, queue: 50 } });
  const arrived = await ask(60, 1000, 400);
  const { packets, overflowed } = proxy.count('up');
  assert.equal(packets, 60);
  assert.equal(overflowed, 60 - arrived.length);
  // 1000 bytes take 20 ms at 400 kbit/s: one on the line and what fits into 50 ms behind it.
  assert.ok(arrived.length <= 5, `${arrived.length} arrived`);
});

test('a cut line carries nothing until it is mended', async t => {
  const { ask, proxy } = await startBench(t, {});
  proxy.cut(true);
  assert.deepEqual(await ask(5), []);
  proxy.cut(false);
  assert.equal((await ask(5)).length, 5);
});

interface Bench {
  readonly proxy: UdpImpairment;
  /** Sends numbered packets at once; the numbers that came back, once all have or nothing comes any more. */
  ask(count: number, bytes?: number, patienceMs?: number): Promise<readonly number[]>;
}

async function startBench(
  t: TestContext,
  options: { readonly up?: Impairment; readonly down?: Impairment; readonly seed?: number },
): Promise<Bench> {
  const echo = await openSocket(t);
  echo.on('message', (packet, { port, address }) => echo.send(packet, port, address));
  const proxy = await startUdpImpairment({ address: HOME, port: echo.address().port, ...options });
  t.after(() => proxy.close());
  const client = await openSocket(t);
  const ask = async (count: number, bytes = 100, patienceMs = 150): Promise<readonly number[]> => {
    const numbers: number[] = [];
    const all = new Promise<void>(resolve => {
      client.on('message', packet => {
        numbers.push(packet.readUInt32BE());
        if (numbers.length === count) resolve();
      });
    });
    for (let number = 0; number < count; number++) client.send(numbered(number, bytes), proxy.port, HOME);
    await Promise.race([all, new Promise(resolve => setTimeout(resolve, patienceMs))]);
    client.removeAllListeners('message');
    return numbers.toSorted((left, right) => left - right);
  };
  return { proxy, ask };
}

async function openSocket(t: TestContext): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, HOME);
  await once(socket, 'listening');
  t.after(() => socket.close());
  return socket;
}

function numbered(number: number, bytes: number): Buffer {
  const packet = Buffer.alloc(bytes);
  packet.writeUInt32BE(number);
  return packet;
}
