/**
 * Members of a room's group (spec/group.md, "Members"): what their credentials say and how that is proven. A name on
 * screen comes from here, never from the server.
 */
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import { idToBytes, type LinkId, type SeatId } from '@sotto/protocol/ids';
import { decodeRoomMember, encodeRoomMember, type RoomMember } from '@sotto/protocol/sealed/roomMember';
import type { AuthenticationService, Credential } from 'ts-mls';
import { isSignedBy, type SigningKey, sign } from '../crypto/signer.ts';

/** A member, by leaf. */
export interface GroupMember {
  readonly leaf: number;
  readonly seat: SeatId;
  readonly name: string;
  readonly pseudonym: Bytes;
}

/** Who wants to be in a group. */
export interface Applicant {
  readonly linkId: LinkId;
  readonly seat: SeatId;
  readonly name: string;
  readonly pseudonym: SigningKey;
}

/** The credential of an applicant for a leaf with this signature key. */
export async function createMemberCredential(applicant: Applicant, signatureKey: Bytes): Promise<Credential> {
  const { linkId, seat, name, pseudonym } = applicant;
  const proof = await sign(pseudonym.seed, seatStatement(linkId, seat, signatureKey));
  const member = { seat, name, pseudonym: pseudonym.publicKey, proof };
  return { credentialType: 'basic', identity: encodeRoomMember(member) };
}

/** What a credential says, proven or not; `undefined` when it is none of ours. */
export function credentialToMember(credential: Credential): RoomMember | undefined {
  if (credential.credentialType !== 'basic') return undefined;
  const decoded = decodeRoomMember(credential.identity);
  return decoded.ok ? decoded.value : undefined;
}

/** Accepts the credentials whose pseudonym has signed for this link and this leaf's signature key. */
export function createMemberAuthentication(linkId: LinkId): AuthenticationService {
  return {
    async validateCredential(credential, signatureKey) {
      const member = credentialToMember(credential);
      if (member === undefined) return false;
      const statement = seatStatement(linkId, member.seat, signatureKey);
      return isSignedBy(member.pseudonym, statement, member.proof);
    },
  };
}

function seatStatement(linkId: LinkId, seat: SeatId, signatureKey: Uint8Array): Bytes {
  return concatBytes(textToBytes('sotto seat v1\0'), idToBytes(linkId), idToBytes(seat), signatureKey);
}
