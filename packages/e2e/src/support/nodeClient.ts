/** The app's whole client in Node: its store in memory, its devices and connections faked, its server a real one. */
import { createMovableClient, type MovableClient } from '@sotto/core/client/moving';
import type { ClientView } from '@sotto/core/client/view';
import type { Random } from '@sotto/core/port/random';
import { createFakeMedia } from '@sotto/core/sim/fakeMedia';
import { createFakePeerNetwork, type FakePeerNetwork } from '@sotto/core/sim/fakePeerConnection';
import { createMemoryStore } from '@sotto/core/sim/memoryStore';
import { failure } from '@sotto/protocol/result';
import { systemClock } from '@sotto/server/ops/clock';
import { createNodeSockets } from './nodeSockets.ts';

/** The operating system's generator. */
const random: Random = { bytes: length => crypto.getRandomValues(new Uint8Array(length)) };

/** A running client. */
export interface NodeClient extends AsyncDisposable {
  readonly client: MovableClient;
  /** Resolves with the first view, now or later, for which this is true. */
  until(isThere: (view: ClientView) => boolean): Promise<ClientView>;
}

/** Connections between the clients of one test. */
export function createNodeNetwork(): FakePeerNetwork {
  return createFakePeerNetwork(random);
}

/** Opens a client on an empty store; on a network with others, if it is to be connected with them. */
export async function openNodeClient(origin: string, network = createNodeNetwork()): Promise<NodeClient> {
  const client = await createMovableClient({
    store: createMemoryStore(),
    clock: systemClock,
    random,
    sockets: createNodeSockets(origin),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...{ origin, page: 'test' },
    peers: network.port(systemClock),
    iceTester: { test: async () => failure('noAnswer') },
    media: createFakeMedia(systemClock),
    ringer: { play: () => undefined },
  });
  return {
    client,
    until: isThere => waitFor(client, isThere),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

function waitFor(client: MovableClient, isThere: (view: ClientView) => boolean): Promise<ClientView> {
  const { promise, resolve, reject } = Promise.withResolvers<ClientView>();
  // The timers of a client do not keep a process alive; this one does.
  const limit = setTimeout(
    () => reject(new Error(JSON.stringify({ join: client.view().join, linkCall: client.view().linkCall }))),
    WAIT_LIMIT_MS,
  );
  const look = () => {
    if (isThere(client.view())) resolve(client.view());
  };
  const stop = client.onView(look);
  look();
  return promise.finally(() => {
    stop();
    clearTimeout(limit);
  });
}

const WAIT_LIMIT_MS = 20_000;
