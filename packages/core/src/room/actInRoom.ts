/** What a person does in a room, as far as one has to be inside for it (spec/room.md). Runs in the room's queue. */
import type { SeatId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { RoomConfidence } from '@sotto/protocol/sealed/roomConfidence';
import type { RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import { sealToMember } from '../group/privateTalk.ts';
import { ownMember, type RoomGroup } from '../group/roomGroup.ts';
import { followKnocks } from './knownKnocks.ts';
import type { RoomCore } from './roomCore.ts';
import type { RoomProblem } from './roomNeeds.ts';
import { hearSocial } from './roomSocial.ts';

type Outcome = Result<void, RoomProblem>;

/** Does what hosts may do. `notInside`, `notHost`: nothing is done. */
export async function actAsHost(
  { keeper, state }: RoomCore,
  act: (group: RoomGroup) => Promise<Outcome>,
): Promise<Outcome> {
  const group = keeper.group();
  if (state.name !== 'inside' || group === undefined) return failure('notInside');
  return state.amHost ? act(group) : failure('notHost');
}

/** Says something to all others. `notInside`: nothing is said. */
export async function say(room: RoomCore, toTalk: () => RoomTalk): Promise<Outcome> {
  const group = room.keeper.group();
  if (room.state.name !== 'inside' || group === undefined) return failure('notInside');
  const talk = toTalk();
  room.said = hearSocial(room.said, ownMember(group), talk, room.needs.clock.now());
  room.noteChange();
  await room.tell(talk);
  if (talk.k === 'handOver') await followKnocks(room);
  return success(undefined);
}

/** Tells one member what no other one can open (spec/group.md, "Private talk"); it may be lost. */
export async function confide(room: RoomCore, to: SeatId, confidence: RoomConfidence): Promise<Outcome> {
  const group = room.keeper.group();
  if (room.state.name !== 'inside' || group === undefined) return failure('notInside');
  const sealed = await sealToMember(room.needs.kit, group, to, confidence);
  if (sealed === undefined) return failure('noSuchPerson');
  await room.tell({ k: 'private', to, ...sealed });
  return success(undefined);
}
