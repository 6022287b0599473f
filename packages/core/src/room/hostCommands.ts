/**
 * What hosts can do in a call (spec/room.md, "Hosts"). Each act becomes a signed statement that goes out with the host's
 * next commit, so that every member can check it.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { RoomStatement } from '@sotto/protocol/sealed/roomStatement';
import type { RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import type { RoomSeals } from '../group/bundle.ts';
import { groupIdOf, type RoomGroup } from '../group/roomGroup.ts';
import type { ReadKnock } from './groupKeeper.ts';
import type { RoomCommands, RoomNeeds, RoomProblem } from './roomNeeds.ts';
import { refuseKnock } from './roomRequests.ts';

/** What the commands need of a running room. */
export interface HostSurroundings {
  readonly needs: RoomNeeds;
  readonly seals: RoomSeals;
  /** Runs in the room's queue, if this person is a host inside. */
  readonly asHost: (
    act: (group: RoomGroup) => Promise<Result<void, RoomProblem>>,
  ) => Promise<Result<void, RoomProblem>>;
  /** Who waits and may be known of. */
  readonly knocks: () => readonly ReadKnock[];
  readonly forgetKnock: (seat: SeatId) => Promise<void>;
  /** These come in although the room is locked. */
  readonly letIn: (seats: readonly SeatId[]) => void;
  readonly tell: (talk: RoomTalk) => Promise<void>;
  /** Signs statements and lets the next commit carry them; removes those who are unwanted. */
  readonly decide: (statements: readonly RoomStatement[], unwanted: readonly SeatId[]) => Promise<void>;
}

type HostCommands = Pick<RoomCommands, 'admit' | 'refuse' | 'remove' | 'lock' | 'mute'>;

/** The commands. */
export function createHostCommands(around: HostSurroundings): HostCommands {
  const { needs, asHost, knocks, decide, tell } = around;
  const { linkId } = needs.kit;
  const done = success(undefined);
  return {
    admit: seats =>
      asHost(async group => {
        const known = knocks();
        const found = known.filter(each => seats?.includes(each.seat) ?? isOneOfAll(each));
        if (seats !== undefined && found.length < seats.length) return failure('noSuchPerson');
        const approvals = found.map(
          ({ pseudonym }) =>
            ({ k: 'approve', linkId, pseudonym, isContact: needs.isContact?.(pseudonym) ?? false }) as const,
        );
        const groupId = groupIdOf(group);
        const at = needs.clock.now();
        const returns = found
          .filter(({ standing }) => standing === 'expelled')
          .map(
            ({ pseudonym, seat }) =>
              ({ k: 'expel', linkId, groupId, seat, pseudonym, isOut: false, at }) as const,
          );
        around.letIn(found.map(({ seat }) => seat));
        await decide([...approvals, ...returns], []);
        return done;
      }),
    refuse: seat =>
      asHost(async () => {
        if (!knocks().some(each => each.seat === seat)) return failure('noSuchPerson');
        await refuseKnock(needs, around.seals, seat);
        await around.forgetKnock(seat);
        return done;
      }),
    remove: (seat, block) =>
      asHost(async group => {
        const member = group.members.find(each => each.seat === seat);
        if (member === undefined) return failure('noSuchPerson');
        const { pseudonym } = member;
        const at = needs.clock.now();
        const ban = { k: 'ban', linkId, pseudonym, isBanned: true, at } as const;
        const groupId = groupIdOf(group);
        const expel = { k: 'expel', linkId, groupId, seat, pseudonym, isOut: true, at } as const;
        await decide(block ? [expel, ban] : [expel], seatsOf(group, pseudonym));
        return done;
      }),
    lock: isLocked =>
      asHost(async group => {
        await decide([{ k: 'lock', linkId, groupId: groupIdOf(group), isLocked, at: needs.clock.now() }], []);
        return done;
      }),
    mute: seats =>
      asHost(async group => {
        await tell({ k: 'mute', seats: [...(seats ?? group.members.map(({ seat }) => seat))] });
        return done;
      }),
  };
}

function seatsOf({ members }: RoomGroup, pseudonym: Bytes): readonly SeatId[] {
  return members.filter(each => isSameBytes(each.pseudonym, pseudonym)).map(({ seat }) => seat);
}

/** Whom *all* means: whoever was removed is to be let in by name only. */
function isOneOfAll({ isPreparing, standing }: ReadKnock): boolean {
  return !isPreparing && standing !== 'expelled' && standing !== 'banned';
}
