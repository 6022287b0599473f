/** What a room remembers of those who wait (spec/room.md, "Hosts"): bounded, for it is the server that says how many there are. */
import type { SeatId } from '@sotto/protocol/ids';
import { MAX_LOBBY_PEOPLE } from '@sotto/protocol/limits';

/** By seat, the oldest first; more than any server may let wait push the oldest out. */
export class Lobby<Value> extends Map<SeatId, Value> {
  override set(seat: SeatId, value: Value): this {
    super.set(seat, value);
    for (const oldest of this.keys()) {
      if (this.size <= MAX_LOBBY_PEOPLE) break;
      this.delete(oldest);
    }
    return this;
  }
}
