/** The rooms behind the links of the simulator's server: one `FakeRoomServer` per link, one connection to it per socket. */
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import type { ClientMessage } from '@sotto/protocol/wire/clientMessage';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Clock } from '../port/clock.ts';
import type { RoomNotice, RoomRequest } from '../room/roomNeeds.ts';
import type { FakeLinks } from './fakeLinks.ts';
import type { RoomConnection } from './fakeRoomConnection.ts';
import { createFakeRoomServer, type FakeRoomServer } from './fakeRoomServer.ts';
import { createSeededRandom } from './seededRandom.ts';

/** A socket, as rooms know it. */
interface RoomLine {
  readonly say: (message: ServerMessage) => void;
}

const REQUESTS: readonly string[] = [
  'startRoom',
  'knock',
  'attachRoom',
  'commitRoom',
  'tellRoom',
  'refuseKnock',
  'leaveRoom',
] satisfies readonly RoomRequest['t'][];

/** All rooms of one server. */
export class FakeRooms {
  readonly #clock: Clock;
  readonly #links: FakeLinks;
  readonly #rooms = new Map<LinkId, FakeRoomServer>();
  readonly #connections = new Map<RoomLine, Map<LinkId, RoomConnection>>();

  constructor(clock: Clock, links: FakeLinks) {
    this.#clock = clock;
    this.#links = links;
  }

  /** Carries a request about a room out and answers it later; false for any other. */
  execute(line: RoomLine, message: ClientMessage): boolean {
    if (!isRoomRequest(message)) return false;
    void this.#connect(line, message.linkId)
      .line.request(message)
      .then(answer => {
        this.#links.setPeople(message.linkId, this.seats(message.linkId).length);
        const { n } = message;
        line.say(answer.ok ? { t: 'ok', n } : { t: 'error', n, code: toCode(answer.code) });
      });
    return true;
  }

  /** The socket is gone. */
  left(line: RoomLine): void {
    for (const connection of this.#connections.get(line)?.values() ?? []) connection.cut(false);
    this.#connections.delete(line);
  }

  /** Who is in the call behind a link. */
  seats(linkId: LinkId): readonly SeatId[] {
    return this.#rooms.get(linkId)?.seats() ?? [];
  }

  /** The links behind which there is somebody. */
  busy(): readonly LinkId[] {
    return [...this.#rooms.keys()].filter(linkId => this.seats(linkId).length > 0);
  }

  #connect(line: RoomLine, linkId: LinkId): RoomConnection {
    const own = this.#connections.get(line) ?? new Map<LinkId, RoomConnection>();
    this.#connections.set(line, own);
    const connection =
      own.get(linkId) ?? this.#room(linkId).connect({ hear: (notice: RoomNotice) => line.say(notice) });
    own.set(linkId, connection);
    return connection;
  }

  #room(linkId: LinkId): FakeRoomServer {
    const room =
      this.#rooms.get(linkId) ??
      createFakeRoomServer(this.#clock, createSeededRandom(this.#rooms.size + 1), linkId);
    this.#rooms.set(linkId, room);
    return room;
  }
}

function isRoomRequest(message: ClientMessage): message is Extract<ClientMessage, { t: RoomRequest['t'] }> {
  return REQUESTS.includes(message.t);
}

/** `offline` is a line's own word: the server says nothing then. */
function toCode(code: string) {
  return (code === 'offline' ? 'unavailable' : code) as Extract<ServerMessage, { t: 'error' }>['code'];
}
