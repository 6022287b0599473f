/**
 * The connections of a link call without a media server (spec/room.md, "Connections"): one with every other member, under
 * the frame keys of the group. Who leaves the group loses its connection and every key in the same step.
 */
import type { SeatId } from '@sotto/protocol/ids';
import { MAX_WATCHED_HEIGHT } from '@sotto/protocol/sealed/channelMessage';
import type { OpenTalk } from '@sotto/protocol/sealed/roomTalk';
import type { GroupMember } from '../../group/member.ts';
import type { Cancel } from '../../port/clock.ts';
import { type FramePlan, followEpoch, forgetBefore, hearEpoch, keysWith, useNewest } from '../framePlan.ts';
import type { MediaChange, RoomMedia, TellRoom } from '../roomNeeds.ts';
import { ROOM_TIMES } from '../roomState.ts';
import { MeshConnection } from './meshConnection.ts';
import type { Mesh, MeshNeeds, WayFacts } from './meshNeeds.ts';
import { MESH_TIMES } from './meshTimes.ts';

/** A mesh without anybody. */
export function createMesh(needs: MeshNeeds): Mesh {
  return new RunningMesh(needs);
}

class RunningMesh implements Mesh, RoomMedia {
  readonly #needs: MeshNeeds;
  readonly #connections = new Map<SeatId, MeshConnection>();
  readonly #timers = new Set<Cancel>();
  #tell: TellRoom = async () => false;
  #plan: FramePlan | undefined;
  #heights: ReadonlyMap<SeatId, number> | undefined;
  /** Who has not joined yet, and whose pictures no screen can have asked for yet, those included. */
  readonly #arriving = new Set<SeatId>();
  readonly #newcomers = new Set<SeatId>();
  /** In which epoch each has said last that it is. */
  readonly #saidEpochs = new Map<SeatId, number>();
  /** The server cannot be reached: the group may go on without this device. */
  #isCut = false;
  /** Of connections that are gone. */
  #dropped = 0;

  constructor(needs: MeshNeeds) {
    const changed = () => {
      this.#noteJoined();
      needs.changed();
    };
    this.#needs = { ...needs, changed };
  }

  readonly attach = (tell: TellRoom): RoomMedia => {
    this.#tell = tell;
    return this;
  };

  changed(change: MediaChange): void {
    const seats = new Set(change.members.map(({ seat }) => seat));
    for (const [seat, connection] of this.#connections) if (!seats.has(seat)) this.#remove(seat, connection);
    this.#setPlan(followEpoch(this.#plan, change));
    for (const member of change.members) if (member.seat !== change.me.seat) this.#meet(change.me, member);
    for (const connection of this.#connections.values()) connection.groupChanged();
    if (change.hasRemoved)
      for (const ms of MESH_TIMES.refreshes) this.#later(ms, () => this.#refreshPictures());
    this.#after(ROOM_TIMES.newKey, plan => useNewest(plan));
    this.#after(ROOM_TIMES.oldEpochs, plan => forgetBefore(plan, change.frames.epoch));
    this.#needs.changed();
  }

  heard(from: GroupMember, talk: OpenTalk): void {
    if (talk.k === 'alive' && this.#plan !== undefined) {
      this.#saidEpochs.set(from.seat, talk.epoch);
      this.#setPlan(hearEpoch(this.#plan, from.seat, talk.epoch));
    } else this.#connections.get(from.seat)?.hear(talk);
  }

  disconnected(): void {
    this.#isCut = true;
  }

  reconnected(): void {
    this.#isCut = false;
    for (const connection of this.#connections.values()) connection.reconnected();
  }

  close(): void {
    for (const [seat, connection] of this.#connections) this.#remove(seat, connection);
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#plan = undefined;
    this.#isCut = false;
  }

  mediaChanged(): void {
    for (const connection of this.#connections.values()) connection.mediaChanged();
  }

  watch(heights: ReadonlyMap<SeatId, number> | undefined): void {
    this.#heights = heights;
    for (const connection of this.#connections.values()) this.#watch(connection);
  }

  networkChanged(isCertain: boolean): void {
    for (const connection of this.#connections.values()) connection.peer()?.networkChanged(isCertain);
  }

  facts(seat: SeatId): WayFacts | undefined {
    return this.#connections.get(seat)?.facts();
  }

  droppedFrames(): number {
    return [...this.#connections.values()].reduce(
      (sum, connection) => sum + connection.facts().droppedFrames,
      this.#dropped,
    );
  }

  #meet(me: GroupMember, other: GroupMember): void {
    if (this.#connections.has(other.seat)) return;
    const connection = new MeshConnection({
      ...{ needs: this.#needs, me, other, tell: talk => this.#tell(talk) },
      frameKeys: () => this.#plan && keysWith(this.#plan, other),
      receivers: () => this.#connections.size,
      isBehind: () =>
        this.#isCut || (this.#saidEpochs.get(other.seat) ?? 0) < (this.#plan?.epochs.at(-1)?.epoch ?? 0),
    });
    // Whoever comes in is in the epoch that lets it in.
    this.#saidEpochs.set(other.seat, this.#plan?.epochs.at(-1)?.epoch ?? 0);
    this.#connections.set(other.seat, connection);
    this.#arriving.add(other.seat);
    this.#newcomers.add(other.seat);
    this.#watch(connection);
  }

  /** A picture that waited until a screen has asked for it would come a round trip late. */
  #noteJoined(): void {
    for (const seat of this.#arriving) {
      const connection = this.#connections.get(seat);
      if (connection === undefined || connection.facts().theirs === undefined) continue;
      this.#arriving.delete(seat);
      this.#later(MESH_TIMES.newcomer, () => {
        this.#newcomers.delete(seat);
        this.#watch(connection);
      });
    }
  }

  #watch(connection: MeshConnection): void {
    const { seat } = connection.other;
    const isAll = this.#heights === undefined || this.#newcomers.has(seat);
    const height = this.#heights?.get(seat) ?? (isAll ? MAX_WATCHED_HEIGHT : 0);
    connection.watch(Math.min(MAX_WATCHED_HEIGHT, Math.max(0, Math.ceil(height))));
  }

  #remove(seat: SeatId, connection: MeshConnection): void {
    this.#dropped += connection.facts().droppedFrames;
    this.#connections.delete(seat);
    this.#arriving.delete(seat);
    this.#newcomers.delete(seat);
    this.#saidEpochs.delete(seat);
    connection.close();
  }

  #setPlan(plan: FramePlan): void {
    if (plan === this.#plan) return;
    this.#plan = plan;
    for (const connection of this.#connections.values()) connection.peer()?.connection()?.rekey();
  }

  #refreshPictures(): void {
    for (const connection of this.#connections.values()) connection.peer()?.connection()?.refreshPicture();
  }

  #after(ms: number, change: (plan: FramePlan) => FramePlan): void {
    this.#later(ms, () => {
      if (this.#plan !== undefined) this.#setPlan(change(this.#plan));
    });
  }

  #later(ms: number, action: () => void): void {
    const cancel = this.#needs.clock.after(ms, () => {
      this.#timers.delete(cancel);
      action();
    });
    this.#timers.add(cancel);
  }
}
