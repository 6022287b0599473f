/**
 * What contacts tell each other of who they are at call links (spec/link-keys.md, "Contacts"). Each statement names both
 * ends of the channel it is told in, its author first, so that nobody can pass on what another contact has told.
 */
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import type { HostKeyMessage } from '@sotto/protocol/sealed/hostKey';
import type { PseudonymMessage } from '@sotto/protocol/sealed/pseudonym';
import { identities, ownLeaf } from '../crypto/mls/contactGroup.ts';
import { isSignedBy, type SigningKey, sign } from '../crypto/signer.ts';

/** Tells a contact this person's key as a host. `group`: the state of the group with that contact. */
export async function tellHostKey(group: Bytes, host: SigningKey): Promise<HostKeyMessage> {
  const proof = await sign(host.seed, hostKeyStatement(fromMe(group)));
  return { k: 'hostKey', key: host.publicKey, proof };
}

/** Tells a contact under which pseudonym this person takes part in its links. */
export async function tellPseudonym(
  group: Bytes,
  hostKey: Bytes,
  pseudonym: SigningKey,
): Promise<PseudonymMessage> {
  const proof = await sign(pseudonym.seed, pseudonymStatement(fromMe(group), hostKey));
  return { k: 'pseudonym', hostKey, key: pseudonym.publicKey, proof };
}

/** Whether the contact itself holds the key that it names. */
export function isHostKeyProven(group: Bytes, { key, proof }: HostKeyMessage): Promise<boolean> {
  return isSignedBy(key, hostKeyStatement(fromThem(group)), proof);
}

/** The same for its pseudonym. */
export function isPseudonymProven(group: Bytes, { hostKey, key, proof }: PseudonymMessage): Promise<boolean> {
  return isSignedBy(key, pseudonymStatement(fromThem(group), hostKey), proof);
}

function hostKeyStatement(way: Bytes): Bytes {
  return concatBytes(textToBytes('sotto contact host v1\0'), way);
}

function pseudonymStatement(way: Bytes, hostKey: Bytes): Bytes {
  return concatBytes(textToBytes('sotto contact pseudonym v1\0'), way, hostKey);
}

function fromMe(group: Bytes): Bytes {
  const [first, second] = identities(group);
  return ownLeaf(group) === 0 ? concatBytes(first, second) : concatBytes(second, first);
}

function fromThem(group: Bytes): Bytes {
  const [first, second] = identities(group);
  return ownLeaf(group) === 0 ? concatBytes(second, first) : concatBytes(first, second);
}
