/** Seals what a member says and opens what it hears (spec/room.md, "Talk"). Its calls must not overlap. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import { decodeRoomTalk, encodeRoomTalk, type RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import type { RoomSeals } from '../group/bundle.ts';
import type { GroupKit } from '../group/groupKit.ts';
import type { GroupMember } from '../group/member.ts';
import { openFromGroup } from '../group/receive.ts';
import { sealToGroup } from '../group/roomGroup.ts';
import type { GroupKeeper } from './groupKeeper.ts';
import type { RoomLine } from './roomNeeds.ts';

/** What a talker needs. */
export interface TalkerNeeds {
  readonly kit: GroupKit;
  readonly seals: RoomSeals;
  readonly line: RoomLine;
  readonly keeper: GroupKeeper;
}

/**
 * Sends a talk to one member or all. Resolves when it is sealed, with whether the server will have taken it; not when
 * it cannot be reached.
 */
export async function tellRoom(
  needs: TalkerNeeds,
  talk: RoomTalk,
): Promise<{ readonly taken: Promise<boolean> }> {
  const { keeper, kit, seals, line } = needs;
  const group = keeper.group();
  if (group === undefined || group.members.length < 2) return NOT_TAKEN;
  const sealed = await sealToGroup(kit, group, encodeRoomTalk(talk));
  keeper.setGroup(sealed.group);
  const blob = await seals.wrapMessage(sealed.message);
  if (blob === undefined) return NOT_TAKEN;
  const body = { t: 'tellRoom', linkId: kit.linkId, blob } as const;
  const asked = line.request('to' in talk ? { ...body, to: talk.to } : body);
  return { taken: asked.then(({ ok }) => ok) };
}

const NOT_TAKEN = { taken: Promise.resolve(false) };

/**
 * The talk in a blob. `forged`: by nobody in the group, by another one than the server says, or no talk. `undefined`:
 * of an epoch whose keys are gone, which happens.
 */
export async function openRoomTalk(
  needs: TalkerNeeds,
  from: SeatId,
  blob: Bytes,
): Promise<{ readonly from: GroupMember; readonly talk: RoomTalk } | 'forged' | undefined> {
  const { keeper, kit, seals } = needs;
  const group = keeper.group();
  if (group === undefined) return undefined;
  const message = await seals.unwrapMessage(blob);
  if (message === undefined) return 'forged';
  const opened = await openFromGroup(kit, group, message);
  if (!opened.ok) return opened.code === 'tooOld' || opened.code === 'wrongEpoch' ? undefined : 'forged';
  keeper.setGroup(opened.value.group);
  const talk = decodeRoomTalk(opened.value.plaintext);
  return talk.ok && opened.value.from.seat === from
    ? { from: opened.value.from, talk: talk.value }
    : 'forged';
}
