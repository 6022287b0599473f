/**
 * The links at which somebody is (spec/links.md, "Room"): who is connected, who waits, who is told what. What must
 * survive the process lies in the database (`roomStore.ts`); here is what ends with the sockets.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { LinkId, RoomId, SeatId } from '@sotto/protocol/ids';
import { SEAT_GOODBYE_MS, SEAT_GRACE_MS } from '@sotto/protocol/limits';
import type { RoomEnded } from '@sotto/protocol/wire/roomEnded';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Database } from '../db/database.ts';
import type { Clock } from '../ops/clock.ts';
import { announceCommit, type CommitNews } from './announceCommit.ts';
import {
  createHall,
  describeHall,
  describeKnock,
  type Hall,
  hasLobbyRoom,
  tellMembers,
  tellPeople,
} from './hall.ts';
import { type Missed, replayMissed } from './replayMissed.ts';
import { type Departure, removeMember } from './roomStore.ts';
import { createSeat, type RoomSocket, type Seat, tellSeat } from './seat.ts';

/** Somebody who comes to a link. */
export interface Arrival {
  /** Internal number of the link. */
  readonly link: number;
  readonly linkId: LinkId;
  readonly seat: SeatId;
  readonly seatKey: Uint8Array;
  readonly card: Bytes | undefined;
  readonly socket: RoomSocket;
}

/** What the rooms need around them. */
export interface RoomSurroundings {
  readonly database: Database;
  readonly clock: Clock;
  /** Most people in one lobby. */
  readonly lobbyPeople: number;
  /** Somebody came to a link or went. */
  readonly changed: (linkId: LinkId) => void;
}

/** The links at which somebody is. Owns the grace timers of their seats. */
export class Rooms {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #lobbyPeople: number;
  readonly #changed: (linkId: LinkId) => void;
  readonly #halls = new Map<LinkId, Hall>();
  #isStopped = false;

  constructor({ changed, clock, database, lobbyPeople }: RoomSurroundings) {
    this.#changed = changed;
    this.#database = database;
    this.#clock = clock;
    this.#lobbyPeople = lobbyPeople;
  }

  /** Takes up the calls that ran when the server ended; everybody in them is cut off so far. */
  resume(): void {
    for (const { link, seat, seatKey } of this.#database.rooms.allMembers.all({})) {
      const linkId = this.#database.links.byKey.first({ key: link })?.linkId as LinkId | undefined;
      const room = this.#database.rooms.byLink.first({ link });
      if (linkId === undefined || room === undefined) continue;
      const hall = this.#enter(link, linkId);
      hall.roomId = room.roomId as RoomId;
      hall.epoch = room.epoch;
      const member = { link, linkId, seat: seat as SeatId, seatKey, card: undefined };
      const taken = this.#createSeat(member, true);
      hall.members.set(taken.id, taken);
      this.#beginGrace(hall, taken, SEAT_GRACE_MS);
    }
  }

  /** Links at which somebody is, and whether a call runs there. */
  inUse(): readonly { link: number; linkId: LinkId; runs: boolean }[] {
    return [...this.#halls.values()].map(({ link, linkId, roomId }) => ({
      link,
      linkId,
      runs: roomId !== undefined,
    }));
  }

  /** Everybody at a link, if anybody is. */
  hall(linkId: LinkId): Hall | undefined {
    return this.#halls.get(linkId);
  }

  /** A call was begun by this arrival; whoever was in another one behind the link is out of it. */
  begun(arrival: Arrival, roomId: RoomId): void {
    const { linkId, socket } = arrival;
    const former = this.#halls.get(linkId);
    if (former !== undefined) {
      for (const seat of [...former.members.values()]) this.#release(former, seat, { reason: 'replaced' });
      const same = former.waiting.get(arrival.seat);
      if (same !== undefined) this.#release(former, same, undefined);
    }
    this.#vacate(socket, linkId, arrival.seat);
    const hall = this.#enter(arrival.link, linkId);
    Object.assign(hall, { roomId, epoch: 0 });
    const seat = this.#createSeat(arrival, true);
    hall.members.set(seat.id, seat);
    this.#changed(linkId);
    this.#sit(seat, socket);
    describeHall(hall, seat);
  }

  /** Lets somebody into the lobby, or back into it; false when it is full or the seat is somebody else's. */
  knocks(arrival: Arrival, request: Bytes): boolean {
    const { card, link, linkId, socket } = arrival;
    if (!this.#mayWait(arrival)) return false;
    this.#vacate(socket, linkId, arrival.seat);
    const hall = this.#enter(link, linkId);
    const seat = hall.waiting.get(arrival.seat) ?? this.#createSeat(arrival, false);
    Object.assign(seat, { card, request, address: socket.address });
    hall.waiting.set(seat.id, seat);
    this.#changed(linkId);
    this.#sit(seat, socket);
    tellMembers(hall, describeKnock(seat));
    return true;
  }

  /** A member is back on this socket. */
  attached(seat: Seat, socket: RoomSocket, missed: Missed): void {
    const hall = this.#halls.get(seat.linkId);
    if (hall?.roomId === undefined || !hall.members.has(seat.id)) return;
    this.#vacate(socket, seat.linkId, seat.id);
    this.#sit(seat, socket);
    replayMissed(hall, seat, missed);
    tellPeople(hall);
  }

  /** A commit is on disk: everybody is told in one go, and whom it adds gets the welcome with it. */
  committed(news: CommitNews): void {
    const hall = this.#halls.get(news.linkId);
    if (hall === undefined) return;
    this.#changed(news.linkId);
    const { absent, lost } = announceCommit(hall, news, this.#clock.now());
    for (const id of news.removes) {
      const seat = hall.members.get(id);
      if (seat !== undefined) this.#release(hall, seat, { reason: 'removed' });
    }
    tellPeople(hall);
    for (const seat of absent) this.#beginGrace(hall, seat, SEAT_GOODBYE_MS);
    for (const seat of lost) this.#drop(hall, seat);
  }

  /** Hands a sealed blob on; false when the one it is for is not in the call. */
  told(from: Seat, to: SeatId | undefined, message: ServerMessage): boolean {
    const hall = this.#halls.get(from.linkId);
    const one = to === undefined ? undefined : hall?.members.get(to);
    if (hall === undefined || (to !== undefined && one === undefined)) return false;
    const isLost = one !== undefined && !tellSeat(one, message);
    const lost = one === undefined ? tellMembers(hall, message, from) : isLost ? [one] : [];
    for (const seat of lost) this.#drop(hall, seat);
    return true;
  }

  /** Sends somebody out of the lobby; false when nobody of this seat waits. */
  refused(linkId: LinkId, id: SeatId, note: Bytes | undefined): boolean {
    const hall = this.#halls.get(linkId);
    const seat = hall?.waiting.get(id);
    if (hall === undefined || seat === undefined) return false;
    this.#release(hall, seat, { reason: 'refused', ...(note === undefined ? {} : { note }) });
    tellMembers(hall, { t: 'knockGone', linkId, seat: id });
    return true;
  }

  /** Somebody goes by their own wish; the database knows already. */
  left(seat: Seat, departure: Departure): void {
    const hall = this.#halls.get(seat.linkId);
    if (hall !== undefined) this.#part(hall, seat, departure);
  }

  /** The link is dead: everybody goes. */
  ended(linkId: LinkId, reason: 'revoked' | 'expired'): void {
    const hall = this.#halls.get(linkId);
    if (hall === undefined) return;
    hall.roomId = undefined;
    for (const seat of [...hall.members.values(), ...hall.waiting.values()])
      this.#release(hall, seat, { reason });
  }

  /** Tells everybody at a link, in the call or in the lobby. */
  tellAll(linkId: LinkId, message: ServerMessage): void {
    const hall = this.#halls.get(linkId);
    if (hall === undefined) return;
    for (const seat of [...hall.members.values(), ...hall.waiting.values()]) tellSeat(seat, message);
  }

  /** The socket is gone: its seats are kept for a while. */
  leave(socket: RoomSocket, saidGoodbye: boolean): void {
    for (const seat of [...socket.seats.values()]) {
      const hall = this.#halls.get(seat.linkId);
      if (hall === undefined || seat.socket !== socket) continue;
      seat.socket = undefined;
      this.#beginGrace(hall, seat, saidGoodbye || !seat.isMember ? SEAT_GOODBYE_MS : SEAT_GRACE_MS);
      if (seat.isMember) tellPeople(hall);
    }
    socket.seats.clear();
  }

  /** Ends no seat any more; the calls go on with the next start. */
  stop(): void {
    this.#isStopped = true;
    for (const { members, waiting } of this.#halls.values()) {
      for (const seat of [...members.values(), ...waiting.values()]) seat.cancelGrace();
    }
  }

  #enter(link: number, linkId: LinkId): Hall {
    const hall = this.#halls.get(linkId) ?? createHall(link, linkId);
    this.#halls.set(linkId, hall);
    return hall;
  }

  #mayWait({ link, linkId, seat, seatKey, socket }: Arrival): boolean {
    const hall = this.#halls.get(linkId);
    if (hall?.members.has(seat) === true) return false;
    const before = hall?.waiting.get(seat);
    if (before !== undefined) return isSameBytes(before.key, seatKey);
    return hasLobbyRoom(hall ?? createHall(link, linkId), socket.address, this.#lobbyPeople);
  }

  #createSeat({ card, link, linkId, seat, seatKey }: Omit<Arrival, 'socket'>, isMember: boolean): Seat {
    return createSeat({ id: seat, key: seatKey, link, linkId, card, since: this.#clock.now(), isMember });
  }

  /** The newest socket has the seat; one that was closed meanwhile leaves it at once. */
  #sit(seat: Seat, socket: RoomSocket): void {
    const before = seat.socket;
    if (before !== undefined && before !== socket) {
      before.seats.delete(seat.linkId);
      before.tell({ t: 'roomEnded', linkId: seat.linkId, reason: 'elsewhere' });
    }
    seat.cancelGrace();
    seat.socket = socket;
    socket.wasInCall ||= seat.isMember;
    socket.seats.set(seat.linkId, seat);
    if (socket.isClosed) this.leave(socket, false);
  }

  /** A socket has one seat per link: taking another one gives up the first. */
  #vacate(socket: RoomSocket, linkId: LinkId, next: SeatId): void {
    const seat = socket.seats.get(linkId);
    const hall = this.#halls.get(linkId);
    if (seat === undefined || hall === undefined || seat.id === next) return;
    seat.socket = undefined;
    socket.seats.delete(linkId);
    this.#drop(hall, seat);
  }

  #beginGrace(hall: Hall, seat: Seat, ms: number): void {
    seat.cancelGrace();
    if (this.#isStopped) return;
    seat.cancelGrace = this.#clock.after(ms, () => this.#drop(hall, seat));
  }

  #drop(hall: Hall, seat: Seat): void {
    if (!seat.isMember) {
      this.#part(hall, seat, 'goesOn');
      return;
    }
    this.#database.commits.add(
      () => removeMember(this.#database, hall.link, seat.id),
      outcome => {
        if (outcome.ok) this.#part(hall, seat, outcome.value);
        else this.#beginGrace(hall, seat, SEAT_GOODBYE_MS);
      },
    );
  }

  #part(hall: Hall, seat: Seat, departure: Departure): void {
    const wasWaiting = hall.waiting.get(seat.id) === seat;
    this.#release(hall, seat, undefined);
    if (wasWaiting) tellMembers(hall, { t: 'knockGone', linkId: hall.linkId, seat: seat.id });
    else tellPeople(hall);
    if (departure !== 'goesOn') hall.roomId = undefined;
    if (departure === 'linkExpired') this.ended(hall.linkId, 'expired');
  }

  #release(hall: Hall, seat: Seat, why: Pick<RoomEnded, 'reason' | 'note'> | undefined): void {
    seat.cancelGrace();
    for (const seats of [hall.members, hall.waiting]) if (seats.get(seat.id) === seat) seats.delete(seat.id);
    seat.socket?.seats.delete(seat.linkId);
    if (why !== undefined) seat.socket?.tell({ t: 'roomEnded', linkId: hall.linkId, ...why });
    seat.socket = undefined;
    this.#changed(hall.linkId);
    this.#tidy(hall);
  }

  #tidy(hall: Hall): void {
    const isEmpty = hall.members.size === 0 && hall.waiting.size === 0;
    if (isEmpty && this.#halls.get(hall.linkId) === hall) this.#halls.delete(hall.linkId);
  }
}
