/**
 * Seals something for one member so that no other one can open it (spec/group.md, "Private talk"): HPKE (RFC 9180) to the key
 * of its leaf, inside a message of the group, which says who it is from.
 */
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import { idToBytes, type SeatId } from '@sotto/protocol/ids';
import {
  decodeRoomConfidence,
  encodeRoomConfidence,
  type RoomConfidence,
} from '@sotto/protocol/sealed/roomConfidence';
import type { GroupKit } from './groupKit.ts';
import type { GroupMember } from './member.ts';
import { groupIdOf, ownMember, type RoomGroup } from './roomGroup.ts';

/** An HPKE encapsulation and what is sealed under it. */
export interface SealedConfidence {
  readonly kem: Bytes;
  readonly sealed: Bytes;
}

/** Seals to a member; undefined when there is none with this seat. */
export async function sealToMember(
  { suite }: GroupKit,
  group: RoomGroup,
  to: SeatId,
  confidence: RoomConfidence,
): Promise<SealedConfidence | undefined> {
  const member = group.members.find(({ seat }) => seat === to);
  const node = member && group.mls.ratchetTree[leafToNode(member)];
  if (node?.nodeType !== 'leaf') return undefined;
  const key = await suite.hpke.importPublicKey(node.leaf.hpkePublicKey);
  const context = toContext(group, ownMember(group).seat, to);
  const { enc, ct } = await suite.hpke.seal(key, encodeRoomConfidence(confidence), context);
  return { kem: concatBytes(enc), sealed: concatBytes(ct) };
}

/**
 * What another member has sealed for this one. Undefined when it is not authentic, or was sealed for a key that this member had
 * before its own last commit: it has to be sealed anew then. Never throws.
 */
export async function openFromMember(
  { suite }: GroupKit,
  group: RoomGroup,
  from: GroupMember,
  { kem, sealed }: SealedConfidence,
): Promise<RoomConfidence | undefined> {
  const me = ownMember(group);
  const secret = group.mls.privatePath.privateKeys[leafToNode(me)];
  if (secret === undefined) return undefined;
  try {
    const key = await suite.hpke.importPrivateKey(secret);
    const opened = await suite.hpke.open(key, kem, sealed, toContext(group, from.seat, me.seat));
    const confidence = decodeRoomConfidence(opened);
    return confidence.ok ? confidence.value : undefined;
  } catch {
    return undefined;
  }
}

/** Another label than any that MLS uses with the same key (RFC 9420 §5.1.3 begins each with "MLS 1.0 "). */
const LABEL = textToBytes('sotto room private v1\0');

function toContext(group: RoomGroup, from: SeatId, to: SeatId): Bytes {
  return concatBytes(LABEL, groupIdOf(group), idToBytes(from), idToBytes(to));
}

function leafToNode({ leaf }: GroupMember): number {
  return leaf * 2;
}
