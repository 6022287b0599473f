/**
 * One person of a simulated world: a whole client on a store that survives it, with everything it runs on faked.
 * A tab can be killed at any moment, before or after any write and any frame, and opened again on the same store.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import { failure } from '@sotto/protocol/result';
import { createMovableClient, type MovableClient } from '../client/moving.ts';
import type { ClientPorts } from '../client/parts.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { PeerConnectionPort } from '../port/peerConnection.ts';
import type { Random } from '../port/random.ts';
import type { Tone } from '../port/ringer.ts';
import type { Socket, SocketHandlers, SocketPort } from '../port/socket.ts';
import type { FakeClock } from './fakeClock.ts';
import type { FakeMailServer } from './fakeMailServer.ts';
import { createFakeMedia, type FakeMedia } from './fakeMedia.ts';
import type { FakePeerNetwork } from './fakePeerConnection.ts';
import type { MemoryStore } from './memoryStore.ts';

/**
 * Where to kill a tab: at its so-manieth write or frame sent to the server (counted from 1 at its opening), before
 * that happens or right after it, but before the tab learns so.
 */
export interface Kill {
  readonly at: 'write' | 'frame';
  readonly count: number;
  readonly when: 'before' | 'after';
}

/** What a person lives in. */
export interface Surroundings {
  readonly clock: FakeClock;
  readonly random: Random;
  readonly network: FakePeerNetwork;
  readonly server: FakeMailServer;
}

/** How long a frame is on its way to the server, in milliseconds. */
export const LATENCY_MS = 5;

/** One tab, from its opening to its end. */
interface Life {
  readonly store: MemoryStore;
  readonly media: FakeMedia;
  readonly timers: Set<Cancel>;
  readonly connections: Set<() => void>;
  readonly sockets: Set<Socket>;
  networkChanges: () => void;
  isOver: boolean;
  client: MovableClient | undefined;
  tone: Tone | undefined;
  frames: number;
}

/** A person with one device and at most one open tab. */
export class Person {
  readonly name: string;
  /** How far this device's clock is ahead of the truth, in milliseconds. */
  clockAhead = 0;
  /** Failures that the clients logged, oldest first. */
  readonly errors: string[] = [];
  readonly #world: Surroundings;
  #store: MemoryStore;
  #life: Life | undefined;
  #isOnline = true;
  #kill: Kill | undefined;

  constructor(name: string, world: Surroundings, store: MemoryStore) {
    this.name = name;
    this.#world = world;
    this.#store = store;
  }

  /** Opens the tab; what it reads and repairs is done when this resolves, unless it was killed meanwhile. */
  async open(kill?: Kill): Promise<void> {
    if (this.isAlive()) return;
    const life = this.#begin();
    if (kill !== undefined) this.killAt(kill);
    const opening = createMovableClient(this.#createPorts(life)).then(client => {
      life.client = client;
    });
    opening.catch((problem: unknown) => this.errors.push(`open ${String(problem)}`));
    await this.#world.clock.settle();
  }

  /** Ends the tab without a word; the server sees its socket close `delay` milliseconds later. */
  kill(delay = 0): void {
    const life = this.#life;
    if (life === undefined) return;
    this.#life = undefined;
    life.isOver = true;
    life.store.end();
    for (const cancel of life.timers) cancel();
    for (const close of life.connections) close();
    const hangUp = () => {
      for (const socket of life.sockets) socket.close();
    };
    if (delay === 0) hangUp();
    else this.#world.clock.after(delay, hangUp);
  }

  isAlive(): boolean {
    return this.#life !== undefined;
  }

  /** The client of the open tab. Throws when there is none. */
  client(): MovableClient {
    const client = this.#life?.client;
    if (client === undefined) throw new Error(`${this.name} has no open tab`);
    return client;
  }

  /** The devices of the open tab. */
  media(): FakeMedia {
    if (this.#life === undefined) throw new Error(`${this.name} has no open tab`);
    return this.#life.media;
  }

  tone(): Tone | undefined {
    return this.#life?.tone;
  }

  /** Timers of the open tab that have not fired. */
  timers(): number {
    return this.#life?.timers.size ?? 0;
  }

  /** What is stored, as another run would find it. */
  stored(): MemoryStore['tables'] {
    return this.#store.tables;
  }

  /** Writes and frames of the open tab so far. */
  counts(): { readonly writes: number; readonly frames: number } {
    return { writes: this.#store.writes(), frames: this.#life?.frames ?? 0 };
  }

  /** Kills the open tab at that point. */
  killAt(kill: Kill): void {
    this.#kill = kill;
    if (kill.at === 'write') this.#store.killAt({ write: kill.count, when: kill.when }, () => this.kill());
  }

  /** Loses or regains the way to the server; the device notices the latter. */
  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (isOnline) this.#life?.networkChanges();
    else this.#closeSockets();
  }

  #closeSockets(): void {
    for (const socket of this.#life?.sockets ?? []) socket.close();
  }

  #begin(): Life {
    this.#store = this.#store.reopen();
    this.#kill = undefined;
    const life: Life = {
      store: this.#store,
      media: createFakeMedia(this.#world.clock),
      timers: new Set(),
      connections: new Set(),
      sockets: new Set(),
      networkChanges: () => undefined,
      isOver: false,
      client: undefined,
      tone: undefined,
      frames: 0,
    };
    this.#life = life;
    return life;
  }

  #createPorts(life: Life): ClientPorts {
    const clock = this.#createClock(life);
    return {
      store: life.store,
      clock,
      random: this.#world.random,
      sockets: this.#createSockets(life),
      log: this.#createLog(life),
      origin: 'https://sotto.test',
      peers: this.#createPeers(life, clock),
      page: 'page',
      iceTester: { test: async () => failure('noAnswer') },
      media: life.media,
      ringer: {
        play: tone => {
          life.tone = tone;
        },
      },
    };
  }

  #createClock(life: Life): Clock {
    const { clock } = this.#world;
    return {
      now: () => clock.now() + this.clockAhead,
      after: (ms, action) => {
        if (life.isOver) return () => undefined;
        const cancel = clock.after(ms, () => {
          end();
          action();
        });
        const end = () => {
          life.timers.delete(end);
          cancel();
        };
        life.timers.add(end);
        return end;
      },
    };
  }

  #createLog(life: Life): Log {
    const note = (event: string, facts?: object) => {
      if (!life.isOver) this.errors.push(`${event} ${JSON.stringify(facts ?? {})}`);
    };
    return { info: () => undefined, warn: () => undefined, error: note };
  }

  #createPeers(life: Life, clock: Clock): PeerConnectionPort {
    const port = this.#world.network.port(clock);
    return {
      open: (options, on) => {
        const opened = port.open(options, on);
        if (opened.ok) life.connections.add(() => opened.value.close());
        return opened;
      },
    };
  }

  #createSockets(life: Life): SocketPort {
    const port = this.#world.server.sockets();
    life.networkChanges = () => life.isOver || port.networkChanges();
    return {
      onNetworkChange: port.onNetworkChange,
      open: handlers => {
        const line = port.open(this.#guard(life, handlers));
        const socket = { send: (frame: Bytes) => this.#send(life, line, frame), close: () => line.close() };
        life.sockets.add(socket);
        if (!this.#isOnline) this.#world.clock.after(1, () => line.close());
        return socket;
      },
    };
  }

  #guard(life: Life, { opened, frame, closed }: SocketHandlers): SocketHandlers {
    return {
      opened: () => life.isOver || opened(),
      frame: bytes => life.isOver || frame(bytes),
      closed: () => life.isOver || closed(),
    };
  }

  #send(life: Life, line: Socket, frame: Bytes): void {
    if (life.isOver) return;
    life.frames += 1;
    const { at, count, when } = this.#kill ?? {};
    const isPoint = at === 'frame' && count === life.frames;
    if (!isPoint || when === 'after') line.send(frame);
    if (isPoint) this.kill(when === 'after' ? 2 * LATENCY_MS : 0);
  }
}
