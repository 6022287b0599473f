/**
 * A bad network in front of a relay: a UDP proxy on this machine that delays, reorders, loses and throttles packets in
 * each direction. Browsers' own throttling does not touch WebRTC and test machines' kernels often lack netem, so it is
 * done here. Given the same seed and the same packets, it loses the same ones.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What happens to packets of one direction. Everything left out is perfect. */
export interface Impairment {
  /** Milliseconds that every packet takes. */
  readonly delay?: number;
  /** Milliseconds by which the delay of single packets differs, at most, either way; more than the gaps reorders. */
  readonly jitter?: number;
  /** Share of packets lost, 0–1. */
  readonly loss?: number;
  /** Mean number of packets lost in a row; 1 (each for itself) without it. */
  readonly burst?: number;
  /** Kilobits per second; packets queue behind each other. */
  readonly rate?: number;
  /** Longest queue before packets are dropped, milliseconds at `rate`; 300 without it. */
  readonly queue?: number;
}

/** What has happened in one direction. */
export interface ImpairmentCount {
  readonly packets: number;
  readonly bytes: number;
  /** Lost by chance. */
  readonly lost: number;
  /** Dropped because the queue was full. */
  readonly overflowed: number;
}

/** `up`: towards the relay; `down`: from the relay. */
export type Direction = 'up' | 'down';

/** A running proxy. */
export interface UdpImpairment extends AsyncDisposable {
  /** Where browsers find it, on the same address as the relay. */
  readonly port: number;
  /** Replaces what happens to packets of a direction from now on. */
  set(direction: Direction, impairment: Impairment): void;
  count(direction: Direction): ImpairmentCount;
  /** Drops everything in both directions, or lets it pass again: the cable is pulled. */
  cut(isCut: boolean): void;
  close(): Promise<void>;
}

/** What a proxy is started with. */
export interface UdpImpairmentOptions {
  /** The relay's address; the proxy listens on the same one, so that it can be reached wherever the relay can. */
  readonly address: string;
  /** The relay's port. */
  readonly port: number;
  readonly up?: Impairment;
  readonly down?: Impairment;
  /** Fixes which packets are lost and how late they are. */
  readonly seed?: number;
  /** Sees every packet that arrives here; `client` is the browser's UDP port. */
  readonly watch?: (packet: Buffer, direction: Direction, client: number) => void;
}

const LONGEST_QUEUE_MS = 300;
const BUFFER_BYTES = 4 * 1024 * 1024;

/** Starts a proxy on a free port. */
export async function startUdpImpairment(options: UdpImpairmentOptions): Promise<UdpImpairment> {
  const front = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES });
  front.bind(0, options.address);
  await once(front, 'listening');
  const clients = new Map<string, Socket>();
  const lanes = {
    up: createLane(options.up, options.seed ?? 1),
    down: createLane(options.down, (options.seed ?? 1) + 1),
  };
  function passDown(packet: Buffer, client: Client): void {
    options.watch?.(packet, 'down', client.port);
    lanes.down.pass(packet.length, () => front.send(packet, client.port, client.address, ignoreError));
  }
  front.on('message', (packet, client) => {
    const name = `${client.address}:${client.port}`;
    const back = clients.get(name) ?? openBack(answer => passDown(answer, client));
    clients.set(name, back);
    options.watch?.(packet, 'up', client.port);
    lanes.up.pass(packet.length, () => back.send(packet, options.port, options.address, ignoreError));
  });
  const close = async () => {
    for (const lane of Object.values(lanes)) lane.close();
    for (const socket of [front, ...clients.values()]) await closeSocket(socket);
    clients.clear();
  };
  return {
    port: (front.address() as AddressInfo).port,
    set: (direction, impairment) => lanes[direction].set(impairment),
    count: direction => lanes[direction].count(),
    cut: isCut => {
      for (const lane of Object.values(lanes)) lane.cut(isCut);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** One direction: decides each packet's fate and lets it go when its time has come. */
interface Lane {
  pass(bytes: number, send: () => void): void;
  set(impairment: Impairment): void;
  cut(isCut: boolean): void;
  count(): ImpairmentCount;
  close(): void;
}

function createLane(first: Impairment | undefined, seed: number): Lane {
  const random = createRandom(seed);
  const timers = new Set<NodeJS.Timeout>();
  let impairment = first ?? {};
  let isCut = false;
  let isInBurst = false;
  /** When the last queued packet will have left the throttled line. */
  let busyUntil = 0;
  const counted = { packets: 0, bytes: 0, lost: 0, overflowed: 0 };

  /** Two states (Gilbert's model): within a burst everything is lost. */
  function isLost(): boolean {
    const { loss = 0, burst = 1 } = impairment;
    if (loss <= 0) return false;
    if (burst <= 1) return random() < loss;
    const leave = 1 / burst;
    const enter = (loss * leave) / (1 - loss);
    isInBurst = random() < (isInBurst ? 1 - leave : enter);
    return isInBurst;
  }

  /** Milliseconds until a packet has left the throttled line; undefined if the queue is full. */
  function queueTime(bytes: number, now: number): number | undefined {
    const { rate, queue = LONGEST_QUEUE_MS } = impairment;
    if (rate === undefined) return 0;
    const start = Math.max(busyUntil, now);
    if (start - now > queue) return undefined;
    busyUntil = start + (bytes * 8) / rate;
    return busyUntil - now;
  }

  function later(wait: number, send: () => void): void {
    if (wait < 1) {
      send();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      send();
    }, wait);
    timers.add(timer);
  }

  return {
    pass(bytes, send) {
      counted.packets++;
      counted.bytes += bytes;
      if (isCut || isLost()) return void counted.lost++;
      const queued = queueTime(bytes, performance.now());
      if (queued === undefined) return void counted.overflowed++;
      const { delay = 0, jitter = 0 } = impairment;
      later(queued + delay + (random() * 2 - 1) * jitter, send);
    },
    set: changed => {
      impairment = changed;
    },
    cut: value => {
      isCut = value;
    },
    count: () => ({ ...counted }),
    close: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

interface Client {
  readonly address: string;
  readonly port: number;
}

/** The relay must see each browser socket as a client of its own, so each gets a socket towards the relay. */
function openBack(passDown: (packet: Buffer) => void): Socket {
  const back = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES });
  back.on('error', ignoreError);
  back.on('message', passDown);
  return back;
}

/** A relay that is restarting refuses packets; on a real network they would vanish, and so they do here. */
function ignoreError(): void {}

async function closeSocket(socket: Socket): Promise<void> {
  const closed = once(socket, 'close');
  socket.close();
  await closed;
}

/** Mulberry32: small, fast, and the same on every machine. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
