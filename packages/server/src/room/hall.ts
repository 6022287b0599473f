/** Everybody at one link: the people in the call, in the order of joining, and those who wait. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId, RoomId, SeatId } from '@sotto/protocol/ids';
import type { People } from '@sotto/protocol/wire/people';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Database } from '../db/database.ts';
import type { LinkCounts } from '../link/watchers.ts';
import { type Seat, tellSeat } from './seat.ts';

/** At least so many places in a lobby are for any one address. */
const LEAST_PER_ADDRESS = 8;

/** A link at which somebody is. */
export interface Hall {
  /** Internal number of the link. */
  readonly link: number;
  readonly linkId: LinkId;
  /** The call, if one runs. */
  roomId: RoomId | undefined;
  epoch: number;
  readonly members: Map<SeatId, Seat>;
  readonly waiting: Map<SeatId, Seat>;
}

/** A link at which nobody is yet. */
export function createHall(link: number, linkId: LinkId): Hall {
  return { link, linkId, roomId: undefined, epoch: 0, members: new Map(), waiting: new Map() };
}

/** Tells everybody in the call; returns those for whom too much waits. */
export function tellMembers(hall: Hall, message: ServerMessage, except?: Seat): readonly Seat[] {
  return [...hall.members.values()].filter(seat => seat !== except && !tellSeat(seat, message));
}

/** Who is in the call, in the order of joining. */
export function hallToPeople({ members }: Hall): People {
  return [...members.values()].map(({ id, socket }) => ({ seat: id, away: socket === undefined }));
}

/** Tells everybody in the call who is in it now. */
export function tellPeople(hall: Hall): void {
  const { epoch, linkId, roomId } = hall;
  if (roomId === undefined) return;
  tellMembers(hall, { t: 'roomPeople', linkId, roomId, epoch, people: hallToPeople(hall) });
}

/** Tells one person in the call who is in it, and who waits. */
export function describeHall(hall: Hall, seat: Seat): void {
  const { epoch, linkId, roomId } = hall;
  if (roomId === undefined) return;
  tellSeat(seat, { t: 'roomPeople', linkId, roomId, epoch, people: hallToPeople(hall) });
  for (const one of hall.waiting.values()) tellSeat(seat, describeKnock(one));
}

/** What the people in the call are told of somebody in the lobby. */
export function describeKnock({ id, linkId, request, since }: Seat): ServerMessage {
  return { t: 'knocked', linkId, seat: id, time: since, request: request as Bytes };
}

/** Whether one more may wait, from this address. The call and its seats are not touched by a full lobby. */
export function hasLobbyRoom({ waiting }: Hall, address: string, most: number): boolean {
  const own = [...waiting.values()].filter(seat => seat.address === address).length;
  return waiting.size < most && own < lobbyToShare(most);
}

/** An office has one address, and so has somebody who fills lobbies: a quarter stays for all others. */
function lobbyToShare(most: number): number {
  return Math.max(LEAST_PER_ADDRESS, most - Math.floor(most / 4));
}

/** Sealed names of the people in the call. */
export function hallToCards({ members }: Hall): Bytes[] {
  return [...members.values()].flatMap(({ card }) => (card === undefined ? [] : [card]));
}

/** How many are at a link, for those who watch it. */
export function countAtLink(database: Database, hall: Hall | undefined, link: number): LinkCounts {
  return {
    people: hall?.members.size ?? 0,
    waiting: hall?.waiting.size ?? 0,
    notes: database.linkNotes.count.first({ link })?.count ?? 0,
  };
}
