import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openAllocation } from './allocation.testSupport.ts';
import { findFreePort } from './freePort.ts';
import type { Relay } from './relay.ts';
import type { RelayClock, RelayConfig, RelayLog } from './relayConfig.ts';
import { startRelay } from './startRelay.ts';
import type { StunAddress } from './stun.ts';

/** The real coturn on a real port: what it understands is what is tested. */
const clock: RelayClock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

interface Bench {
  readonly relay: Relay;
  readonly lines: readonly string[];
  readonly directory: string;
}

test('good credentials allocate, none and wrong ones do not', async t => {
  const { relay } = await startBench(t, { relayIp: '127.0.0.1' });
  const given = relay.credentials('localhost');
  assert.ok(given !== undefined);
  const server = addressIn(given.urls[0]);
  const opened = await openAllocation(server, given, clock);
  assert.ok(opened.ok, JSON.stringify(opened));
  await opened.value.close();
  assert.deepEqual(await openAllocation(server, undefined, clock), { ok: false, code: 'unauthorized' });
  const wrong = { ...given, credential: Buffer.alloc(20).toString('base64') };
  assert.deepEqual(await openAllocation(server, wrong, clock), { ok: false, code: 'unauthorized' });
  const stale = { ...given, username: `1000:${given.username.split(':')[1]}` };
  assert.deepEqual(await openAllocation(server, stale, clock), { ok: false, code: 'unauthorized' });
  const inherited = { username: 'constructor', credential: 'constructor' };
  assert.deepEqual(await openAllocation(server, inherited, clock), { ok: false, code: 'unauthorized' });
});

test('two requests get two user names that share nothing', async t => {
  const { relay } = await startBench(t, { relayIp: '127.0.0.1' });
  const [first, second] = [relay.credentials('localhost'), relay.credentials('localhost')];
  assert.notEqual(first?.username.split(':')[1], second?.username.split(':')[1]);
});

test('peers inside private networks are refused, the relay itself and the world are not', async t => {
  const { relay } = await startBench(t, {});
  const given = relay.credentials('localhost');
  assert.ok(given !== undefined);
  const server = addressIn(given.urls[0]);
  const opened = await openAllocation(server, given, clock);
  assert.ok(opened.ok, JSON.stringify(opened));
  t.after(() => opened.value.close());
  assert.equal(opened.value.relayed.address, server.address);
  assert.ok(await opened.value.permit(opened.value.relayed), 'the relay itself');
  assert.ok(await opened.value.permit({ address: '1.1.1.1', port: 5000 }), 'a public address');
  const inside = ['10.0.0.1', '172.16.5.5', '192.168.1.1', '127.0.0.1', '127.8.8.8', '169.254.169.254'];
  const special = [
    '100.64.0.1',
    '0.0.0.0',
    '192.0.0.8',
    '198.18.0.1',
    '224.0.0.251',
    '239.1.2.3',
    '255.255.255.255',
  ];
  for (const address of [...inside, ...special, neighbourOf(server.address)]) {
    assert.equal(await opened.value.permit({ address, port: 80 }), false, address);
  }
});

test('a relay that dies is started again', async t => {
  const { relay, directory } = await startBench(t, { relayIp: '127.0.0.1' });
  const before = await readFile(join(directory, 'relay.pid'), 'utf8');
  const died = nextChange(relay);
  process.kill(Number(before), 'SIGKILL');
  await died;
  assert.equal(relay.isReady(), false);
  assert.equal(relay.credentials('localhost'), undefined);
  await nextChange(relay);
  assert.equal(relay.isReady(), true);
  assert.notEqual(await readFile(join(directory, 'relay.pid'), 'utf8'), before);
});

test('a relay that hangs is ended and started again', async t => {
  const hasty: RelayClock = { now: clock.now, after: (ms, action) => clock.after(ms / 20, action) };
  const { relay, directory, lines } = await startBench(t, { relayIp: '127.0.0.1' }, hasty);
  const hung = nextChange(relay);
  process.kill(Number(await readFile(join(directory, 'relay.pid'), 'utf8')), 'SIGSTOP');
  await hung;
  assert.ok(lines.some(line => line.startsWith('relayHung')));
  await nextChange(relay);
  assert.equal(relay.isReady(), true);
});

test('a taken port gives way to the next one', async t => {
  const wanted = await findFreePort(randomPort());
  assert.ok(wanted !== undefined);
  const blocker = createSocket('udp4');
  blocker.bind(wanted, '127.0.0.1');
  await once(blocker, 'listening');
  t.after(() => blocker.close());
  const { relay } = await startBench(t, { relayIp: '127.0.0.1', firstPort: wanted });
  assert.ok(portOf(relay) > wanted);
});

test('a taken port that was asked for is an error, not a silent change', async t => {
  const blocker = createSocket('udp4');
  blocker.bind(0);
  await once(blocker, 'listening');
  t.after(() => blocker.close());
  const { relay, lines } = await startBench(t, { port: blocker.address().port });
  assert.equal(relay.isReady(), false);
  assert.deepEqual(lines, ['relayPortTaken {}']);
});

test('a relay left behind is taken over, and ended with the server that took it over', async t => {
  const first = await startAbandoned(t);
  const second = await startBench(t, { relayIp: '127.0.0.1', dataDirectory: first.directory });
  assert.equal(portOf(second.relay), first.port);
  assert.equal(await readPid(first.directory), first.pid);
  assert.match(second.lines.join(), /"takenOver":true/);
  await second.relay.stop();
  assert.throws(() => process.kill(Number(first.pid), 0), { code: 'ESRCH' });
});

test('a relay that was taken over and dies is started again', async t => {
  const first = await startAbandoned(t);
  const second = await startBench(t, { relayIp: '127.0.0.1', dataDirectory: first.directory });
  const died = nextChange(second.relay);
  process.kill(Number(first.pid), 'SIGKILL');
  await died;
  assert.equal(second.relay.isReady(), false);
  await nextChange(second.relay);
  assert.equal(second.relay.isReady(), true);
});

for (const [what, change] of [
  ['ports', { portRange: [50_000, 50_999] }],
  ['a secret', { secret: 'another secret for it' }],
] as const) {
  test(`a relay left behind with other ${what} is ended and its port used again`, async t => {
    const first = await startAbandoned(t);
    const given = { relayIp: '127.0.0.1', firstPort: first.port, dataDirectory: first.directory, ...change };
    const second = await startBench(t, given);
    assert.equal(portOf(second.relay), first.port);
    assert.notEqual(await readPid(first.directory), first.pid);
    assert.ok(second.lines.some(line => line.startsWith('relayOrphanEnded')));
  });
}

test('a relay left behind that hangs is ended', async t => {
  const first = await startAbandoned(t);
  process.kill(Number(first.pid), 'SIGSTOP');
  const second = await startBench(t, { relayIp: '127.0.0.1', dataDirectory: first.directory });
  assert.equal(second.relay.isReady(), true);
  assert.notEqual(await readPid(first.directory), first.pid);
});

test('stop ends the process', async t => {
  const { relay, directory } = await startBench(t, { relayIp: '127.0.0.1' });
  const pid = Number(await readFile(join(directory, 'relay.pid'), 'utf8'));
  await relay.stop();
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  assert.equal(relay.isReady(), false);
});

test('without the program there is no relay and no failure', async t => {
  const { relay } = await startBench(t, { program: '/nowhere/turnserver' });
  assert.equal(relay.isReady(), false);
  assert.equal(relay.credentials('localhost'), undefined);
});

test('a relay run by somebody else is used without starting one', async t => {
  const urls = ['turn:relay.example.org:3478'];
  const { relay, directory } = await startBench(t, { urls, secret: 'shared' });
  assert.deepEqual(relay.credentials('anything')?.urls, urls);
  await assert.rejects(stat(join(directory, 'relay.conf')));
});

test('no address and no user name reaches a log, and the secret stays private', async t => {
  const { relay, lines, directory } = await startBench(t, { relayIp: '127.0.0.1' });
  const given = relay.credentials('localhost');
  assert.ok(given !== undefined);
  const opened = await openAllocation(addressIn(given.urls[0]), given, clock);
  assert.ok(opened.ok);
  await opened.value.close();
  await relay.stop();
  assert.doesNotMatch(lines.join('\n'), /\d+\.\d+\.\d+\.\d+|::|turn:/);
  assert.ok(!lines.join('\n').includes(given.username.split(':')[1] ?? '?'));
  for (const file of ['relay.conf', 'relay-secret']) {
    assert.equal((await stat(join(directory, file))).mode & 0o777, 0o600);
  }
});

async function startBench(
  t: TestContext,
  config: Partial<RelayConfig>,
  time: RelayClock = clock,
): Promise<Bench> {
  const directory = config.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'sotto-relay-')));
  const lines: string[] = [];
  const write = (event: string, facts = {}) => void lines.push(`${event} ${JSON.stringify(facts)}`);
  const log: RelayLog = { info: write, warn: write, error: write };
  const relay = await startRelay({ dataDirectory: directory, firstPort: randomPort(), ...config }, log, time);
  t.after(async () => {
    await relay.stop();
    await rm(directory, { recursive: true, force: true });
  });
  return { relay, lines, directory };
}

/** A relay whose server does nothing any more, as if it were killed. */
async function startAbandoned(t: TestContext) {
  let isKilled = false;
  const mortal: RelayClock = {
    now: clock.now,
    after: (ms, action) => clock.after(ms, () => isKilled || action()),
  };
  const { relay, directory } = await startBench(t, { relayIp: '127.0.0.1' }, mortal);
  isKilled = true;
  return { directory, port: portOf(relay), pid: await readPid(directory) };
}

function readPid(directory: string): Promise<string> {
  return readFile(join(directory, 'relay.pid'), 'utf8');
}

/** Far from the usual port, since tests that run beside this one start relays too. */
function randomPort(): number {
  return 20_000 + Math.floor(Math.random() * 10_000);
}

function nextChange(relay: Relay): Promise<void> {
  return new Promise(resolve => {
    const unsubscribe = relay.onChange(() => {
      unsubscribe();
      resolve();
    });
  });
}

function portOf(relay: Relay): number {
  return addressIn(relay.credentials('localhost')?.urls[0]).port;
}

function addressIn(url: string | undefined): StunAddress {
  const [, address, port] = url?.split(/[:?]/) ?? [];
  assert.ok(address !== undefined && port !== undefined);
  return { address, port: Number(port) };
}

/** Another address of the same network, which on most test machines is a private one. */
function neighbourOf(address: string): string {
  const network = address.slice(0, address.lastIndexOf('.'));
  const isOurs = /^(10|127|192\.168|192\.0\.2|172\.(1[6-9]|2\d|3[01]))\./.test(address);
  return isOurs ? `${network}.${address.endsWith('.1') ? 3 : 1}` : '10.1.2.3';
}
