/** Telling somebody who was cut off what it missed (spec/links.md, "Going and coming back"). */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { RoomCommitRow } from '../db/roomTable.ts';
import { describeKnock, type Hall } from './hall.ts';
import { type Seat, tellSeat } from './seat.ts';

/** What somebody who is back has to hear. */
export interface Missed {
  readonly commits: readonly RoomCommitRow[];
  /** Whether it has no group yet, and so wants its welcome again. */
  readonly needsWelcome: boolean;
}

/** Says in this order: the welcome, the commits, what people said, who waits. */
export function replayMissed(hall: Hall, seat: Seat, { commits, needsWelcome }: Missed): void {
  const { linkId, roomId } = hall;
  if (roomId === undefined) return;
  const missed = seat.missed.splice(0);
  seat.missedBytes = 0;
  const tell = (type: ServerMessage['t']): void => {
    for (const message of missed) if (message.t === type) tellSeat(seat, message);
  };
  if (needsWelcome) tell('admitted');
  for (const { bytes, epoch, seat: by } of commits) {
    tellSeat(seat, { t: 'roomCommit', linkId, roomId, epoch, by: by as SeatId, commit: bytes as Bytes });
  }
  tell('linkChanged');
  tell('roomMessage');
  for (const one of hall.waiting.values()) tellSeat(seat, describeKnock(one));
}
