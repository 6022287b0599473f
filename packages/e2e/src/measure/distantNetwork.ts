/** Server and relay of a measurement, each at the end of a way that is as long as it is asked to be. */
import { readConfig } from '@sotto/server/config/readConfig';
import { systemClock } from '@sotto/server/ops/clock';
import { createLog } from '@sotto/server/ops/log';
import { startServer } from '@sotto/server/serve';
import type { Relay } from '@sotto/server/turn/relay';
import { startRelay } from '@sotto/server/turn/startRelay';
import { findUnusedPort } from '../support/realServer.ts';
import { startDistantWays } from './distantWays.ts';

/** What is at the end of the ways. */
export interface DistantNetwork {
  /** The app's address. */
  readonly origin: string;
  /** The round trip of each leg from now on, in milliseconds. */
  setRoundTrip(ms: number): void;
  /** Fresh credentials for the relay. Throws when it has no address. */
  iceServer(): RTCIceServer;
}

/** Starts both; they end with `stack`. `environment`: settings of the server beside its own. */
export async function startDistantNetwork(
  directory: string,
  stack: AsyncDisposableStack,
  environment: Readonly<Record<string, string>> = {},
): Promise<DistantNetwork> {
  const log = createLog(() => undefined, systemClock);
  const port = await findUnusedPort();
  const relay = await startRelay(
    { dataDirectory: directory, port: await findUnusedPort() },
    log,
    systemClock,
  );
  const [url = ''] = relay.credentials('localhost')?.urls ?? [];
  const [, address = '', relayPort = ''] = /^turn:([^:]+):(\d+)/.exec(url) ?? [];
  const ways = stack.use(await startDistantWays({ address, relayPort: Number(relayPort), serverPort: port }));
  const distant: Relay = {
    ...relay,
    isReady: () => relay.isReady(),
    stop: () => relay.stop(),
    onChange: listener => relay.onChange(listener),
    credentials: host => {
      const given = relay.credentials(host);
      return given && { ...given, urls: [`turn:${address}:${ways.udpPort}?transport=udp`] };
    },
  };
  const config = readConfig({ ...environment, SOTTO_PORT: String(port), SOTTO_DATA_DIR: directory });
  if (!config.ok) throw new Error('the configuration is not valid');
  const server = await startServer({ config: config.value, log, relay: distant });
  stack.defer(() => server.stop());
  return {
    origin: `http://localhost:${ways.tcpPort}`,
    setRoundTrip: ways.setRoundTrip,
    iceServer: () => {
      const { urls = [], username = '', credential = '' } = distant.credentials('localhost') ?? {};
      return { urls: [...urls], username, credential };
    },
  };
}
