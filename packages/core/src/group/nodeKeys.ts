/**
 * Whether everybody can seal to the keys of a group's tree (spec/group.md, "Receiving"). The MLS library finds out only when a
 * later commit needs them, and then nobody but those who hold other keys can be removed.
 */
import { isSameBytes } from '@sotto/protocol/bytes';
import type { CiphersuiteImpl, ClientState } from 'ts-mls';
import { SUITE_NAME } from '../crypto/mls/cipherSuite.ts';
import { isXWingKey } from '../crypto/mls/xWingKey.ts';

type Tree = ClientState['ratchetTree'];

/** Whether something can be sealed to a key. */
export async function isSealable({ name, hpke }: CiphersuiteImpl, key: Uint8Array): Promise<boolean> {
  // A member who enters checks up to 63 keys, and trying one out takes some milliseconds: the product's own are told by their form.
  if (name === SUITE_NAME) return isXWingKey(key);
  try {
    await hpke.seal(await hpke.importPublicKey(key), new Uint8Array(1), new Uint8Array());
    return true;
  } catch {
    return false;
  }
}

/** Whether something can be sealed to every key of a tree; those that `known` has at the same place are taken for good. */
export async function areKeysSealable(suite: CiphersuiteImpl, tree: Tree, known: Tree): Promise<boolean> {
  for (const [index, node] of tree.entries()) {
    const [key, before] = [toKey(node), toKey(known[index])];
    const isNew = key !== undefined && (before === undefined || !isSameBytes(key, before));
    if (isNew && !(await isSealable(suite, key))) return false;
  }
  return true;
}

function toKey(node: Tree[number]): Uint8Array | undefined {
  return node?.nodeType === 'leaf' ? node.leaf.hpkePublicKey : node?.parent.hpkePublicKey;
}
