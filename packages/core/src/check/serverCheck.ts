/**
 * Tests the way to the server, the clock, and each way through the host's relay, over a socket of its own: it needs
 * neither a profile nor the keys (spec/relays.md, "Check page").
 */
import type { Relay } from '@sotto/protocol/wire/relay';
import type { Welcome } from '@sotto/protocol/wire/welcome';
import { type Connection, type ConnectionPorts, createConnection } from '../mailbox/connection.ts';
import type { Cancel } from '../port/clock.ts';
import type { IceTester } from '../port/iceTester.ts';
import type { ServerStep, ServerStepProblem, Step } from './checkStep.ts';

/** What the test runs on. */
export interface ServerCheckPorts extends ConnectionPorts {
  readonly iceTester: IceTester;
}

type Report = (name: ServerStep, step: Step<ServerStepProblem> | undefined) => void;
type RelayStep = Extract<ServerStep, `relay${string}`>;

const SERVER_LIMIT_MS = 8000;
/** As the app's own warning has it. */
const CLOCK_TOLERANCE_MS = 300_000;
const PINGS = 3;
const RELAY_STEPS: readonly RelayStep[] = ['relayUdp', 'relayTcp', 'relayTls'];

/** Begins; every step is reported when it runs and when it is decided. Returns what ends it: nothing is reported then. */
export function startServerCheck(ports: ServerCheckPorts, report: Report): Cancel {
  let isOver = false;
  const tell: Report = (name, step) => isOver || report(name, step);
  let greet: (ahead: number | undefined) => void = () => {};
  const greeted = new Promise<number | undefined>(resolve => {
    greet = resolve;
  });
  const connection = createConnection(ports, {
    connected: (welcome: Welcome) => greet(welcome.time - ports.clock.now()),
    disconnected: () => {},
    delivered: () => {},
    noticed: () => {},
  });
  const cancelLimit = ports.clock.after(SERVER_LIMIT_MS, () => greet(undefined));
  const end = () => {
    isOver = true;
    cancelLimit();
    connection.stop();
  };
  for (const name of ['server', 'clock', 'relayUdp', 'relayTcp'] as const) tell(name, { state: 'running' });
  connection.start();
  void greeted.then(ahead => run(ports, connection, ahead, tell)).then(end);
  return end;
}

async function run(
  ports: ServerCheckPorts,
  connection: Connection,
  ahead: number | undefined,
  tell: Report,
): Promise<void> {
  const ms = ahead === undefined ? undefined : await measureRoundTrip(ports, connection);
  if (ahead === undefined || ms === undefined) {
    tell('server', { state: 'problem', problem: 'noServer' });
    for (const name of ['clock', 'relayUdp', 'relayTcp'] as const)
      tell(name, { state: 'problem', problem: 'needsServer' });
    return;
  }
  tell('server', { state: 'ok', ms });
  // The greeting was half a round trip old.
  tell('clock', toClockStep(Math.abs(ahead + ms / 2)));
  const answer = await connection.request({ t: 'requestRelay' });
  if (answer.ok && answer.value.t === 'relay') await checkRelay(ports.iceTester, answer.value, tell);
  else
    for (const name of ['relayUdp', 'relayTcp'] as const)
      tell(name, { state: 'problem', problem: 'noRelay' });
}

/** The shortest of a few; the first one pays for the start. */
async function measureRoundTrip(
  { clock }: ServerCheckPorts,
  connection: Connection,
): Promise<number | undefined> {
  const trips: number[] = [];
  for (let count = 0; count < PINGS; count += 1) {
    const sent = clock.now();
    if (!(await connection.request({ t: 'ping' })).ok) return undefined;
    trips.push(clock.now() - sent);
  }
  return Math.min(...trips);
}

function toClockStep(ms: number): Step<ServerStepProblem> {
  const rounded = Math.round(ms);
  return rounded > CLOCK_TOLERANCE_MS
    ? { state: 'problem', problem: 'clockOff', ms: rounded }
    : { state: 'ok', ms: rounded };
}

async function checkRelay(tester: IceTester, relay: Relay, tell: Report): Promise<void> {
  const { urls, username, credential } = relay;
  await Promise.all(
    RELAY_STEPS.map(async name => {
      const url = urls.find(candidate => toRelayStep(candidate) === name);
      if (url === undefined) return tell(name, undefined);
      tell(name, { state: 'running' });
      const outcome = await tester.test({ urls: [url], username, credential });
      tell(
        name,
        outcome.ok ? { state: 'ok', ms: outcome.value.ms } : { state: 'problem', problem: outcome.code },
      );
    }),
  );
}

function toRelayStep(url: string): RelayStep {
  if (url.startsWith('turns:')) return 'relayTls';
  return url.endsWith('?transport=tcp') ? 'relayTcp' : 'relayUdp';
}
