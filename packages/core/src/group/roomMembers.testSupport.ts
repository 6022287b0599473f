/** Members of rooms for tests: people with pseudonyms, a link with a host, and commits carried from one to all. */
import assert from 'node:assert/strict';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import { bytesToId, type LinkId, type SeatId } from '@sotto/protocol/ids';
import type { LinkPolicy, LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { CiphersuiteImpl } from 'ts-mls';
import { getCiphersuiteFromName } from 'ts-mls/crypto/ciphersuite.js';
import { getCiphersuiteImpl } from 'ts-mls/crypto/getCiphersuiteImpl.js';
import { createSigningKey, type SigningKey } from '../crypto/signer.ts';
import { systemRandom } from '../crypto/systemRandom.testSupport.ts';
import { createGroupKit } from './groupKit.ts';
import {
  type CheckedPackage,
  createRoomKeyPackage,
  type OwnKeyPackage,
  readRoomKeyPackage,
} from './keyPackage.ts';
import { applyCommit } from './receive.ts';
import { commitRoomGroup, foundRoomGroup, joinRoomGroup, type RoomGroup } from './roomGroup.ts';

/** The link of all tests. */
export const LINK = bytesToId<LinkId>(systemRandom.bytes(16));
/** The product's suite. */
export const kit = await createGroupKit(LINK, systemRandom);

/** Somebody with a KeyPackage, and perhaps a group. */
export interface Somebody {
  readonly name: string;
  readonly seat: SeatId;
  readonly pseudonym: SigningKey;
  readonly own: OwnKeyPackage;
}

/**
 * A small suite for tests in which many commits happen; the rules do not depend on it. Its hashes are made at once: they are
 * most of what there is to compute, and WebCrypto takes a thread and several turns for each.
 */
export async function smallSuite(): Promise<CiphersuiteImpl> {
  const name = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519';
  const suite = await getCiphersuiteImpl(getCiphersuiteFromName(name));
  return { ...suite, hash: promptHash, kdf: promptKdf, hpke: triedOnce(suite.hpke) };
}

/** Whether something can be sealed to a key is tried out by every member (`nodeKeys.ts`): here once for all of them. */
function triedOnce(hpke: CiphersuiteImpl['hpke']): CiphersuiteImpl['hpke'] {
  const keys = new Map<string, ReturnType<typeof hpke.importPublicKey>>();
  const tried = new WeakMap<CryptoKey, ReturnType<typeof hpke.seal>>();
  return {
    ...hpke,
    importPublicKey(bytes) {
      const text = bytes.join();
      const key = keys.get(text) ?? hpke.importPublicKey(bytes);
      keys.set(text, key);
      return key;
    },
    seal(key, plaintext, info, aad) {
      if (plaintext.length > 1 || info.length > 0) return hpke.seal(key, plaintext, info, aad);
      const sealed = tried.get(key) ?? hpke.seal(key, plaintext, info, aad);
      tried.set(key, sealed);
      return sealed;
    },
  };
}

const hmac = (key: Uint8Array, data: Uint8Array) =>
  new Uint8Array(createHmac('sha256', key).update(data).digest());

const promptHash: CiphersuiteImpl['hash'] = {
  digest: async data => new Uint8Array(createHash('sha256').update(data).digest()),
  mac: async (key, data) => hmac(key, data),
  verifyMac: async (key, mac, data) => timingSafeEqual(hmac(key, data), mac),
};

/** HKDF (RFC 5869). */
const promptKdf: CiphersuiteImpl['kdf'] = {
  size: 32,
  extract: async (salt, ikm) => hmac(salt, ikm),
  expand: async (prk, info, length) => {
    let [all, last] = [new Uint8Array(), new Uint8Array()];
    for (let round = 1; all.length < length; round += 1) {
      last = hmac(prk, concatBytes(last, info, Uint8Array.of(round)));
      all = concatBytes(all, last);
    }
    return all.slice(0, length);
  },
};

/** A fresh somebody; with a pseudonym of an earlier stay, the same person. */
export async function createSomebody(
  name: string,
  known: SigningKey | undefined = undefined,
): Promise<Somebody> {
  const pseudonym = known ?? (await createSigningKey(systemRandom));
  const seat = bytesToId<SeatId>(systemRandom.bytes(16));
  return {
    name,
    seat,
    pseudonym,
    own: await createRoomKeyPackage(kit, { seat, name, pseudonym }, Date.now()),
  };
}

/** A record by which this person is the host. */
export function recordOf(host: SigningKey, policy: LinkPolicy, bans: readonly Bytes[] = []): LinkRecord {
  const facts = { adminKey: new Uint8Array(32), r: new Uint8Array(32), hostKey: new Uint8Array(32) };
  const terms = { days: 90, once: false, people: 8 };
  const lists = { hosts: [host.publicKey], bans: [...bans] };
  return {
    ...facts,
    hostProof: new Uint8Array(64),
    version: 1,
    terms,
    name: '',
    media: 'video',
    policy,
    ...lists,
  };
}

/** A group of these people, each with its own state, founded by the first. */
export async function createRoomOf(people: readonly Somebody[]): Promise<RoomGroup[]> {
  const [founder, ...others] = people;
  assert.ok(founder);
  const groups = [await foundRoomGroup(kit, founder.own)];
  return others.length === 0 ? groups : (await addAll(groups, others)).groups;
}

/** The first member adds these people; everybody follows. */
export async function addAll(groups: readonly RoomGroup[], joining: readonly Somebody[]) {
  const [first, ...rest] = groups;
  assert.ok(first);
  const made = await commitRoomGroup(kit, first, await readAll(joining), []);
  assert.ok(made.ok && made.value.welcome !== undefined);
  const { commit, welcome, next } = made.value;
  const followed = await Promise.all(rest.map(group => follow(group, commit)));
  const joined = await Promise.all(joining.map(each => enter(each, welcome)));
  return { groups: [next, ...followed, ...joined], commit, welcome };
}

/** The KeyPackages of these people, as whoever adds them reads them. */
export function readAll(people: readonly Pick<Somebody, 'own'>[]): Promise<readonly CheckedPackage[]> {
  return Promise.all(
    people.map(async ({ own }) => {
      const read = await readRoomKeyPackage(kit, own.bytes);
      assert.ok(read);
      return read;
    }),
  );
}

/** A member applies a commit against which nobody has anything. */
export async function follow(group: RoomGroup, commit: Bytes): Promise<RoomGroup> {
  const applied = await applyCommit(kit, group, commit, () => undefined);
  assert.ok(applied.ok, applied.ok ? '' : applied.code);
  return applied.value.group;
}

async function enter({ own }: Somebody, welcome: Bytes): Promise<RoomGroup> {
  const joined = await joinRoomGroup(kit, own, welcome);
  assert.ok(joined.ok);
  return joined.value;
}
