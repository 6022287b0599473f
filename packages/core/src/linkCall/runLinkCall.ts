/**
 * One call behind a link on this device (spec/room.md): its room, its connections and the devices. It may be entered
 * before the person joins; until then nothing is captured, sent or received, and the others see that.
 */
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import type { HandOver } from '@sotto/protocol/link/callLink';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { WantedDevices } from '../call/localMedia.ts';
import { HELD, isSameState } from '../call/mediaStates.ts';
import type { Mesh } from '../room/mesh/meshNeeds.ts';
import type { RunningRoomFace } from '../room/roomNeeds.ts';
import { QUIET } from '../room/roomSocial.ts';
import { NO_SUCCESSIONS, type Successions } from '../room/successions.ts';
import type { Giving } from './giveHandOver.ts';
import { spreadHeights } from './joinedSeats.ts';
import { createKeepInTouch, type KeepInTouch } from './keepInTouch.ts';
import type { Lending } from './lending.ts';
import type { LinkCallNeeds } from './linkCallNeeds.ts';
import type { LinkCallListener, LinkCallParts } from './linkCallParts.ts';
import type { LinkCallView } from './linkCallView.ts';
import { FIRST_FRAMES_MS } from './preparing.ts';
import { toLinkCallView } from './toLinkCallView.ts';

/** A running call. */
export class RunningLinkCall {
  readonly linkId: LinkId;
  readonly name: string;
  /** With which it was made; an object of its own for each link that was opened. */
  readonly handOver: HandOver | undefined;
  readonly room: RunningRoomFace;
  readonly mesh: Mesh;
  readonly #needs: LinkCallNeeds;
  readonly #parts: LinkCallParts;
  readonly #listener: LinkCallListener;
  readonly touch: KeepInTouch;
  readonly #volumes = new Map<SeatId, number>();
  #isJoined = false;
  #isRoomTold = false;
  #isHeld = false;
  /** What is on when the devices are opened again after a hold. */
  #wanted: WantedDevices = { microphone: false, camera: false };
  #joinedAt: number | undefined;
  #endedAt: number | undefined;
  #mutedAt: number | undefined;
  #isMoved = false;
  #heights: ReadonlyMap<SeatId, number> | undefined;
  #successions: Successions = NO_SUCCESSIONS;
  /** What was said to all, and in which seat: a new seat is a new person to the others. */
  #said: { readonly seat: SeatId; readonly state: MediaState } | undefined;

  constructor(needs: LinkCallNeeds, parts: LinkCallParts, listener: LinkCallListener) {
    this.#needs = needs;
    this.#parts = parts;
    this.#listener = listener;
    this.linkId = parts.linkId;
    this.name = parts.name;
    this.handOver = parts.handOver;
    this.room = parts.room;
    this.mesh = parts.mesh;
    this.touch = createKeepInTouch({
      ...needs,
      ...{ room: parts.room, ownName: parts.name, owner: parts.record?.hosts[0] },
      contactOf: pseudonym => needs.contactOf(parts.linkId, pseudonym),
      changed: listener.changed,
    });
  }

  /** Enters if there is a call, as somebody who is about to join. */
  prepare(): void {
    this.room.join(false);
  }

  /**
   * Joins, with these devices; the platform must have been asked for them in the person's act. Whoever is connected
   * with everybody already tells them over the connections, and the room when the first frames have had their chance.
   */
  join(): void {
    this.#isJoined = true;
    // Whoever goes on with a call is to be known for that at once: until the room knows, it is a second person.
    const isConnected = this.handOver === undefined && this.#isConnected();
    this.mesh.mediaChanged();
    if (isConnected) this.#needs.clock.after(FIRST_FRAMES_MS, () => this.#tellRoom());
    else this.#tellRoom();
    this.follow();
  }

  #isConnected(): boolean {
    const { stage, people } = this.room.view();
    return (
      stage === 'inside' && people.every(({ isMe, seat }) => isMe || this.mesh.facts(seat)?.isReady === true)
    );
  }

  #tellRoom(): void {
    if (this.isOver()) return;
    this.#isRoomTold = true;
    this.room.join();
    this.#sayState();
  }

  leave(): void {
    this.room.leave();
  }

  /** Leaves, because this person continues on another device. */
  leaveForOther(): void {
    this.#isMoved = true;
    this.leave();
  }

  /** Continuing on another device. */
  giving(): Giving {
    return this.#parts.giving;
  }

  /** Going on with a call with a contact. */
  lending(): Lending {
    return this.#parts.lending;
  }

  /** Lets the connections go without a word: the page goes away, and may come back to this call. */
  abandon(): void {
    this.#parts.close();
  }

  /** Gives the seat up in this turn: a page that goes away has no other. It may come back to this call. */
  goAway(): void {
    if (!this.isOver()) void this.#needs.line.request({ t: 'leaveRoom', linkId: this.linkId });
  }

  /** Looks for its seat as after a cut, and comes in anew where there is none. */
  comeBack(): void {
    this.room.disconnected();
    this.room.connected();
  }

  isJoined(): boolean {
    return this.#isJoined;
  }

  /** Whether it is to go on with that of another device, and nobody inside has said so yet. */
  isUnproven(): boolean {
    return this.#parts.taking.isWaiting();
  }

  isOver(): boolean {
    return this.#endedAt !== undefined;
  }

  isHeld(): boolean {
    return this.#isHeld;
  }

  /** Whether it has the devices now, opened or not. */
  hasDevices(): boolean {
    return this.#isJoined && !this.#isHeld && !this.isOver();
  }

  /** What this device sends, as it says; undefined before the person has joined. */
  mine(): MediaState | undefined {
    const { devices } = this.#needs;
    const { lending, taking } = this.#parts;
    const isAllowed = !taking.isWaiting() && lending.mayAppear();
    if (!this.#isJoined || this.isOver() || !isAllowed) return undefined;
    if (this.#isHeld) return HELD;
    if (!lending.hasDevices()) return QUIET;
    const [microphone, camera] = [devices.isOn('microphone'), devices.isOn('camera')];
    return { microphone, camera, screen: devices.screen.isShared(), held: false, hand: false };
  }

  hold(): void {
    const { devices } = this.#needs;
    this.#wanted = devices.wanted();
    this.#isHeld = true;
    devices.stop(this.linkId);
    this.mediaChanged();
  }

  resume(byPerson: boolean): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#needs.devices.start(this.linkId, byPerson ? this.#wanted : { microphone: false, camera: false });
    this.mediaChanged();
  }

  /** The first device has said that this is the other one. */
  appear(): void {
    if (this.#isRoomTold) this.room.join();
    this.follow();
    this.mediaChanged();
  }

  /** A device was switched, opened or lost. */
  mediaChanged(): void {
    if (!this.#isJoined || this.isOver()) return;
    this.mesh.mediaChanged();
    this.#sayState();
    this.#listener.changed();
  }

  /** Plays somebody as loud as this, 0 to 1. */
  setVolume(seat: SeatId, volume: number): void {
    this.#volumes.set(seat, Math.min(1, Math.max(0, volume)));
    this.#listener.changed();
  }

  /** Which people's pictures are on screen, and how high. */
  watch(heights: ReadonlyMap<SeatId, number>): void {
    this.#heights = heights;
    const me = this.room.view().people.find(({ isMe }) => isMe)?.seat;
    this.mesh.watch(spreadHeights(heights, this.room.successions(), me));
  }

  /** Somebody continues on another device, perhaps this person. */
  followHandOver(): void {
    this.#parts.taking.follow();
    this.#parts.giving.follow();
    const successions = this.room.successions();
    if (successions === this.#successions) return;
    this.#successions = successions;
    if (this.#heights !== undefined) this.watch(this.#heights);
  }

  /** A host asks for silence: that is obeyed, and said. Not in a call with a contact, of which there are no hosts. */
  obeyMute(): void {
    if (!this.hasDevices() || this.#parts.lending.isLent()) return;
    this.#mutedAt = this.#needs.clock.now();
    this.#needs.devices.set('microphone', false);
    this.#listener.changed();
  }

  /** The room has changed. */
  follow(): void {
    const { stage } = this.room.view();
    this.touch.follow();
    if (stage === 'over' && this.#endedAt === undefined) {
      this.#endedAt = this.#needs.clock.now();
      this.#parts.taking.stop();
      this.#listener.ended();
    }
    if (stage === 'inside' && this.#isJoined && !this.isUnproven()) {
      this.#joinedAt ??= this.#parts.lender?.since ?? this.#needs.clock.now();
      this.#sayState();
    }
    this.followHandOver();
    this.#listener.changed();
  }

  /** Since when this person is inside; undefined before. */
  joinedAt(): number | undefined {
    return this.#joinedAt;
  }

  view(): LinkCallView {
    const { devices, contactOf, links } = this.#needs;
    const { link, record } = this.#parts;
    const known = links.views().links.find(each => each.linkId === this.linkId);
    return toLinkCallView({
      ...{ mesh: this.mesh, room: this.room, volumes: this.#volumes, isMoved: this.#isMoved },
      now: this.#needs.clock.now(),
      owner: record?.hosts[0],
      contactOf: pseudonym => contactOf(this.linkId, pseudonym),
      mine: this.mine(),
      devices: this.hasDevices() ? { view: devices.view(), problems: devices.problems() } : undefined,
      repeated: {
        ...{ linkId: this.linkId, link: link.link(), joinedAt: this.#joinedAt, endedAt: this.#endedAt },
        name: known?.name ?? record?.name ?? '',
        media: known?.media ?? record?.media ?? 'video',
        isPreparing: !this.#isJoined,
        isUnproven: this.isUnproven(),
        mutedByHost: this.#mutedAt,
        touch: this.#isJoined ? this.touch.touch() : undefined,
        contactWishes: this.touch.wishes(),
        handOver: this.#parts.giving.view(),
        continued: this.#parts.lending.view(),
      },
    });
  }

  #sayState(): void {
    const state = this.mine();
    const seat = this.room.view().people.find(({ isMe }) => isMe)?.seat;
    if (!this.#isRoomTold || state === undefined || seat === undefined) return;
    if (this.#said?.seat === seat && isSameState(this.#said.state, state)) return;
    this.#said = { seat, state };
    void this.room.setMedia(state);
  }
}
