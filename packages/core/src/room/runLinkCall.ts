/**
 * One call behind a link on this device (spec/room.md): its room, its connections and the devices. It may be entered
 * before the person joins; until then nothing is captured, sent or received, and the others see that.
 */
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { WantedDevices } from '../call/localMedia.ts';
import { HELD, isSameState } from '../call/mediaStates.ts';
import { createGroupKit } from '../group/groupKit.ts';
import type { LinkForRoom } from '../link/linkDesk.ts';
import { createKeepInTouch, type KeepInTouch } from './keepInTouch.ts';
import type { LinkCallNeeds } from './linkCallNeeds.ts';
import type { LinkCallView } from './linkCallView.ts';
import type { Mesh } from './mesh/meshNeeds.ts';
import { createMesh } from './mesh/runMesh.ts';
import { FIRST_FRAMES_MS } from './preparing.ts';
import type { OwnSeat, RoomMedia, RunningRoomFace, TellRoom } from './roomNeeds.ts';
import { QUIET } from './roomSocial.ts';
import { createRoom } from './runRoom.ts';
import { toLinkCallView } from './toLinkCallView.ts';

/** Which call it is, and as whom. */
export interface LinkCallFacts {
  readonly linkId: LinkId;
  /** What this person is called there. */
  readonly name: string;
  readonly link: LinkForRoom;
  /** A seat that an earlier page of this person left behind: it is given up first. */
  readonly former?: OwnSeat | undefined;
}

/** What a call tells its owner. */
export interface LinkCallListener {
  /** The view reads differently. */
  readonly changed: () => void;
  /** It is over, by whatever cause; said once. */
  readonly ended: () => void;
}

/** Makes a call that nobody has entered. */
export async function createLinkCall(
  needs: LinkCallNeeds,
  facts: LinkCallFacts,
  listener: LinkCallListener,
): Promise<RunningLinkCall> {
  const { random, suite } = needs;
  const [kit, record] = await Promise.all([
    createGroupKit(facts.linkId, random, suite),
    facts.link.record(0),
  ]);
  const calls: { call?: RunningLinkCall } = {};
  const mesh = createMesh({
    ...needs,
    track: slot => needs.devices.track(slot),
    mine: () => calls.call?.mine(),
    changed: listener.changed,
  });
  const connections: { media?: RoomMedia } = {};
  const media = (tell: TellRoom) => {
    connections.media = mesh.attach(tell);
    return connections.media;
  };
  const room = createRoom({
    ...needs,
    ...facts.link,
    ...{ kit, media, former: facts.former },
    confided: (from, confidence) => calls.call?.touch.heard(from, confidence),
    muted: () => calls.call?.obeyMute(),
    changed: () => calls.call?.follow(),
  });
  const close = () => connections.media?.close();
  calls.call = new RunningLinkCall(needs, { ...facts, room, mesh, record, close }, listener);
  return calls.call;
}

interface LinkCallParts extends LinkCallFacts {
  readonly room: RunningRoomFace;
  readonly mesh: Mesh;
  readonly record: Awaited<ReturnType<LinkForRoom['record']>>;
  /** Closes all connections. */
  readonly close: () => void;
}

/** A running call. */
export class RunningLinkCall {
  readonly linkId: LinkId;
  readonly name: string;
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
  /** What was said to all, and in which seat: a new seat is a new person to the others. */
  #said: { readonly seat: SeatId; readonly state: MediaState } | undefined;

  constructor(needs: LinkCallNeeds, parts: LinkCallParts, listener: LinkCallListener) {
    this.#needs = needs;
    this.#parts = parts;
    this.#listener = listener;
    this.linkId = parts.linkId;
    this.name = parts.name;
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
    const isConnected = this.#isConnected();
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

  /** Lets the connections go without a word: the page goes away, and may come back to this call. */
  abandon(): void {
    this.#parts.close();
  }

  isJoined(): boolean {
    return this.#isJoined;
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
    if (!this.#isJoined || this.isOver()) return undefined;
    if (this.#isHeld) return HELD;
    if (!devices.isStartedFor(this.linkId)) return QUIET;
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

  /** A host asks for silence: that is obeyed, and said. */
  obeyMute(): void {
    if (!this.hasDevices()) return;
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
      this.#listener.ended();
    }
    if (stage === 'inside' && this.#isJoined) {
      this.#joinedAt ??= this.#needs.clock.now();
      this.#sayState();
    }
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
      ...{ linkId: this.linkId, link: link.link(), mesh: this.mesh, room: this.room, volumes: this.#volumes },
      name: known?.name ?? record?.name ?? '',
      media: known?.media ?? record?.media ?? 'video',
      owner: record?.hosts[0],
      contactOf: pseudonym => contactOf(this.linkId, pseudonym),
      isPreparing: !this.#isJoined,
      mine: this.mine(),
      devices: this.hasDevices() ? { view: devices.view(), problems: devices.problems() } : undefined,
      joinedAt: this.#joinedAt,
      endedAt: this.#endedAt,
      mutedByHost: this.#mutedAt,
      touch: this.#isJoined ? this.touch.touch() : undefined,
      contactWishes: this.touch.wishes(),
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
