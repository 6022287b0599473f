/**
 * One member's hold on the group of a room (spec/group.md): the state, the own commit that waits for its echo, and what
 * hosts have stated. Decides about nothing but what may be believed. Its calls must not overlap.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { JoinRequest } from '@sotto/protocol/sealed/roomBundle';
import type { SignedStatement } from '@sotto/protocol/sealed/roomStatement';
import { type GroupChange, isOut, judgeChange, judgePerson } from '../group/admission.ts';
import type { RoomSeals } from '../group/bundle.ts';
import type { GroupKit } from '../group/groupKit.ts';
import {
  type CheckedPackage,
  type OwnKeyPackage,
  REQUEST_LIFETIME_MS,
  readRoomKeyPackage,
} from '../group/keyPackage.ts';
import { applyCommit, type CommitFailure } from '../group/receive.ts';
import {
  foundRoomGroup,
  groupEpoch,
  groupIdOf,
  joinRoomGroup,
  ownMember,
  type PendingCommit,
  type RoomGroup,
} from '../group/roomGroup.ts';
import {
  addStatements,
  isHost,
  isLocked,
  NO_RULINGS,
  type Rulings,
  statementsForJoiner,
  statementsForMembers,
} from '../group/statements.ts';
import { commitAddable } from './commitAddable.ts';
import { isTooLarge } from './commitSize.ts';
import type { Knock, RoomWarning } from './roomState.ts';

/** What a keeper needs. */
export interface KeeperNeeds {
  readonly kit: GroupKit;
  readonly seals: RoomSeals;
  /** The link's record of at least this version; undefined when it cannot be had. */
  readonly record: (version: number) => Promise<LinkRecord | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether a seat is certainly there. */
  readonly isPresent: (seat: SeatId) => boolean;
}

/** A group after a commit. */
export interface Followed {
  readonly isMine: boolean;
  readonly isRemoved: boolean;
  readonly change: GroupChange;
}

/** A commit that waits for its echo, as the server gets it. */
export interface Proposal {
  readonly epoch: number;
  readonly commit: Bytes;
  readonly welcome: Bytes | undefined;
  /** Whom it adds. */
  readonly adds: SeatId[];
}

/** Why a group was not entered or followed. `stale`: for another epoch than this one. `excluded`: who is in it may not. */
export type KeeperFailure = RoomWarning | 'stale' | 'excluded';

/** A request to join that could be read. */
export interface ReadKnock extends Knock {
  readonly pseudonym: Bytes;
  readonly request: JoinRequest;
  readonly checked: CheckedPackage;
  /** When it was read here, milliseconds. */
  readonly since: number;
}

/** The hold on a group. */
export class GroupKeeper {
  readonly #needs: KeeperNeeds;
  #group: RoomGroup | undefined;
  #pending:
    | (PendingCommit & { readonly sealed: Bytes; readonly rulings: Rulings; readonly change: GroupChange })
    | undefined;
  #rulings: Rulings = NO_RULINGS;
  #record: LinkRecord | undefined;
  readonly #usedSeats = new Set<SeatId>();
  readonly #letIn = new Set<SeatId>();
  /** Of requests that turned out to be of no use. */
  readonly #unusable = new Set<SeatId>();

  constructor(needs: KeeperNeeds) {
    this.#needs = needs;
  }

  /** The group; undefined before it was entered. */
  group(): RoomGroup | undefined {
    return this.#group;
  }

  /** The group after a message was sealed or opened. */
  setGroup(group: RoomGroup): void {
    this.#group = group;
  }

  /** The record by which the group is judged now. */
  record(): LinkRecord | undefined {
    return this.#record;
  }

  rulings(): Rulings {
    return this.#rulings;
  }

  /** Whether only hosts let people in now. */
  isLocked(): boolean {
    return this.#group !== undefined && isLocked(this.#rulings, groupIdOf(this.#group));
  }

  /** This host lets these in, though the room is locked. */
  letIn(seats: readonly SeatId[]): void {
    for (const seat of seats) this.#letIn.add(seat);
  }

  /** Founds a group of one. */
  async found(own: OwnKeyPackage, statements: readonly SignedStatement[]): Promise<boolean> {
    const record = await this.#needs.record(0);
    if (record === undefined) return false;
    this.#record = record;
    this.#rulings = await this.#add(NO_RULINGS, statements, record);
    this.#group = await foundRoomGroup(this.#needs.kit, own);
    return true;
  }

  /** Enters the group of a welcome that begins this epoch, if everybody in it may be there. */
  async enter(own: OwnKeyPackage, sealed: Bytes, epoch: number): Promise<Result<void, KeeperFailure>> {
    const bundle = await this.#needs.seals.openBundle(sealed);
    if (!bundle.ok) return failure('forgedWelcome');
    const record = await this.#needs.record(bundle.value.version);
    if (record === undefined) return failure('ruleBroken');
    const joined = await joinRoomGroup(this.#needs.kit, own, bundle.value.mls);
    if (!joined.ok || groupEpoch(joined.value) !== epoch) return failure('forgedWelcome');
    const rulings = await this.#add(NO_RULINGS, bundle.value.statements, record);
    const rules = { record, rulings };
    if (joined.value.members.some(({ pseudonym }) => judgePerson(rules, pseudonym) !== undefined))
      return failure('excluded');
    this.#record = record;
    this.#rulings = rulings;
    this.#group = joined.value;
    return success(undefined);
  }

  /** What a request to join comes to, by the rules of now; undefined when it cannot be read, is of another day or seat. */
  async readKnock(seat: SeatId, sealed: Bytes): Promise<ReadKnock | undefined> {
    const { seals, kit, now } = this.#needs;
    const request = await seals.openRequest(sealed);
    if (!request.ok || this.#group === undefined) return undefined;
    const checked = await readRoomKeyPackage(kit, request.value.keyPackage);
    if (checked === undefined || checked.member.seat !== seat) return undefined;
    if (Math.abs(now() - checked.madeAt) > REQUEST_LIFETIME_MS) return undefined;
    const { name, pseudonym } = checked.member;
    const { isPreparing } = request.value;
    const facts = { seat, name, pseudonym, isPreparing, request: request.value, checked, since: now() };
    return { ...facts, standing: await this.judgeKnock(facts, []) };
  }

  /** Whether somebody who waits may come in by the rules of now and these statements of this host. */
  async judgeKnock(
    { seat, pseudonym, request }: Pick<ReadKnock, 'seat' | 'pseudonym' | 'request'>,
    statements: readonly SignedStatement[],
  ): Promise<Knock['standing']> {
    const group = this.#group;
    const record = await this.#needs.record(this.#record?.version ?? 0);
    if (group === undefined || record === undefined) return 'notApproved';
    if (this.#unusable.has(seat)) return 'usedSeat';
    const rulings = await this.#add(this.#rulings, [...request.statements, ...statements], record);
    const change = { by: ownMember(group), added: [{ seat, name: '', pseudonym }], removed: [] };
    const context = this.#toContext(group, record, rulings);
    const failure = judgeChange(context, change);
    const isOpen = failure === undefined || failure === 'notApproved';
    if (isOpen && isOut(context, pseudonym)) return 'expelled';
    // Hosts see who waits at a full call, but never somebody whom they have banned.
    if (failure === 'full' && judgePerson(context, pseudonym) === 'banned') return 'banned';
    if (failure !== undefined) return failure;
    if (!isLocked(rulings, groupIdOf(group)) || this.#letIn.has(seat)) return 'welcome';
    // A host's device may add to a locked room: it asks its person first, but for hosts and who only comes in anew.
    const isInside = group.members.some(member => isSameBytes(member.pseudonym, pseudonym));
    return isInside || isHost(record, pseudonym) ? 'welcome' : 'locked';
  }

  /**
   * Makes a commit that waits for its echo. It adds the first of those who want to come in as far as there are places.
   * `noKnock`: there is nobody to add any more, or it cannot be made. `tooLarge`: it should add fewer.
   */
  async propose(
    joining: readonly ReadKnock[],
    removes: readonly SeatId[],
    statements: readonly SignedStatement[],
  ): Promise<Result<Proposal, 'noKnock' | 'tooLarge'>> {
    const group = this.#group;
    const record = await this.#needs.record(this.#record?.version ?? 0);
    if (group === undefined || record === undefined) return failure('noKnock');
    const leaving = group.members.filter(({ seat }) => removes.includes(seat));
    const places = record.terms.people - group.members.length + leaving.length;
    const wanted = joining.slice(0, Math.max(0, places));
    const handed = [...statements, ...wanted.flatMap(({ request }) => request.statements)];
    const rulings = await this.#add(this.#rulings, handed, record);
    const by = ownMember(group);
    const isEmpty = wanted.length === 0 && joining.length > 0 && removes.length + statements.length === 0;
    const judged = { by, added: wanted, removed: leaving };
    if (isEmpty || judgeChange(this.#toContext(group, record, rulings), judged) !== undefined)
      return failure('noKnock');
    const { commit, unusable } = await commitAddable(this.#needs.kit, group, wanted, leaving);
    for (const { seat } of unusable) this.#unusable.add(seat);
    if (commit === undefined) return failure('noKnock');
    const { adds, pending } = commit;
    const sealed = await this.#seal(record, pending, rulings, adds);
    if (isTooLarge(sealed)) return failure('tooLarge');
    this.#pending = { ...pending, sealed: sealed.commit, rulings, change: { ...judged, added: adds } };
    this.#record = record;
    return success({ epoch: pending.epoch, ...sealed, adds: adds.map(({ seat }) => seat) });
  }

  async #seal(
    { version }: LinkRecord,
    { commit, welcome, next }: PendingCommit,
    rulings: Rulings,
    adds: readonly ReadKnock[],
  ): Promise<Pick<Proposal, 'commit' | 'welcome'>> {
    const { seals } = this.#needs;
    const news = statementsForMembers(this.#rulings, rulings, adds);
    const sealed = await seals.sealBundle({ version, mls: commit, statements: news });
    if (welcome === undefined) return { commit: sealed, welcome };
    const statements = statementsForJoiner(rulings, groupIdOf(next), next.members);
    return { commit: sealed, welcome: await seals.sealBundle({ version, mls: welcome, statements }) };
  }

  /** Applies the one commit on the current epoch: the own one that waited, or somebody else's. */
  async follow(epoch: number, sealed: Bytes): Promise<Result<Followed, KeeperFailure>> {
    const group = this.#group;
    if (group === undefined || epoch !== groupEpoch(group)) return failure('stale');
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending !== undefined && pending.epoch === epoch && isSameBytes(pending.sealed, sealed)) {
      this.#rulings = pending.rulings;
      this.#advance(group, pending.next);
      return success({ isMine: true, isRemoved: false, change: pending.change });
    }
    return this.#followOther(group, sealed);
  }

  async #followOther(group: RoomGroup, sealed: Bytes): Promise<Result<Followed, KeeperFailure>> {
    const bundle = await this.#needs.seals.openBundle(sealed);
    if (!bundle.ok) return failure('forgedCommit');
    const { version, mls, statements } = bundle.value;
    const record = version < (this.#record?.version ?? 0) ? undefined : await this.#needs.record(version);
    if (record === undefined) return failure('ruleBroken');
    const rulings = await this.#add(this.#rulings, statements, record);
    const context = this.#toContext(group, record, rulings);
    const applied = await applyCommit(this.#needs.kit, group, mls, change => judgeChange(context, change));
    if (!applied.ok) return failure(toWarning(applied.code));
    const { change, isRemoved } = applied.value;
    this.#rulings = rulings;
    this.#record = record;
    if (!isRemoved) this.#advance(group, applied.value.group);
    return success({ isMine: false, isRemoved, change });
  }

  #advance(before: RoomGroup, after: RoomGroup): void {
    const seats = new Set(after.members.map(({ seat }) => seat));
    for (const { seat } of before.members) if (!seats.has(seat)) this.#usedSeats.add(seat);
    this.#group = after;
  }

  #toContext(group: RoomGroup, record: LinkRecord, rulings: Rulings) {
    const { isPresent } = this.#needs;
    const { members } = group;
    return { record, rulings, groupId: groupIdOf(group), members, usedSeats: this.#usedSeats, isPresent };
  }

  #add(rulings: Rulings, statements: readonly SignedStatement[], record: LinkRecord): Promise<Rulings> {
    return addStatements(rulings, statements, this.#needs.kit.linkId, record);
  }
}

const TECHNICAL: readonly CommitFailure[] = ['malformed', 'forged'];

function toWarning(code: CommitFailure): KeeperFailure {
  if (code === 'wrongEpoch') return 'stale';
  return TECHNICAL.includes(code) ? 'forgedCommit' : 'ruleBroken';
}
