import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, success } from '@sotto/protocol/result';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { IceTester } from '../port/iceTester.ts';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createFakeMailServer } from '../sim/fakeMailServer.ts';
import { createSeededRandom } from '../sim/seededRandom.ts';
import type { ServerStep, ServerStepProblem, Step } from './checkStep.ts';
import { startServerCheck } from './serverCheck.ts';

const LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };
const answering: IceTester = {
  test: async ({ urls: [url = ''] }) =>
    url.includes('tcp') ? failure('noAnswer') : success({ transport: 'udp', ms: 7 }),
};

function createStage(tamper?: (message: ServerMessage) => ServerMessage) {
  const clock = createFakeClock();
  const server = createFakeMailServer(clock, 5);
  server.tamper = tamper;
  const steps: Partial<Record<ServerStep, Step<ServerStepProblem> | undefined>> = {};
  const ports = {
    clock,
    random: createSeededRandom(1),
    sockets: server.sockets(),
    log: LOG,
    iceTester: answering,
  };
  const start = () =>
    startServerCheck(ports, (name, step) => {
      steps[name] = step;
    });
  return { clock, server, steps, start };
}

const URLS = ['turn:r:3478?transport=udp', 'turn:r:3478?transport=tcp', 'turns:r:5349?transport=tcp'];
const withUrls = (urls: readonly string[]) => (message: ServerMessage) =>
  message.t === 'relay' ? { ...message, urls: [...urls] } : message;

test('each step runs, then says how long it took; no timer and no socket stays behind', async () => {
  const { clock, steps, start } = createStage(withUrls(URLS));
  start();
  assert.equal(steps.server?.state, 'running');
  await clock.advance(1000);
  assert.deepEqual(steps, {
    server: { state: 'ok', ms: 10 },
    clock: { state: 'ok', ms: 0 },
    relayUdp: { state: 'ok', ms: 7 },
    relayTcp: { state: 'problem', problem: 'noAnswer' },
    relayTls: { state: 'problem', problem: 'noAnswer' },
  });
  assert.equal(clock.pending(), 0);
});

test('a way that is not offered is not shown', async () => {
  const { clock, steps, start } = createStage(withUrls(URLS.slice(0, 1)));
  start();
  await clock.advance(1000);
  assert.deepEqual([steps.relayTcp, steps.relayTls], [undefined, undefined]);
});

test('a clock that is off by more than the tolerance is a problem with its size', async () => {
  const { clock, steps, start } = createStage(message =>
    message.t === 'welcome' ? { ...message, time: message.time - 600_000 } : message,
  );
  start();
  await clock.advance(1000);
  assert.deepEqual(steps.clock, { state: 'problem', problem: 'clockOff', ms: 600_000 });
});

test('without the server nothing else can be tested', async () => {
  const { clock, server, steps, start } = createStage();
  server.setDown(true);
  start();
  await clock.advance(8001);
  assert.deepEqual(steps.server, { state: 'problem', problem: 'noServer' });
  assert.deepEqual(steps.relayUdp, { state: 'problem', problem: 'needsServer' });
  assert.equal(clock.pending(), 0);
});

test('a server without a relay says so', async () => {
  const { clock, steps, start } = createStage(message =>
    message.t === 'relay' ? { t: 'error', n: message.n, code: 'noRelay' } : message,
  );
  start();
  await clock.advance(1000);
  assert.deepEqual(steps.relayTcp, { state: 'problem', problem: 'noRelay' });
});

test('ended, it reports nothing more', async () => {
  const { clock, steps, start } = createStage();
  start()();
  await clock.advance(10_000);
  assert.equal(steps.server?.state, 'running');
  assert.equal(clock.pending(), 0);
});
