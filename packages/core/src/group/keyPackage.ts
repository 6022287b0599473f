/** The one-time KeyPackage with which somebody asks to join a room (RFC 9420 §10; spec/group.md, "Members"). */
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import type { KeyPackage, PrivateKeyPackage } from 'ts-mls';
import { generateKeyPackageWithKey } from 'ts-mls/keyPackage.js';
import { defaultLifetime } from 'ts-mls/lifetime.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import type { GroupKit } from './groupKit.ts';
import { type Applicant, createMemberCredential, credentialToMember } from './member.ts';

/** A KeyPackage and what its owner keeps. */
export interface OwnKeyPackage {
  readonly publicPackage: KeyPackage;
  readonly privatePackage: PrivateKeyPackage;
  /** The public part as an MLSMessage. */
  readonly bytes: Bytes;
}

/** A fresh KeyPackage for one stay. */
export async function createRoomKeyPackage(
  kit: GroupKit,
  applicant: Omit<Applicant, 'linkId'>,
): Promise<OwnKeyPackage> {
  const { signKey, publicKey } = await kit.suite.signature.keygen();
  const credential = await createMemberCredential(
    { ...applicant, linkId: kit.linkId },
    concatBytes(publicKey),
  );
  const capabilities = {
    versions: ['mls10' as const],
    ciphersuites: [kit.suite.name],
    extensions: [],
    proposals: [],
    credentials: ['basic' as const],
  };
  const keys = { signKey, publicKey };
  const { suite } = kit;
  const pair = await generateKeyPackageWithKey(credential, capabilities, defaultLifetime, [], keys, suite);
  const message = {
    version: 'mls10',
    wireformat: 'mls_key_package',
    keyPackage: pair.publicPackage,
  } as const;
  return { ...pair, bytes: concatBytes(encodeMlsMessage(message)) };
}

/** The KeyPackage in an MLSMessage, and whose it says it is; `undefined` when it is none of ours. Never throws. */
export async function readRoomKeyPackage(kit: GroupKit, bytes: Bytes) {
  const keyPackage = decodeKeyPackage(kit, bytes);
  const credential = keyPackage?.leafNode.credential;
  const member = credential === undefined ? undefined : credentialToMember(credential);
  if (keyPackage === undefined || credential === undefined || member === undefined) return undefined;
  const { signaturePublicKey } = keyPackage.leafNode;
  const isProven = await kit.config.authService.validateCredential(credential, signaturePublicKey);
  return isProven ? { keyPackage, member } : undefined;
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
