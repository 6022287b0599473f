/**
 * The frame keys of one connection, and the rule that matters most: a counter is never used twice with a key. All
 * slots of a connection draw from one counter per key, and giving a key again continues its counter and its replay
 * window instead of beginning anew.
 */
import { type Bytes, bytesToHex, concatBytes, uint64ToBytes } from '@sotto/protocol/bytes';
import { type FrameKeyMaterial, importFrameKey } from './keys.ts';
import { createReplayWindow, type ReplayWindow } from './replayWindow.ts';

/** A base key and its id (RFC 9605 §4.2). In 1:1 calls 0 is the caller's, 1 the callee's. */
export interface BaseKey {
  readonly kid: number | bigint;
  readonly key: Bytes;
}

/** All keys of one connection: what this side seals with, and whatever the other side may seal with. */
export interface ConnectionBaseKeys {
  readonly send: BaseKey;
  readonly receive: readonly BaseKey[];
}

/** The key to seal with. */
export interface SendKey {
  readonly material: FrameKeyMaterial;
  /** The next counter, used up by the call; `undefined` when the key may seal no more. */
  takeCounter(): bigint | undefined;
}

/** A key to open with. */
export interface ReceiveKey {
  readonly material: FrameKeyMaterial;
  readonly window: ReplayWindow;
}

/** The keys in force. */
export interface Keyring {
  /** Puts these keys in force, all at once, when they are ready. */
  setKeys(keys: ConnectionBaseKeys): Promise<void>;
  /** Takes all keys out of force. */
  forgetKeys(): void;
  send(): SendKey | undefined;
  receive(kid: bigint): ReceiveKey | undefined;
  /** Whether any key to open with is in force. */
  isReady(): boolean;
}

/** What is known of keys that were ever given here, connections that are gone included. Holds no key. */
export interface KeyMemory {
  /** Where the counters of new keys begin. */
  readonly first: bigint;
  readonly counters: Map<string, { next: bigint }>;
  readonly windows: Map<string, ReplayWindow>;
}

/** Frames that one key may seal: some months of everything a device can send. */
export const MAX_FRAMES_PER_KEY = 2n ** 32n;

/**
 * One per worker: two connections that were given the same key still share its counter. `generation`: how many workers
 * of this page came before. They are gone with their counters, and a group's key may be in use still, so each one's
 * counters begin where no earlier one can have been.
 */
export function createKeyMemory(generation = 0): KeyMemory {
  return { first: BigInt(generation) * MAX_FRAMES_PER_KEY, counters: new Map(), windows: new Map() };
}

/** A keyring without keys. */
export function createKeyring(memory: KeyMemory): Keyring {
  let send: SendKey | undefined;
  let receive: ReadonlyMap<bigint, ReceiveKey> = new Map();
  let newest = 0;
  return {
    async setKeys(keys) {
      const turn = ++newest;
      const imported = await Promise.all([
        importSendKey(memory, keys.send),
        Promise.all(keys.receive.map(key => importReceiveKey(memory, key))),
      ]);
      // A later call may have been faster; the keys it brought must not be undone.
      if (turn !== newest) return;
      send = imported[0];
      receive = new Map(imported[1].map(key => [key.material.kid, key]));
    },
    forgetKeys() {
      newest++;
      send = undefined;
      receive = new Map();
    },
    send: () => send,
    receive: kid => receive.get(kid),
    isReady: () => receive.size > 0,
  };
}

async function importSendKey(memory: KeyMemory, base: BaseKey): Promise<SendKey> {
  const kid = BigInt(base.kid);
  const [material, name] = await Promise.all([importFrameKey(kid, base.key), keyToName(kid, base.key)]);
  const counter = remembered(memory.counters, name, () => ({ next: memory.first }));
  return {
    material,
    takeCounter() {
      return counter.next < memory.first + MAX_FRAMES_PER_KEY ? counter.next++ : undefined;
    },
  };
}

async function importReceiveKey(memory: KeyMemory, base: BaseKey): Promise<ReceiveKey> {
  const kid = BigInt(base.kid);
  const [material, name] = await Promise.all([importFrameKey(kid, base.key), keyToName(kid, base.key)]);
  return { material, window: remembered(memory.windows, name, createReplayWindow) };
}

function remembered<Value>(known: Map<string, Value>, name: string, create: () => Value): Value {
  const value = known.get(name) ?? create();
  known.set(name, value);
  return value;
}

async function keyToName(kid: bigint, key: Bytes): Promise<string> {
  const named = concatBytes(uint64ToBytes(kid), key);
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', named)));
}
