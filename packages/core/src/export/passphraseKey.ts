/** The key of an export file, from its passphrase (spec/export.md, "Key"). Argon2id comes as WebAssembly, on first use. */
import { type Bytes, textToBytes } from '@sotto/protocol/bytes';
import { hkdf } from '../crypto/hkdf.ts';
import type { Random } from '../port/random.ts';
import { type KeyCost, SALT_BYTES } from './exportHeader.ts';

/** 64 MiB and three passes: about 0.3 s on a present computer for the owner, for each guess of anybody else. */
const MEMORY_KIB = 65_536;
const PASSES = 3;
const KEY_BYTES = 32;

/** A key and the check that belongs to it. */
export interface PassphraseKey {
  readonly key: Bytes;
  readonly check: Bytes;
}

/** What a new file's key costs, with a fresh salt. */
export function createKeyCost(random: Random): KeyCost {
  return { memory: MEMORY_KIB, passes: PASSES, salt: random.bytes(SALT_BYTES) };
}

/** Derives the key. The passphrase counts in one Unicode form (NFC), however a keyboard composes its letters. */
export async function derivePassphraseKey(passphrase: string, cost: KeyCost): Promise<PassphraseKey> {
  const { argon2id } = await import('hash-wasm');
  const secret = await argon2id({
    password: passphrase.normalize('NFC'),
    salt: cost.salt,
    memorySize: cost.memory,
    iterations: cost.passes,
    parallelism: 1,
    hashLength: KEY_BYTES,
    outputType: 'binary',
  });
  const derive = (label: string, length: number) =>
    hkdf(new Uint8Array(secret), new Uint8Array(), textToBytes(label), length);
  return {
    key: await derive('sotto export key v1', KEY_BYTES),
    check: await derive('sotto export check v1', SALT_BYTES),
  };
}
