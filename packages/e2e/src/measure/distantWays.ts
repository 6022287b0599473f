/**
 * The ways to server and relay, as long as they are asked to be, in a process of their own: a server that writes to its
 * disk in the same process would hold up every packet that passes, and be measured instead of the call.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startTcpDelay } from '../support/tcpDelay.ts';
import { startUdpImpairment } from '../support/udpImpair.ts';

/** Where the ways lead. */
interface Ends {
  /** The relay's address. */
  readonly address: string;
  /** The relay's UDP port. */
  readonly relayPort: number;
  /** The server's TCP port on this machine. */
  readonly serverPort: number;
}

/** Where the ways begin. */
interface Beginnings {
  readonly udpPort: number;
  readonly tcpPort: number;
}

/** Two running ways. */
export interface DistantWays extends Disposable, Beginnings {
  /** The round trip of either way from now on, in milliseconds. */
  setRoundTrip(ms: number): void;
}

/** Starts both ways, without any delay. */
export async function startDistantWays(ends: Ends): Promise<DistantWays> {
  const child = fork(import.meta.filename, [JSON.stringify(ends)]);
  const [beginnings] = (await once(child, 'message')) as [Beginnings];
  return {
    ...beginnings,
    setRoundTrip: ms => void child.send(ms),
    [Symbol.dispose]: () => void child.kill(),
  };
}

if (import.meta.main) await serve(JSON.parse(process.argv[2] ?? '') as Ends);

async function serve({ address, relayPort, serverPort }: Ends): Promise<void> {
  const udp = await startUdpImpairment({ address, port: relayPort });
  const tcp = await startTcpDelay(serverPort);
  process.on('message', (roundTrip: number) => {
    tcp.set(roundTrip / 2);
    udp.set('up', { delay: roundTrip / 2 });
    udp.set('down', { delay: roundTrip / 2 });
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ udpPort: udp.port, tcpPort: tcp.port } satisfies Beginnings);
}
