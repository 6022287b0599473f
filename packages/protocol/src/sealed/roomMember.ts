/** Who a leaf of a room's group is (spec/group.md, "Members"). Stands in the MLS credential, so it is part of the group. */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { bytesSchema, decodeValue, encodeValue } from '../codec.ts';
import { idSchema, type SeatId } from '../ids.ts';
import { nameSchema } from '../name.ts';
import type { Result } from '../result.ts';

const memberSchema = v.strictObject({
  seat: idSchema<SeatId>(),
  /** As its owner wrote it; may be empty. */
  name: nameSchema,
  /** The key that stands for this person towards the link's host. */
  pseudonym: bytesSchema(32),
  /** Signature by `pseudonym` over `"sotto seat v1" ‖ 0 ‖ link id ‖ seat ‖ the leaf's signature key`. */
  proof: bytesSchema(64),
});
/** What a leaf says of its owner. */
export type RoomMember = v.InferOutput<typeof memberSchema>;

/** The identity of a credential. */
export function encodeRoomMember(member: RoomMember): Bytes {
  return encodeValue(member);
}

/** The member in an identity, or `malformed`. Never throws. */
export function decodeRoomMember(bytes: Uint8Array): Result<RoomMember, 'malformed'> {
  return decodeValue(memberSchema, bytes);
}
