/**
 * Two clients' call engines in one simulated world: a mail server that keeps order and wills, fake devices and fake
 * connections. Everything follows from a seed.
 */
import { textToBytes } from '@sotto/protocol/bytes';
import { bytesToId, type CallId, type ContactId, type ItemId } from '@sotto/protocol/ids';
import { WILL_GRACE_MS } from '@sotto/protocol/limits';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { CallEngine, CallNeeds, CallSettings, RelayAccess } from '../call/callNeeds.ts';
import { createCallEngine } from '../call/createCallEngine.ts';
import { NO_OTHER_CALL, type OtherCall } from '../call/otherCall.ts';
import type { StoredCall } from '../call/storedCall.ts';
import type { CallItem } from '../history/callItem.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { Tone } from '../port/ringer.ts';
import { fakeCallCrypto } from './fakeCallCrypto.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import { createFakeMedia, type FakeMedia } from './fakeMedia.ts';
import { createFakePeerNetwork, type FakePeerNetwork } from './fakePeerConnection.ts';
import { createSeededRandom, type SeededRandom } from './seededRandom.ts';

/** One way between a client and the server, in milliseconds. */
const WAY_MS = 25;

/** One client and what a test may do to it and read of it. */
export interface FakeClient {
  /** The running engine; another one after a crash. */
  engine(): CallEngine;
  /** The devices; others after a crash. */
  readonly media: FakeMedia;
  readonly settings: { -readonly [Key in keyof CallSettings]: CallSettings[Key] };
  /** Items of the conversation, oldest first. */
  items(): readonly CallItem[];
  /** What the engine keeps for a reload. */
  readonly stored: ReadonlyMap<CallId, StoredCall>;
  tone(): Tone | undefined;
  /** Everything that left towards the contact and the server, in order, with times. */
  readonly traffic: string[];
  /** What asking for relay credentials comes to. */
  setRelay(outcome: 'works' | 'missing' | 'fails'): void;
  /** Loses or regains the server. */
  setOnline(isOnline: boolean): void;
  /** The call behind a link beside which the engine runs. */
  readonly other: { -readonly [Key in keyof OtherCall]: OtherCall[Key] };
  /** Ends without a word; `start` begins again with what was stored. */
  crash(): void;
  start(): Promise<void>;
}

/** The world. */
export interface FakeCallWorld {
  readonly clock: FakeClock;
  readonly random: SeededRandom;
  readonly network: FakePeerNetwork;
  readonly alice: FakeClient;
  readonly bob: FakeClient;
  /** Wills that the server holds. */
  wills(): number;
}

/** The contact that each client has: the other one. */
export const OTHER = bytesToId<ContactId>(new Uint8Array(16));

/** A world in which nothing has happened. */
export function createFakeCallWorld(seed = 1): FakeCallWorld {
  const clock = createFakeClock();
  const random = createSeededRandom(seed);
  const network = createFakePeerNetwork(random);
  const parts = { clock, random, network };
  const alice: Client = new Client(parts, () => bob);
  const bob: Client = new Client(parts, () => alice);
  return {
    ...parts,
    alice,
    bob,
    wills: () => [alice, bob].filter(client => client.will !== undefined).length,
  };
}

interface WorldParts {
  readonly clock: FakeClock;
  readonly random: SeededRandom;
  readonly network: FakePeerNetwork;
}

interface Letter {
  readonly message: CallMessage;
  readonly taken: () => unknown;
}

class Client implements FakeClient {
  media: FakeMedia;
  readonly settings = { relayOnly: true, showRinging: true, saveData: false };
  readonly other = { ...NO_OTHER_CALL };
  readonly traffic: string[] = [];
  readonly stored = new Map<CallId, StoredCall>();
  will: CallMessage | undefined;
  readonly #world: WorldParts;
  readonly #other: () => Client;
  readonly #items = new Map<ItemId, CallItem>();
  #engine: CallEngine;
  #life = beginLife();
  #tone: Tone | undefined;
  #relay: 'works' | 'missing' | 'fails' = 'works';
  #isOnline = true;
  #endGrace: Cancel = () => undefined;
  /** What this client last wished for; a crash forgets the wish, not what the server holds. */
  #wantedWill: { readonly will: CallMessage | undefined } | undefined;
  /** Not with the server yet; kept over a crash. */
  readonly #outbox: Letter[] = [];
  /** With the server, not delivered yet. */
  readonly #mailbox: { readonly message: CallMessage; readonly arrivedAt: number }[] = [];

  constructor(world: WorldParts, other: () => Client) {
    this.#world = world;
    this.#other = other;
    this.media = createFakeMedia(world.clock);
    this.#engine = createCallEngine(this.#createNeeds(), undefined, this.other);
  }

  engine(): CallEngine {
    return this.#engine;
  }

  items(): readonly CallItem[] {
    return [...this.#items.values()].sort((a, b) => a.at - b.at);
  }

  tone(): Tone | undefined {
    return this.#tone;
  }

  setRelay(outcome: 'works' | 'missing' | 'fails'): void {
    this.#relay = outcome;
  }

  setOnline(isOnline: boolean): void {
    if (this.#isOnline === isOnline) return;
    this.#isOnline = isOnline;
    if (isOnline) this.#comeBack();
    else this.#vanish();
  }

  crash(): void {
    this.#life.isOver = true;
    this.#wantedWill = undefined;
    for (const cancel of this.#life.timers) cancel();
    for (const close of this.#openings) close();
    this.#openings.clear();
    this.#tone = undefined;
    this.media = createFakeMedia(this.#world.clock);
    this.setOnline(false);
  }

  async start(): Promise<void> {
    this.#life = beginLife();
    this.#engine = createCallEngine(this.#createNeeds(), undefined, this.other);
    await this.#engine.restore([...this.stored.values()]);
    this.setOnline(true);
  }

  // --- The server ---

  #vanish(): void {
    this.#endGrace = this.#world.clock.after(WILL_GRACE_MS, () => {
      if (this.will !== undefined) this.#other().receive(this.will);
      this.will = undefined;
    });
  }

  /** Without the server nothing can be left with it or taken back. */
  #wantWill(will: CallMessage | undefined): void {
    this.#wantedWill = { will };
    if (this.#isOnline) this.will = will;
  }

  #comeBack(): void {
    this.#endGrace();
    if (this.#wantedWill !== undefined) this.will = this.#wantedWill.will;
    for (const letter of this.#outbox.splice(0)) this.#upload(letter);
    this.#deliver();
  }

  #upload(letter: Letter): void {
    this.#world.clock.after(WAY_MS, () => {
      if (!this.#isOnline) {
        this.#outbox.push(letter);
        return;
      }
      this.#other().receive(letter.message);
      this.#world.clock.after(WAY_MS, () => letter.taken());
    });
  }

  receive(message: CallMessage): void {
    this.#mailbox.push({ message, arrivedAt: this.#world.clock.now() });
    this.#world.clock.after(WAY_MS, () => this.#deliver());
  }

  #deliver(): void {
    if (!this.#isOnline || this.#life.isOver) return;
    for (const { message, arrivedAt } of this.#mailbox.splice(0)) {
      const callSecret = message.k === 'callInvite' ? secretOf(message.callId) : undefined;
      void this.#engine.messageArrived(OTHER, message, { arrivedAt, callSecret });
    }
  }

  // --- The engine's needs; all of them die with the client ---

  readonly #openings = new Set<() => void>();

  #createNeeds(): CallNeeds {
    const life = this.#life;
    const clock: Clock = {
      now: this.#world.clock.now,
      after: (ms, action) => {
        const cancel = this.#world.clock.after(ms, () => life.isOver || action());
        life.timers.push(cancel);
        return cancel;
      },
    };
    return {
      clock,
      random: this.#world.random,
      crypto: fakeCallCrypto,
      media: this.media,
      settings: () => this.settings,
      isMuted: () => false,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      ringer: {
        play: tone => {
          this.#tone = tone;
        },
      },
      peers: this.#createPeers(clock),
      messenger: this.#createMessenger(),
      keeper: this.#createKeeper(),
    };
  }

  #createPeers(clock: Clock): CallNeeds['peers'] {
    const port = this.#world.network.port(clock, line => this.#note(line));
    return {
      open: (options, on) => {
        const opened = port.open(options, on);
        if (opened.ok) this.#openings.add(() => opened.value.close());
        return opened;
      },
    };
  }

  #createMessenger(): CallNeeds['messenger'] {
    const life = this.#life;
    return {
      send: async (_contact, message, options) => {
        this.#note(`send ${JSON.stringify(message)} ${options.wake}`);
        const accepted = new Promise<void>(resolve => {
          const letter = { message, taken: () => life.isOver || resolve() };
          if (this.#isOnline) this.#upload(letter);
          else this.#outbox.push(letter);
        });
        return { accepted, callSecret: message.k === 'callInvite' ? secretOf(message.callId) : undefined };
      },
      setWill: async (_contact, message) => {
        this.#note('setWill');
        this.#wantWill(message);
      },
      clearWill: async () => {
        this.#note('clearWill');
        this.#wantWill(undefined);
      },
      relay: () => this.#askRelay(),
      checkServer: () => undefined,
    };
  }

  #askRelay(): Promise<RelayAccess | undefined> {
    this.#note('relay');
    const { promise, resolve, reject } = Promise.withResolvers<RelayAccess | undefined>();
    const access = { iceServers: [{ urls: ['turn:relay.test'] }], expires: undefined };
    this.#world.clock.after(2 * WAY_MS, () => {
      if (this.#relay === 'fails') reject(new Error('offline'));
      else resolve(this.#relay === 'works' ? access : undefined);
    });
    return promise;
  }

  #createKeeper(): CallNeeds['keeper'] {
    return {
      save: async ({ callId, stored, item, forgottenItem }) => {
        if (stored === undefined) this.stored.delete(callId);
        else this.stored.set(callId, stored);
        if (item !== undefined) this.#items.set(item.id, item);
        if (forgottenItem !== undefined) this.#items.delete(forgottenItem);
      },
    };
  }

  #note(line: string): void {
    this.traffic.push(`${this.#world.clock.now()} ${line}`);
  }
}

/** One run of a client, from its start to its crash. */
function beginLife() {
  const timers: Cancel[] = [];
  return { isOver: false, timers };
}

function secretOf(callId: CallId) {
  return textToBytes(`secret of ${callId}`);
}
