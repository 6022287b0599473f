/**
 * The 32 random bytes from which a person's host key and pseudonyms follow (spec/link-keys.md, "Host key and
 * pseudonyms"). Made once, when they are first needed; they never leave this person's devices.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SigningKey } from '../crypto/signer.ts';
import type { Random } from '../port/random.ts';
import type { Store } from '../port/store.ts';
import { deriveHostKey, derivePseudonym } from './linkKeys.ts';

/** Who this person is at call links. */
export interface Identity {
  /** Stands for this person as the host of links. */
  hostKey(): Promise<SigningKey>;
  /** Stands for this person towards the host with this key. */
  pseudonym(hostKey: Bytes): Promise<SigningKey>;
}

/** The identity in the store, made when it is first asked for. Nothing is derived from a seed that is not stored. */
export function createIdentity(store: Store, random: Random): Identity {
  let seed: Promise<Bytes> | undefined;
  const load = () => {
    seed ??= loadSeed(store, random).catch(problem => {
      seed = undefined;
      throw problem;
    });
    return seed;
  };
  return {
    hostKey: async () => deriveHostKey(await load()),
    pseudonym: async hostKey => derivePseudonym(await load(), hostKey),
  };
}

const PLACE = { table: 'profile', key: 'identity' } as const;
const SEED_BYTES = 32;

async function loadSeed(store: Store, random: Random): Promise<Bytes> {
  const known = (await store.get(PLACE.table, PLACE.key)) as { readonly seed: Bytes } | undefined;
  if (known !== undefined) return known.seed;
  const seed = random.bytes(SEED_BYTES);
  await store.write([{ ...PLACE, value: { seed } }]);
  return seed;
}
