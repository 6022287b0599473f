/**
 * What a room hears, from the server and from members (spec/room.md), and what follows from it. Runs in the room's queue.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { OpenTalk, PrivateTalk } from '@sotto/protocol/sealed/roomTalk';
import type { Admitted } from '@sotto/protocol/wire/admitted';
import type { People } from '@sotto/protocol/wire/people';
import type { RoomEnded } from '@sotto/protocol/wire/roomEnded';
import { exportFrameEpoch, groupToCode } from '../group/frameKeys.ts';
import type { GroupMember } from '../group/member.ts';
import { openFromMember } from '../group/privateTalk.ts';
import { groupEpoch, groupIdOf, ownMember, type RoomGroup } from '../group/roomGroup.ts';
import { approvalOf, isExpelled, isRefusal } from '../group/statements.ts';
import type { KeeperFailure } from './groupKeeper.ts';
import { hearRecord, isBannedHere, judgeKnocks, mustAsk, noteBans } from './hearRecord.ts';
import { followKnocks, unprovenForLong } from './knownKnocks.ts';
import { isHostHere, type RoomCore, toFacts, toTalking } from './roomCore.ts';
import type { RoomNotice } from './roomNeeds.ts';
import { refuseKnock } from './roomRequests.ts';
import { forgetLeft, hearSocial, toGreeting } from './roomSocial.ts';
import { openRoomTalk } from './sealTalk.ts';
import { welcomeContacts, welcomeSuccessor } from './welcomeContacts.ts';

/** Takes in what the server says. */
export async function hearNotice(room: RoomCore, notice: RoomNotice): Promise<void> {
  if (room.state.name === 'over') return;
  if (notice.t === 'admitted') await enter(room, notice);
  else if (notice.t === 'roomCommit') await follow(room, notice.epoch, notice.commit);
  else if (notice.t === 'roomPeople') await hearPeople(room, notice.epoch, notice.people);
  else if (notice.t === 'knocked') await hearKnock(room, notice.seat, notice.request);
  else if (notice.t === 'knockGone') await forgetKnock(room, notice.seat);
  else if (notice.t === 'roomMessage') await hearMessage(room, notice.from, notice.blob);
  else if (notice.t === 'linkChanged') await hearRecord(room, notice.version);
  else await hearEnd(room, notice);
}

/** Takes in the epoch that has begun: keys, code, connections. */
export async function noteGroup(room: RoomCore, hasRemoved: boolean): Promise<void> {
  const group = room.keeper.group();
  if (group === undefined) return;
  const { kit } = room.needs;
  const [frames, code] = await Promise.all([exportFrameEpoch(kit, group), groupToCode(group)]);
  room.code = code;
  room.record = room.keeper.record() ?? room.record;
  room.said = forgetLeft(room.said, group.members);
  const me = ownMember(group);
  room.pulse.follow(group.members.filter(each => each !== me).map(({ seat }) => seat));
  room.media?.changed({ me, members: group.members, frames, hasRemoved });
  const approval = approvalOf(room.keeper.rulings(), me.pseudonym);
  if (approval !== undefined) room.needs.approved(approval.signed);
  noteBans(room);
  room.forgetEpochsSoon();
}

/** Takes in who knocked before this member had its group. */
export async function hearEarly(room: RoomCore): Promise<void> {
  const early = [...room.early];
  room.early.clear();
  for (const [seat, request] of early) await hearKnock(room, seat, request);
}

/** Says that this member is there, and asks of whom nothing was heard. */
export async function beat(room: RoomCore): Promise<void> {
  if (room.state.name !== 'inside' || !room.state.isOnline) return;
  await room.tell({ k: 'alive', epoch: room.state.epoch });
  await room.step({ kind: 'silentNow', seats: room.pulse.silent() });
  if (room.state.name === 'inside' && room.state.amHost) await refuseUnproven(room);
}

async function refuseUnproven(room: RoomCore): Promise<void> {
  for (const seat of unprovenForLong(room)) {
    await refuseKnock(room.needs, room.seals, seat);
    await forgetKnock(room, seat);
  }
}

/** Somebody waits no longer. */
export async function forgetKnock(room: RoomCore, seat: SeatId): Promise<void> {
  room.knocks.delete(seat);
  room.early.delete(seat);
  await followKnocks(room);
}

async function enter(room: RoomCore, { welcome, epoch, people }: Admitted): Promise<void> {
  if (room.state.name !== 'entering' || room.stay === undefined) return;
  const entered = await room.keeper.enter(room.stay.own, welcome, epoch);
  if (!entered.ok) {
    if (entered.code === 'excluded' && room.isShown) room.replacing.refused();
    return lose(room, entered.code);
  }
  room.replacing.entered();
  await noteGroup(room, false);
  await room.step({ kind: 'entered', me: room.stay.seat, ...toFacts(room) });
  await hearPeople(room, epoch, people);
  await hearEarly(room);
  await greet(room);
}

/** Only a host turns somebody away: without its word, this is taken for a connection that broke. */
async function hearEnd(room: RoomCore, { reason, note }: RoomEnded): Promise<void> {
  const isProven = reason !== 'refused' || (note !== undefined && (await isRefused(room, note)));
  await room.step(isProven ? { kind: 'roomEnds', reason } : { kind: 'groupLost' });
}

async function isRefused(room: RoomCore, note: Bytes): Promise<boolean> {
  const signed = await room.seals.openNote(note);
  const { record, stay, needs } = room;
  if (!signed.ok || record === undefined || stay === undefined) return false;
  return isRefusal(signed.value, needs.kit.linkId, record, stay.seat);
}

async function follow(room: RoomCore, epoch: number, commit: Bytes): Promise<void> {
  const group = room.keeper.group();
  if (group === undefined || epoch < groupEpoch(group)) return;
  const followed = await room.keeper.follow(epoch, commit);
  if (!followed.ok) return lose(room, followed.code);
  const { isMine, isRemoved, change } = followed.value;
  if (isRemoved) return room.step({ kind: toRemoval(room, group) });
  // What was stated since the commit was made goes out with the next one.
  if (isMine) room.statements = room.statements.filter(each => !room.carried.includes(each));
  else room.pulse.heard(change.by.seat);
  for (const { seat } of change.added) room.knocks.delete(seat);
  await noteGroup(room, change.removed.length > 0);
  if (mustAsk(room)) return room.step({ kind: 'groupLost' });
  const knocks = await judgeKnocks(room);
  const isAllSaid = isMine && room.statements.length === 0;
  await room.step({ kind: 'groupChanges', isAllSaid, knocks, ...toFacts(room) });
  await welcomeContacts(room);
  // Lets the others seal for all with the new key.
  if (room.media !== undefined) await room.tell({ k: 'alive', epoch: epoch + 1 });
  if (change.added.length > 0) await greet(room);
}

/** What the commit means that has removed this member. Whoever was taken for gone and is not comes in again by itself. */
function toRemoval(room: RoomCore, group: RoomGroup): 'banned' | 'removed' | 'groupLost' {
  const { pseudonym } = ownMember(group);
  const rulings = room.keeper.rulings();
  if (isBannedHere(room, room.keeper.record())) return 'banned';
  return isExpelled(rulings, groupIdOf(group), pseudonym) ? 'removed' : 'groupLost';
}

async function lose(room: RoomCore, code: KeeperFailure): Promise<void> {
  if (code !== 'stale') room.warn(code === 'excluded' ? 'ruleBroken' : code);
  await room.step({ kind: 'groupLost' });
}

/** The seat goes on after a cut: what this member said meanwhile, others have not heard. */
export async function comeBack(room: RoomCore): Promise<void> {
  room.media?.reconnected();
  await greet(room);
}

/** Newcomers know nothing of this person yet. */
async function greet(room: RoomCore): Promise<void> {
  for (const talk of toGreeting(room.said, room.stay?.seat)) await room.tell(talk);
}

async function hearMessage(room: RoomCore, from: SeatId, blob: Bytes): Promise<void> {
  const heard = await openRoomTalk(toTalking(room), from, blob);
  if (heard === undefined) return;
  if (heard === 'forged') return room.warn('forgedMessage');
  room.pulse.heard(heard.from.seat);
  if (heard.talk.k === 'private') await hearConfidence(room, heard.from, heard.talk);
  else hearTalk(room, heard.from, heard.talk);
  if (heard.talk.k !== 'handOver') return;
  await followKnocks(room);
  await welcomeContacts(room);
}

/** What does not open was sealed for an earlier key, and is said again. */
async function hearConfidence(room: RoomCore, from: GroupMember, talk: PrivateTalk): Promise<void> {
  const group = room.keeper.group();
  if (group === undefined || talk.to !== room.stay?.seat) return;
  const confidence = await openFromMember(room.needs.kit, group, from, talk);
  if (confidence !== undefined) room.needs.confided?.(from, confidence);
}

function hearTalk(room: RoomCore, from: GroupMember, talk: OpenTalk): void {
  const me = room.stay?.seat;
  if ('to' in talk) {
    if (talk.to === me) room.media?.heard(from, talk);
    return;
  }
  if (talk.k === 'alive' || talk.k === 'state') room.media?.heard(from, talk);
  const isForMe = talk.k === 'mute' && me !== undefined && talk.seats.includes(me);
  if (isForMe && isHostHere(room, from.pseudonym)) room.needs.muted();
  const said = hearSocial(room.said, from, talk, room.needs.clock.now());
  if (said === room.said) return;
  room.said = said;
  room.noteChange();
}

async function hearPeople(room: RoomCore, epoch: number, people: People): Promise<void> {
  const group = room.keeper.group();
  // A list from before a commit lacks whom it has added.
  if (group !== undefined && epoch < groupEpoch(group)) return;
  if (room.state.name === 'inside' && !room.state.isSure) room.pulse.restart();
  room.pulse.away(people.filter(({ away }) => away).map(({ seat }) => seat));
  await room.step({ kind: 'peopleCome', people });
}

async function hearKnock(room: RoomCore, seat: SeatId, request: Bytes): Promise<void> {
  if (room.keeper.group() === undefined) {
    room.early.set(seat, request);
    return;
  }
  const read = await room.keeper.readKnock(seat, request);
  if (read === undefined) return room.warn('forgedKnock');
  room.knocks.set(seat, read);
  await followKnocks(room);
  await welcomeContacts(room);
  await welcomeSuccessor(room, read);
}
