/**
 * A server's room behind one link, for simulations (spec/links.md, "Room"). Keeps the rules of the real one: one order
 * of commits, a welcome with its commit, seats that are kept for a while. A test may turn it hostile.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import { bytesToId, type LinkId, type RoomId, type SeatId } from '@sotto/protocol/ids';
import { SEAT_GOODBYE_MS, SEAT_GRACE_MS } from '@sotto/protocol/limits';
import type { Cancel, Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { Refusal } from '../room/roomEvent.ts';
import type { RoomNotice, RoomRequest } from '../room/roomNeeds.ts';
import { FakeRoomConnection, type RoomClient, type RoomConnection } from './fakeRoomConnection.ts';

/** Changes what a client is told: nothing, the same, something else. */
export type Tamper = (notice: RoomNotice, to: SeatId | undefined) => readonly RoomNotice[];

/** The fake server. */
export interface FakeRoomServer {
  connect(client: RoomClient): RoomConnection;
  setTamper(tamper: Tamper | undefined): void;
  /** Tells everybody at the link that its record has changed. */
  announce(notice: RoomNotice): void;
  /** Seats in the call, as this server counts them. */
  seats(): readonly SeatId[];
  epoch(): number;
  /** Everything that was ever sent by clients. */
  readonly recorded: readonly RoomRequest[];
  /** Requests that clients have made and the server refused, by code. */
  readonly refusals: Readonly<Record<string, number>>;
}

interface Place {
  readonly seat: SeatId;
  connection: FakeRoomConnection | undefined;
  away: boolean;
  request: Bytes | undefined;
  /** Kept for a member that is away. */
  missed: RoomNotice[];
  cancel: Cancel;
}

/** A server at whose link nobody is. `most`: people in a call. */
export function createFakeRoomServer(clock: Clock, random: Random, linkId: LinkId, most = 8): FakeRoomServer {
  return new Server(clock, random, linkId, most);
}

/** What somebody who is back is told as it is now, not as it was. */
const TOLD_ANEW: readonly RoomNotice['t'][] = ['roomCommit', 'roomPeople', 'knocked', 'knockGone'];

type Handler = (connection: FakeRoomConnection, request: never) => Refusal | undefined;

class Server implements FakeRoomServer {
  readonly recorded: RoomRequest[] = [];
  readonly refusals: Record<string, number> = {};
  readonly clock: Clock;
  readonly #random: Random;
  readonly #linkId: LinkId;
  readonly #most: number;
  readonly #members = new Map<SeatId, Place>();
  readonly #waiting = new Map<SeatId, Place>();
  readonly #log = new Map<number, RoomNotice>();
  tamper: Tamper | undefined;
  #roomId: RoomId | undefined;
  #epoch = 0;

  constructor(clock: Clock, random: Random, linkId: LinkId, most: number) {
    this.clock = clock;
    this.#random = random;
    this.#linkId = linkId;
    this.#most = most;
  }

  connect(client: RoomClient): FakeRoomConnection {
    return new FakeRoomConnection(this, client);
  }

  setTamper(tamper: Tamper | undefined): void {
    this.tamper = tamper;
  }

  announce(notice: RoomNotice): void {
    for (const place of [...this.#members.values(), ...this.#waiting.values()]) this.#say(place, notice);
  }

  seats(): readonly SeatId[] {
    return [...this.#members.keys()];
  }

  epoch(): number {
    return this.#epoch;
  }

  take(connection: FakeRoomConnection, request: RoomRequest): Refusal | undefined {
    this.recorded.push(request);
    const handler = this.#handlers[request.t] as Handler;
    const refusal = handler(connection, request as never);
    if (refusal !== undefined) this.refusals[refusal] = (this.refusals[refusal] ?? 0) + 1;
    return refusal;
  }

  lose(connection: FakeRoomConnection, goodbye: boolean): void {
    for (const place of this.#members.values()) {
      if (place.connection !== connection) continue;
      Object.assign(place, { connection: undefined, away: true });
      place.cancel = this.clock.after(goodbye ? SEAT_GOODBYE_MS : SEAT_GRACE_MS, () =>
        this.#drop(place.seat),
      );
      this.#tellPeople();
    }
    for (const place of this.#waiting.values()) {
      if (place.connection !== connection) continue;
      place.connection = undefined;
      place.cancel = this.clock.after(SEAT_GOODBYE_MS, () => this.#stopWaiting(place.seat));
    }
  }

  readonly #handlers: {
    readonly [Type in RoomRequest['t']]: (
      connection: FakeRoomConnection,
      request: Extract<RoomRequest, { t: Type }>,
    ) => Refusal | undefined;
  } = {
    startRoom: (connection, { seat, replace }) => {
      if (this.#roomId !== undefined && replace === undefined) return 'roomExists';
      this.#replaceMembers();
      this.#waiting.delete(seat);
      this.#roomId = bytesToId<RoomId>(this.#random.bytes(16));
      this.#epoch = 0;
      this.#members.set(seat, this.#createPlace(connection, seat, undefined));
      this.#tellPeople();
      for (const place of this.#waiting.values()) this.#tellKnock(place);
      return undefined;
    },
    knock: (connection, { seat, request }) => {
      if (this.#members.size >= this.#most) return 'roomFull';
      if (this.#members.has(seat)) return 'noKnock';
      this.#waiting.get(seat)?.cancel();
      const place = this.#createPlace(connection, seat, request);
      this.#waiting.set(seat, place);
      this.#tellKnock(place);
      return undefined;
    },
    attachRoom: (connection, { seat, epoch = 0 }) => {
      const place = this.#members.get(seat);
      if (place === undefined) return 'noRoom';
      place.cancel();
      Object.assign(place, { connection, away: false });
      const missed = place.missed.splice(0).filter(({ t }) => !TOLD_ANEW.includes(t));
      for (let at = epoch; at < this.#epoch; at++) {
        const commit = this.#log.get(at);
        if (commit === undefined) return 'epochGone';
        this.#say(place, commit);
      }
      for (const notice of missed) this.#say(place, notice);
      for (const each of this.#waiting.values()) this.#say(place, this.#toKnocked(each));
      this.#tellPeople();
      return undefined;
    },
    commitRoom: (connection, { epoch, commit, welcome, adds, removes }) => {
      const by = this.#placeOf(connection);
      if (by === undefined || this.#roomId === undefined) return 'noRoom';
      if (epoch !== this.#epoch) return 'epochTaken';
      if (adds.some(seat => !this.#waiting.has(seat))) return 'noKnock';
      if (this.#members.size + adds.length > this.#most) return 'roomFull';
      this.#accept(by.seat, commit, removes);
      for (const seat of adds) this.#admit(seat, welcome ?? new Uint8Array());
      for (const seat of removes) this.#removeMember(seat);
      for (const seat of adds) this.#sayWelcome(seat, welcome ?? new Uint8Array());
      this.#tellPeople();
      return undefined;
    },
    tellRoom: (connection, { to, blob }) => {
      const from = this.#placeOf(connection);
      if (from === undefined) return 'noRoom';
      const message: RoomNotice = { t: 'roomMessage', linkId: this.#linkId, from: from.seat, blob };
      for (const place of this.#members.values())
        if (place !== from && (to === undefined || to === place.seat)) this.#say(place, message);
      return undefined;
    },
    refuseKnock: (_, { seat, note }) => {
      const place = this.#waiting.get(seat);
      if (place === undefined) return 'noKnock';
      this.#say(place, { t: 'roomEnded', linkId: this.#linkId, reason: 'refused', note });
      this.#stopWaiting(seat);
      return undefined;
    },
    leaveRoom: connection => {
      const place = this.#placeOf(connection);
      if (place !== undefined) this.#drop(place.seat);
      for (const each of [...this.#waiting.values()])
        if (each.connection === connection) this.#stopWaiting(each.seat);
      return undefined;
    },
  };

  #createPlace(connection: FakeRoomConnection, seat: SeatId, request: Bytes | undefined): Place {
    return { seat, connection, away: false, request, missed: [], cancel: () => undefined };
  }

  #placeOf(connection: FakeRoomConnection): Place | undefined {
    return [...this.#members.values()].find(place => place.connection === connection);
  }

  #accept(by: SeatId, commit: Bytes, removes: readonly SeatId[]): void {
    const roomId = this.#roomId ?? bytesToId<RoomId>(new Uint8Array(16));
    const notice: RoomNotice = {
      t: 'roomCommit',
      linkId: this.#linkId,
      roomId,
      epoch: this.#epoch,
      by,
      commit,
    };
    this.#log.set(this.#epoch, notice);
    this.#epoch += 1;
    for (const place of this.#members.values()) this.#say(place, notice);
    for (const seat of removes) {
      const place = this.#members.get(seat);
      if (place !== undefined) this.#say(place, { t: 'roomEnded', linkId: this.#linkId, reason: 'removed' });
    }
  }

  #admit(seat: SeatId, _welcome: Bytes): void {
    const place = this.#waiting.get(seat);
    if (place === undefined) return;
    place.cancel();
    this.#waiting.delete(seat);
    this.#members.set(seat, place);
    if (place.connection !== undefined) return;
    place.away = true;
    place.cancel = this.clock.after(SEAT_GOODBYE_MS, () => this.#drop(seat));
  }

  #sayWelcome(seat: SeatId, welcome: Bytes): void {
    const place = this.#members.get(seat);
    const roomId = this.#roomId ?? bytesToId<RoomId>(new Uint8Array(16));
    const facts = { linkId: this.#linkId, roomId, epoch: this.#epoch, people: this.#people() };
    if (place !== undefined) this.#say(place, { t: 'admitted', ...facts, welcome });
  }

  #replaceMembers(): void {
    for (const place of this.#members.values()) {
      place.cancel();
      this.#say(place, { t: 'roomEnded', linkId: this.#linkId, reason: 'replaced' });
    }
    this.#members.clear();
    this.#log.clear();
  }

  #removeMember(seat: SeatId): void {
    this.#members.get(seat)?.cancel();
    this.#members.delete(seat);
  }

  #drop(seat: SeatId): void {
    this.#removeMember(seat);
    if (this.#members.size === 0) this.#roomId = undefined;
    this.#tellPeople();
  }

  #stopWaiting(seat: SeatId): void {
    this.#waiting.get(seat)?.cancel();
    this.#waiting.delete(seat);
    for (const place of this.#members.values())
      this.#say(place, { t: 'knockGone', linkId: this.#linkId, seat });
  }

  #tellKnock(waiting: Place): void {
    for (const place of this.#members.values()) this.#say(place, this.#toKnocked(waiting));
  }

  #toKnocked({ seat, request }: Place): RoomNotice {
    return {
      t: 'knocked',
      linkId: this.#linkId,
      seat,
      time: this.clock.now(),
      request: request ?? new Uint8Array(),
    };
  }

  #people() {
    return [...this.#members.values()].map(({ seat, away }) => ({ seat, away }));
  }

  #tellPeople(): void {
    if (this.#roomId === undefined) return;
    const facts = { linkId: this.#linkId, roomId: this.#roomId, epoch: this.#epoch, people: this.#people() };
    for (const place of this.#members.values()) this.#say(place, { t: 'roomPeople', ...facts });
  }

  #say(place: Place, notice: RoomNotice): void {
    const told = this.tamper?.(notice, place.seat) ?? [notice];
    if (place.connection === undefined) place.missed.push(...told);
    else for (const each of told) place.connection.deliver(each);
  }
}
