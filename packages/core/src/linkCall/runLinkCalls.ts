/**
 * The call behind a link on this device (spec/room.md): prepared while the join page is on screen, joined, left, found
 * again after a reload. At most one at a time, and never beside a call with a contact that has the devices.
 */
import type { LinkId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { WantedDevices } from '../call/localMedia.ts';
import type { OwnSeat, RoomNotice } from '../room/roomNeeds.ts';
import { createLinkCall } from './createLinkCall.ts';
import { type CallMemory, createCallMemory, toInterrupted } from './interrupted.ts';
import type { Lender } from './lending.ts';
import type { JoinChoices, LinkCallProblem } from './linkCallCommands.ts';
import type { LinkCallNeeds } from './linkCallNeeds.ts';
import { createLinkCallNotes, type LinkCallNotes } from './linkCallNotes.ts';
import type { LinkCallFacts } from './linkCallParts.ts';
import { isLeftFor } from './openedPage.ts';
import { isTurnedAway } from './refuseHandOver.ts';
import type { RunningLinkCall } from './runLinkCall.ts';
import { RunningPreparing } from './runPreparing.ts';

type Outcome = Result<void, LinkCallProblem>;

/** The calls behind links of a client, one after the other. */
export class RunningLinkCalls {
  readonly #needs: LinkCallNeeds;
  readonly #memory: CallMemory;
  readonly #notes: LinkCallNotes;
  /** Prepared, running or just over. */
  current: RunningLinkCall | undefined;
  /** Calls are made one after the other. */
  #making: Promise<unknown> = Promise.resolve();
  readonly #preparing: RunningPreparing;
  #isClosed = false;

  constructor(needs: LinkCallNeeds) {
    this.#needs = needs;
    this.#preparing = new RunningPreparing({
      needs,
      current: () => this.current,
      running: () => this.running(),
      make: (linkId, name) => this.#call({ linkId, name }),
      drop: call => this.#drop(call),
      deny: call => this.#deny(call),
    });
    this.#memory = createCallMemory(needs.store, needs.clock, needs.page);
    this.#notes = createLinkCallNotes(needs);
    needs.devices.onChange(() => this.current?.mediaChanged());
  }

  /** The call that the person has joined and that is not over. */
  running(): RunningLinkCall | undefined {
    return this.current?.isJoined() && !this.current.isOver() ? this.current : undefined;
  }

  /** Nothing while the call that it goes on with has the screen. */
  view() {
    return this.current?.lending().isLent() ? undefined : this.current?.view();
  }

  hasDevices(): boolean {
    return this.current?.hasDevices() ?? false;
  }

  heard(notice: RoomNotice): void {
    if (notice.linkId === this.current?.linkId) this.current.room.hear(notice);
  }

  // --- Joining ---

  async join({ name, devices }: JoinChoices): Promise<Outcome> {
    const { join } = this.#needs.links.views();
    const linkId = join?.linkId;
    if (linkId === undefined) return failure(join?.problem ?? 'noSuchCall');
    if (this.#needs.isInCall() || this.running() !== undefined) return failure('alreadyInCall');
    const isInside = this.current?.linkId === linkId && !this.current.isOver();
    if (join?.problem !== undefined && !isInside) return failure(join.problem);
    return this.#enter(linkId, name, devices, undefined);
  }

  /** Takes the devices in the same turn, because opening them needs the person's act. */
  async #enter(
    linkId: LinkId,
    name: string,
    devices: WantedDevices,
    former: OwnSeat | undefined,
  ): Promise<Outcome> {
    this.#needs.devices.start(linkId, devices);
    const call = await this.#call({ linkId, name, former });
    if (call === undefined) {
      this.#needs.devices.stop(linkId);
      this.#needs.devices.settle();
      return failure('offline');
    }
    this.#preparing.joined();
    call.join();
    this.#remember(call);
    return success(undefined);
  }

  /** Goes on with a call with a contact, which keeps the devices and the screen until `settle`. */
  async goOn(linkId: LinkId, name: string, lender: Lender): Promise<Outcome> {
    if (this.running() !== undefined) return failure('alreadyInCall');
    const call = await this.#call({ linkId, name, lender });
    if (call === undefined) return failure('offline');
    this.#preparing.joined();
    call.join();
    return success(undefined);
  }

  /** The call with the contact is about to end: this one has taken its place. */
  settle(call: RunningLinkCall): void {
    call.lending().settle();
    this.#remember(call);
    this.#follow(call);
  }

  /** Nothing came of going on: as if it had never been. */
  drop(linkId: LinkId): void {
    if (this.current?.linkId === linkId && this.current.lending().isLent()) this.#drop(this.current);
  }

  #remember(call: RunningLinkCall): void {
    this.#memory.keep(() => toInterrupted(call, this.#needs.devices.wanted()));
  }

  /** The call that was prepared as this person, or a new one in the place of whatever there was. */
  #call(facts: Omit<LinkCallFacts, 'link' | 'handOver'>): Promise<RunningLinkCall | undefined> {
    const { linkId, name } = facts;
    const making = this.#making.then(async () => {
      const { current } = this;
      const handOver = this.#needs.links.handOver(linkId);
      const isSame = current?.linkId === linkId && current.name === name && current.handOver === handOver;
      if (isSame && !current.isOver()) return current;
      current?.leave();
      this.current = undefined;
      const link = await this.#needs.links.forRoom(linkId, name);
      if (link === undefined || this.#isClosed) return undefined;
      const call = await createLinkCall(
        this.#needs,
        { ...facts, link, handOver },
        { changed: () => this.#follow(call), refused: () => this.#deny(call), ended: () => this.#end(call) },
      );
      this.current = call;
      return call;
    });
    this.#making = making.catch(() => this.#needs.log.error('linkCall.notMade'));
    return making.catch(() => undefined);
  }

  leave(): void {
    const { current } = this;
    if (current === undefined) return;
    this.#needs.devices.stop(current.linkId);
    if (current.isOver()) this.current = undefined;
    else current.leave();
    this.#needs.changed();
  }

  leaveByPerson(): Outcome {
    if (!this.current?.isJoined()) return failure('noSuchCall');
    this.leave();
    this.#needs.devices.settle();
    return success(undefined);
  }

  prepareAs(name: string): Outcome {
    this.#preparing.nameAs(name);
    return success(undefined);
  }

  /** The join page may show something else. */
  pageChanged(): void {
    this.#preparing.pageChanged();
  }

  // --- Without a word ---

  #drop(current: RunningLinkCall): void {
    // First, because everything that follows looks again at what is prepared.
    this.current = undefined;
    current.leave();
    this.#needs.links.countOwnSeats(current.linkId, 0);
  }

  /** The page is that of a plain link from now on, and this person is prepared, or joins, under a name of their own. */
  #deny(call: RunningLinkCall): void {
    if (call !== this.current) return;
    this.#memory.forget();
    this.#drop(call);
    this.#needs.devices.stop(call.linkId);
    this.#needs.devices.settle();
    this.#needs.links.refuseHandOver(call.linkId);
  }

  // --- After every change ---

  #follow(call: RunningLinkCall): void {
    if (call !== this.current) return;
    const { stage } = call.room.view();
    const isInside = stage === 'inside' || stage === 'reconnecting';
    this.#needs.links.countOwnSeats(call.linkId, isInside ? 1 : 0);
    this.#preparing.follow(call);
    // A call that goes on is one already.
    const { of } = this.#needs.links.get(call.linkId) ?? {};
    if (call.joinedAt() !== undefined && isInside && of === undefined) this.#notes.inside(call);
    this.#needs.changed();
  }

  #end(call: RunningLinkCall): void {
    if (call !== this.current) return;
    const { devices } = this.#needs;
    this.#preparing.ended(call);
    this.#needs.links.countOwnSeats(call.linkId, 0);
    if (isTurnedAway(call)) this.#needs.links.refuseHandOver(call.linkId);
    if (!call.isJoined() || call.lending().isLent()) {
      this.current = undefined;
      this.#needs.changed();
      return;
    }
    this.#memory.forget();
    const { of } = this.#needs.links.get(call.linkId) ?? {};
    if (of === undefined) this.#notes.ended(call);
    else this.#needs.continuedEnded(of);
    devices.stop(call.linkId);
    devices.settle();
  }

  // --- Pages that come and go ---

  async restore(): Promise<void> {
    const interrupted = await this.#memory.take();
    if (interrupted === undefined || this.#needs.isInCall()) return;
    if (await isLeftFor(this.#needs, interrupted)) return;
    const { linkId, name, devices, seat } = interrupted;
    this.#notes.interrupted(linkId);
    await this.#enter(linkId, name, devices, seat);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#preparing.close();
    this.#memory.stop();
    const { current } = this;
    if (current !== undefined) this.#needs.devices.stop(current.linkId);
    if (current?.isJoined() === false) current.leave();
    current?.abandon();
    this.#needs.devices.settle();
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.#making;
    await this.current?.room.settled();
    await this.#memory.saved();
  }
}
