/**
 * The frame keys of a room and its verification code (spec/group.md, "Frame keys"; RFC 9605 §5.2): one base key per
 * epoch, one key per member by the key id, which carries the member's leaf.
 */
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import { mlsExporter } from 'ts-mls/keySchedule.js';
import { hkdf } from '../crypto/hkdf.ts';
import { digestToGroups } from '../crypto/safetyNumber.ts';
import type { GroupKit } from './groupKit.ts';
import { groupEpoch, type RoomGroup } from './roomGroup.ts';

/** The frame secret of one epoch. */
export interface FrameEpoch {
  readonly epoch: number;
  /** SFrame base key of all members; the key id makes it each one's own. */
  readonly baseKey: Bytes;
}

/** The frame secret of the group's epoch. */
export async function exportFrameEpoch(kit: GroupKit, group: RoomGroup): Promise<FrameEpoch> {
  const baseKey = await exportSecret(kit, group, 'SFrame 1.0 Base Key', NOTHING);
  return { epoch: groupEpoch(group), baseKey };
}

/** The key id of a member in an epoch: `leaf 8 bits ‖ epoch modulo 256`. */
export function toKeyId(leaf: number, epoch: number): number {
  return leaf * EPOCHS + (epoch % EPOCHS);
}

/** 30 digits in 6 groups of 5, equal on all devices if and only if they are in the same group at the same epoch. */
export async function groupToCode(group: RoomGroup): Promise<string> {
  const authenticator = concatBytes(group.mls.keySchedule.epochAuthenticator);
  return digestToGroups(await hkdf(authenticator, NOTHING, CODE_LABEL, CODE_BYTES), CODE_GROUPS);
}

const EPOCHS = 256;
const NOTHING = new Uint8Array();
const SECRET_BYTES = 32;
const CODE_LABEL = textToBytes('sotto room code v1');
const CODE_GROUPS = 6;
const CODE_BYTES = 30;

async function exportSecret(kit: GroupKit, group: RoomGroup, label: string, context: Bytes): Promise<Bytes> {
  const { exporterSecret } = group.mls.keySchedule;
  return concatBytes(await mlsExporter(exporterSecret, label, context, SECRET_BYTES, kit.suite));
}
