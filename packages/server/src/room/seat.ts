/** One person's place at a link, in the lobby or in the call, and what it is still to be told. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import type { Admitted } from '@sotto/protocol/wire/admitted';
import { encodeServerMessage, type ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Cancel } from '../ops/clock.ts';

/** A socket, as far as seats care. */
export interface RoomSocket {
  readonly isClosed: boolean;
  /** What to count the client under. */
  readonly address: string;
  /** Its seats, one per link at most; kept by the rooms. */
  readonly seats: Map<LinkId, Seat>;
  /** Whether it has, or had, a seat in a call; kept by the rooms. */
  wasInCall: boolean;
  tell(message: ServerMessage): void;
}

/** A place at a link. */
export interface Seat {
  readonly id: SeatId;
  readonly key: Uint8Array;
  readonly linkId: LinkId;
  /** Internal number of the link. */
  readonly link: number;
  /** Whether it is in the call; otherwise in the lobby. */
  isMember: boolean;
  /** Since when it waits or is in. */
  since: number;
  /** Sealed name for those who read the link. */
  card: Bytes | undefined;
  /** Sealed request of somebody in the lobby. */
  request: Bytes | undefined;
  /** Undefined: cut off. */
  socket: RoomSocket | undefined;
  /** The address under which it counts in the lobby. */
  address: string;
  /** What came while it was cut off; commits are in the database. */
  missed: ServerMessage[];
  missedBytes: number;
  cancelGrace: Cancel;
}

/** A place nobody has taken yet. */
export function createSeat(
  about: Pick<Seat, 'id' | 'key' | 'link' | 'linkId' | 'card' | 'since' | 'isMember'>,
): Seat {
  return {
    ...about,
    request: undefined,
    socket: undefined,
    address: '',
    missed: [],
    missedBytes: 0,
    cancelGrace: () => undefined,
  };
}

/** Bytes that are kept for somebody who is cut off. */
export const MAX_MISSED_BYTES = 262_144;

/** What somebody who is back is told as it is then; so no number of these can cost anybody the seat. */
const TOLD_ANEW: readonly ServerMessage['t'][] = ['roomCommit', 'roomPeople', 'knocked', 'knockGone'];

/** Tells somebody now, or later. Returns false when too much waits already: then the seat is lost. */
export function tellSeat(seat: Seat, message: ServerMessage): boolean {
  if (seat.socket !== undefined) {
    seat.socket.tell(message);
    return true;
  }
  if (!seat.isMember || TOLD_ANEW.includes(message.t)) return true;
  seat.missedBytes += encodeServerMessage(message).length;
  if (seat.missedBytes > MAX_MISSED_BYTES) return false;
  seat.missed.push(message);
  return true;
}

/** The welcome that waits for somebody who was let in while cut off. */
export function seatToWelcome(seat: Seat): Admitted | undefined {
  return seat.missed.find(message => message.t === 'admitted');
}
