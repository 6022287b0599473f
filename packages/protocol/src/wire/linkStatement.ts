/**
 * What the host of a call link signs to make, change or revoke it (spec/links.md, "Changes"). It covers all that the
 * server will keep, and a version that only grows: a recorded change is worth nothing later.
 */
import { type Bytes, concatBytes, textToBytes, uint64ToBytes } from '../bytes.ts';
import { idToBytes, type LinkId } from '../ids.ts';
import type { LinkTerms } from './linkTerms.ts';

/** What a change leaves behind. */
export interface LinkContent {
  readonly terms: LinkTerms;
  readonly record: Uint8Array;
}

/** The bytes to sign for making a link: `"sotto createLink v1" ‖ 0 ‖ id ‖ version ‖ authKey ‖ content`. */
export function createLinkStatement(
  linkId: LinkId,
  version: number,
  authKey: Uint8Array,
  content: LinkContent,
): Bytes {
  return concatBytes(head('createLink', linkId, version), authKey, contentToBytes(content));
}

/** The bytes to sign for changing a link: `"sotto updateLink v1" ‖ 0 ‖ id ‖ version ‖ content`. */
export function updateLinkStatement(linkId: LinkId, version: number, content: LinkContent): Bytes {
  return concatBytes(head('updateLink', linkId, version), contentToBytes(content));
}

/** The bytes to sign for revoking a link: `"sotto revokeLink v1" ‖ 0 ‖ id ‖ version`. */
export function revokeLinkStatement(linkId: LinkId, version: number): Bytes {
  return head('revokeLink', linkId, version);
}

function head(action: string, linkId: LinkId, version: number): Bytes {
  return concatBytes(textToBytes(`sotto ${action} v1\0`), idToBytes(linkId), uint64ToBytes(version));
}

function contentToBytes({ terms, record }: LinkContent): Bytes {
  return concatBytes(new Uint8Array([terms.days, terms.once ? 1 : 0, terms.people]), record);
}
