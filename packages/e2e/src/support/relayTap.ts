/**
 * A relay of the test's own, reached through a proxy that notes what passes: every packet's moment, direction, kind and
 * size, by browser socket. Kinds are what a listener on the wire can tell without a key.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sotto/server/ops/clock';
import { createLog } from '@sotto/server/ops/log';
import { findRelayAddress } from '@sotto/server/turn/relayAddress';
import { startRelay } from '@sotto/server/turn/startRelay';
import { findUnusedPort } from './realServer.ts';
import { type Direction, startUdpImpairment, type UdpImpairment } from './udpImpair.ts';

/** A packet between a browser and the relay. */
export interface RelayPacket {
  /** Milliseconds, `performance.now`. */
  readonly at: number;
  readonly direction: Direction;
  readonly kind: string;
  readonly bytes: number;
  /** UDP port of the browser. */
  readonly client: number;
}

/** A running relay behind a tap. */
export interface RelayTap extends AsyncDisposable {
  /** Environment of a server that uses this relay. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the relay keeps its files. */
  readonly dataDirectory: string;
  /** Everything that passed so far. */
  readonly packets: readonly RelayPacket[];
  /** All bytes that passed so far. */
  copies(): readonly Buffer[];
  /** The browser socket whose allocation has this relayed port. */
  clientOf(relayedPort: number): number | undefined;
  readonly proxy: UdpImpairment;
}

const SECRET = 'relay secret of a test, long enough';

/** Starts relay and tap. */
export async function startRelayTap(): Promise<RelayTap> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-relay-'));
  const [address, port] = [await findRelayAddress(), await findUnusedPort()];
  const log = createLog(() => undefined, systemClock);
  const relay = await startRelay({ dataDirectory, secret: SECRET, port }, log, systemClock);
  const packets: RelayPacket[] = [];
  const copies: Buffer[] = [];
  const clients = new Map<number, number>();
  const proxy = await startUdpImpairment({
    address,
    port,
    watch: (packet, direction, client) => {
      packets.push({
        at: performance.now(),
        direction,
        kind: packetToKind(packet),
        bytes: packet.length,
        client,
      });
      copies.push(Buffer.from(packet));
      const relayed = relayedPortIn(packet);
      if (relayed !== undefined) clients.set(relayed, client);
    },
  });
  return {
    environment: {
      SOTTO_TURN_URLS: `turn:${address}:${proxy.port}?transport=udp`,
      SOTTO_TURN_SECRET: SECRET,
    },
    dataDirectory,
    packets,
    copies: () => copies,
    clientOf: relayedPort => clients.get(relayedPort),
    proxy,
    [Symbol.asyncDispose]: async () => {
      await proxy.close();
      await relay.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

const METHODS: Readonly<Record<number, string>> = {
  1: 'binding',
  3: 'allocate',
  4: 'refresh',
  6: 'relayed',
  7: 'relayed',
  8: 'permission',
  9: 'channel',
};
const CLASSES = ['request', 'indication', 'success', 'error'] as const;

/**
 * What a packet is (RFC 8489 §5; RFC 8656 §11, §12.4; RFC 7983 for what is relayed): a request to the relay, or
 * `relayed …` with the kind of what is inside.
 */
function packetToKind(packet: Buffer): string {
  const first = packet.readUInt16BE(0);
  if (first >= 0x4000 && first <= 0x4fff) return `relayed ${contentToKind(packet.subarray(4))}`;
  if (first >= 0x4000) return 'unknown';
  const { method, kind } = stunType(first);
  const name = METHODS[method] ?? `method ${method}`;
  if (name !== 'relayed') return `${name} ${kind}`;
  const data = findAttribute(packet, 0x0013);
  return `relayed ${data === undefined ? 'nothing' : contentToKind(data)}`;
}

function contentToKind(content: Buffer): string {
  const first = content[0] ?? 0;
  if (first < 4) {
    const { method, kind } = stunType(content.readUInt16BE(0));
    return `${METHODS[method] ?? 'STUN'} ${kind}`;
  }
  if (first >= 20 && first < 64) return 'DTLS';
  if (first < 128 || first > 191) return 'unknown';
  const type = content[1] ?? 0;
  return type >= 192 && type <= 223 ? 'RTCP' : 'RTP';
}

function stunType(type: number): { readonly method: number; readonly kind: string } {
  const method = (type & 0x000f) | ((type & 0x00e0) >> 1) | ((type & 0x3e00) >> 2);
  return { method, kind: CLASSES[((type & 0x0010) >> 4) | ((type & 0x0100) >> 7)] ?? '' };
}

/** The port in XOR-RELAYED-ADDRESS (RFC 8656 §18.5), if it is there. */
function relayedPortIn(packet: Buffer): number | undefined {
  if (packet.readUInt16BE(0) !== 0x0103) return undefined;
  const address = findAttribute(packet, 0x0016);
  return address === undefined ? undefined : address.readUInt16BE(2) ^ 0x2112;
}

function findAttribute(packet: Buffer, wanted: number): Buffer | undefined {
  for (let offset = 20; offset + 4 <= packet.length; ) {
    const length = packet.readUInt16BE(offset + 2);
    if (packet.readUInt16BE(offset) === wanted) return packet.subarray(offset + 4, offset + 4 + length);
    offset += 4 + Math.ceil(length / 4) * 4;
  }
  return undefined;
}
