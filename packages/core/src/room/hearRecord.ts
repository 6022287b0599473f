/**
 * What follows in a call from the link's record, and the other way round (spec/room.md, "Hosts"; spec/group.md, "Statements").
 * Runs in the room's queue.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { RoomStatement } from '@sotto/protocol/sealed/roomStatement';
import { judgePerson } from '../group/admission.ts';
import type { GroupMember } from '../group/member.ts';
import type { RoomGroup } from '../group/roomGroup.ts';
import { approvalOf, isBanned, isHost } from '../group/statements.ts';
import type { ReadKnock } from './groupKeeper.ts';
import { knownKnocks } from './knownKnocks.ts';
import type { RoomCore } from './roomCore.ts';
import { welcomeContacts } from './welcomeContacts.ts';

/** Takes in that the record has changed. */
export async function hearRecord(room: RoomCore, version: number): Promise<void> {
  const before = room.record;
  const record = (await room.needs.record(version)) ?? room.record;
  room.record = record;
  room.noteChange();
  if (room.state.name === 'entering' && isBannedHere(room, record)) return room.step({ kind: 'banned' });
  await room.step({ kind: 'rulesChange', mayStart: room.isShown && mayBegin(room) });
  const group = room.keeper.group();
  if (room.state.name !== 'inside' || group === undefined || record === undefined) return;
  if (mustAsk(room)) return room.step({ kind: 'groupLost' });
  // Where no host is, those inside let in whom the new rules welcome.
  if (!room.state.amHost) return room.step({ kind: 'knocksCome', knocks: await judgeKnocks(room) });
  const banned = group.members.filter(({ pseudonym }) => isBanned(room.keeper.rulings(), record, pseudonym));
  const { kept, strangers } = judgeInside(room, group, before, record);
  const statements = [...freeUnbanned(room, before, record), ...keepInside(room, kept, record)];
  // Only a commit brings the new rules to all at the same place in the order.
  await room.decide(
    statements,
    [...banned, ...strangers].map(({ seat }) => seat),
  );
  await welcomeContacts(room);
}

/**
 * Whether this person is inside by rules that hold no more, and no host is there whose device could approve it: then it comes
 * in anew, by asking. A group with somebody in it whom the rules exclude lets nobody in any more, its hosts included.
 */
export function mustAsk({ keeper, needs, record }: RoomCore): boolean {
  const members = keeper.group()?.members ?? [];
  if (record === undefined || members.some(({ pseudonym }) => isHost(record, pseudonym))) return false;
  const rules = { record, rulings: keeper.rulings() };
  return judgePerson(rules, needs.self.pseudonym.publicKey) === 'notApproved';
}

/** Everybody who waits and may be known of, judged by the rules of now. */
export async function judgeKnocks(room: RoomCore): Promise<readonly ReadKnock[]> {
  for (const [seat, known] of room.knocks) {
    const standing = await room.keeper.judgeKnock(known, room.statements);
    room.knocks.set(seat, { ...known, standing });
  }
  return knownKnocks(room);
}

/** Whether this person may begin a call where there is none. Nobody begins one to go on with it. */
export function mayBegin({ needs, record }: RoomCore): boolean {
  const { handOver, self } = needs;
  const isHosting = record !== undefined && isHost(record, self.pseudonym.publicKey);
  const isKnown = self.statements.length > 0 || isHosting;
  return handOver?.isWaiting() !== true && (isKnown || record?.policy === 'open');
}

/** Whether this person may not take part, by this record and by what hosts have said in the call. */
export function isBannedHere({ keeper, needs }: RoomCore, record: LinkRecord | undefined): boolean {
  return record !== undefined && isBanned(keeper.rulings(), record, needs.self.pseudonym.publicKey);
}

/** What a host has said in a call is to hold in all calls of the link: whoever made it writes it down. */
export function noteBans({ keeper, needs, record }: RoomCore): void {
  if (needs.banned === undefined || record === undefined) return;
  for (const { statement } of keeper.rulings().values()) {
    const isNews = statement.k === 'ban' && statement.isBanned && !isIn(record.bans, statement.pseudonym);
    if (isNews) needs.banned(statement.pseudonym);
  }
}

/** What was said in this call would count for longer than the record: that they are banned, and were removed. */
function freeUnbanned(
  { keeper, needs }: RoomCore,
  before: LinkRecord | undefined,
  record: LinkRecord,
): RoomStatement[] {
  const freed = (before?.bans ?? []).filter(pseudonym => !isIn(record.bans, pseudonym));
  return [...keeper.rulings().values()].flatMap(({ statement }) => {
    if (statement.k !== 'ban' && statement.k !== 'expel') return [];
    if (!isIn(freed, statement.pseudonym)) return [];
    const at = needs.clock.now();
    return statement.k === 'ban' ? { ...statement, isBanned: false, at } : { ...statement, isOut: false, at };
  });
}

/**
 * Whoever is a host no more, those whom only such a one has let in, and those about whom hosts would have to be asked only
 * now, stay (`kept`): without the word of a host nobody could come in any more, for a joiner refuses a group with somebody in
 * it whom the rules exclude. At a link for contacts only, whoever is none goes to the door: the word would be good for later
 * calls as well.
 */
function judgeInside(
  { keeper, needs }: RoomCore,
  { members }: RoomGroup,
  before: LinkRecord | undefined,
  record: LinkRecord,
): { readonly kept: readonly GroupMember[]; readonly strangers: readonly GroupMember[] } {
  const rulings = keeper.rulings();
  const gone = (before?.hosts ?? []).filter(host => !isHost(record, host));
  const isByFormerHost = ({ pseudonym }: GroupMember) => {
    const approval = approvalOf(rulings, pseudonym);
    return isIn(gone, pseudonym) || (approval !== undefined && isIn(gone, approval.signed.by));
  };
  const isStranger = ({ pseudonym }: GroupMember) =>
    record.policy === 'contacts' && needs.isContact?.(pseudonym) !== true;
  const others = members.filter(
    ({ pseudonym }) => !isHost(record, pseudonym) && !isBanned(rulings, record, pseudonym),
  );
  const excluded = others.filter(
    each => !isByFormerHost(each) && judgePerson({ record, rulings }, each.pseudonym) === 'notApproved',
  );
  const kept = others.filter(each => isByFormerHost(each) || (excluded.includes(each) && !isStranger(each)));
  return { kept, strangers: excluded.filter(isStranger) };
}

function keepInside(
  { keeper, needs }: RoomCore,
  kept: readonly GroupMember[],
  record: LinkRecord,
): RoomStatement[] {
  const { linkId } = needs.kit;
  return kept.map(({ pseudonym }) => {
    const statement = approvalOf(keeper.rulings(), pseudonym)?.statement;
    const wasContact = statement?.k === 'approve' && statement.isContact;
    return { k: 'approve', linkId, pseudonym, isContact: wasContact || record.policy === 'contacts' };
  });
}

function isIn(list: readonly Bytes[], pseudonym: Bytes): boolean {
  return list.some(each => isSameBytes(each, pseudonym));
}
