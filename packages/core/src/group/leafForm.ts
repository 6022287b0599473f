/**
 * The one form that leaves of a room have (spec/group.md, "Members"). The MLS library lets in whoever can do less, and then
 * refuses everybody who comes after (RFC 9420 §7.3): so a leaf says exactly what all others say.
 */
import type { Capabilities, CiphersuiteImpl } from 'ts-mls';
import { encodeCapabilities } from 'ts-mls/capabilities.js';
import type { LeafNode } from 'ts-mls/leafNode.js';

/** What every leaf says that it can do. */
export function toCapabilities(suite: CiphersuiteImpl['name']): Capabilities {
  return {
    versions: ['mls10'],
    ciphersuites: [suite],
    extensions: [],
    proposals: [],
    credentials: ['basic'],
  };
}

/** Whether a leaf says that, and has no extensions. */
export function isPlainLeaf({ capabilities, extensions }: LeafNode, suite: CiphersuiteImpl['name']): boolean {
  const [own, expected] = [encodeCapabilities(capabilities), encodeCapabilities(toCapabilities(suite))];
  return extensions.length === 0 && own.toHex() === expected.toHex();
}
