/** The one-time KeyPackage with which somebody asks to join a room (RFC 9420 §10; spec/group.md, "Members"). */
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import type { RoomMember } from '@sotto/protocol/sealed/roomMember';
import type { KeyPackage, PrivateKeyPackage } from 'ts-mls';
import { generateKeyPackageWithKey, verifyKeyPackage } from 'ts-mls/keyPackage.js';
import { verifyLeafNodeSignatureKeyPackage } from 'ts-mls/leafNode.js';
import { defaultLifetime, type Lifetime } from 'ts-mls/lifetime.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import type { GroupKit } from './groupKit.ts';
import { isPlainLeaf, toCapabilities } from './leafForm.ts';
import { type Applicant, createMemberCredential, credentialToMember } from './member.ts';
import { isSealable } from './nodeKeys.ts';

/** A KeyPackage and what its owner keeps. */
export interface OwnKeyPackage {
  readonly publicPackage: KeyPackage;
  readonly privatePackage: PrivateKeyPackage;
  /** The public part as an MLSMessage. */
  readonly bytes: Bytes;
}

/** A KeyPackage that has passed every check. Only `readRoomKeyPackage` makes them, and no other counts as one. */
export interface CheckedPackage {
  readonly keyPackage: KeyPackage;
  /** Whose it is. */
  readonly member: RoomMember;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

/**
 * How far from the making of a request it may be used, in milliseconds. Whoever was in an earlier call behind the link
 * could show its requests again and bring in people who are not there.
 */
export const REQUEST_LIFETIME_MS = 86_400_000;

/** A fresh KeyPackage for one stay, made at this time (milliseconds since 1970). */
export async function createRoomKeyPackage(
  kit: GroupKit,
  applicant: Omit<Applicant, 'linkId'>,
  madeAt: number,
): Promise<OwnKeyPackage> {
  const { signKey, publicKey } = await kit.suite.signature.keygen();
  const credential = await createMemberCredential(
    { ...applicant, linkId: kit.linkId },
    concatBytes(publicKey),
  );
  const keys = { signKey, publicKey };
  const { suite } = kit;
  const capabilities = toCapabilities(suite.name);
  const pair = await generateKeyPackageWithKey(credential, capabilities, toLifetime(madeAt), [], keys, suite);
  const message = {
    version: 'mls10',
    wireformat: 'mls_key_package',
    keyPackage: pair.publicPackage,
  } as const;
  return { ...pair, bytes: concatBytes(encodeMlsMessage(message)) };
}

/**
 * The KeyPackage in an MLSMessage; `undefined` when it is none of ours, or one that could not be added or would stand in the
 * way of others. Never throws.
 */
export async function readRoomKeyPackage(kit: GroupKit, bytes: Bytes): Promise<CheckedPackage | undefined> {
  const keyPackage = decodeKeyPackage(kit, bytes);
  const credential = keyPackage?.leafNode.credential;
  const member = credential === undefined ? undefined : credentialToMember(credential);
  if (keyPackage === undefined || credential === undefined || member === undefined) return undefined;
  const { lifetime, signaturePublicKey } = keyPackage.leafNode;
  const isProven = await kit.config.authService.validateCredential(credential, signaturePublicKey);
  if (!isProven || !(await isUsable(kit, keyPackage))) return undefined;
  const checked = { keyPackage, member, madeAt: toMadeAt(lifetime) };
  checkedBy.set(checked, kit);
  return checked;
}

/** Whether it has passed the checks for this kit's link: what only looks like it was read has not. */
export function isChecked(kit: GroupKit, read: CheckedPackage): boolean {
  return checkedBy.get(read) === kit;
}

/** What `readRoomKeyPackage` has made, so that its checks are made once and cannot be gone around. */
const checkedBy = new WeakMap<CheckedPackage, GroupKit>();

/** What the library would find out only while it makes a commit for all who wait. */
async function isUsable({ suite }: GroupKit, keyPackage: KeyPackage): Promise<boolean> {
  const { extensions, initKey, leafNode } = keyPackage;
  const { signature } = suite;
  const isEndless = leafNode.lifetime.notAfter === defaultLifetime.notAfter;
  if (extensions.length > 0 || !isEndless || !isPlainLeaf(leafNode, suite.name)) return false;
  for (const key of [initKey, leafNode.hpkePublicKey]) if (!(await isSealable(suite, key))) return false;
  try {
    const isSigned = await verifyKeyPackage(keyPackage, signature);
    return isSigned && (await verifyLeafNodeSignatureKeyPackage(leafNode, signature));
  } catch {
    return false;
  }
}

/** Begins a day early and does not end: the library goes by a clock of its own, and clocks differ. */
function toLifetime(madeAt: number): Lifetime {
  const notBefore = BigInt(Math.floor(Math.max(0, madeAt - REQUEST_LIFETIME_MS) / 1000));
  return { ...defaultLifetime, notBefore };
}

function toMadeAt({ notBefore }: Lifetime): number {
  return Number(notBefore) * 1000 + REQUEST_LIFETIME_MS;
}

function decodeKeyPackage(kit: GroupKit, bytes: Bytes): KeyPackage | undefined {
  try {
    const decoded = decodeMlsMessage(bytes, 0);
    if (decoded === undefined || decoded[1] !== bytes.length) return undefined;
    const [message] = decoded;
    if (message.wireformat !== 'mls_key_package') return undefined;
    return message.keyPackage.cipherSuite === kit.suite.name ? message.keyPackage : undefined;
  } catch {
    return undefined;
  }
}
