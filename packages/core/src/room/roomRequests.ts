/** What a room asks of the server (spec/links.md, "Room"). Each resolves with the refusal, or undefined when it was done. */
import { bytesToId, ID_BYTES, type SeatId } from '@sotto/protocol/ids';
import { createSigningKey } from '../crypto/signer.ts';
import type { RoomSeals } from '../group/bundle.ts';
import { createRoomKeyPackage, type OwnKeyPackage } from '../group/keyPackage.ts';
import type { GroupKeeper } from './groupKeeper.ts';
import type { Refusal } from './roomEvent.ts';
import type { RoomNeeds, RoomRequest, Stay } from './roomNeeds.ts';

/** A stay and the private half of its request. */
export type OwnStay = Stay & { readonly own: OwnKeyPackage };
/** What came of a request. */
export type Answered = Promise<Refusal | undefined>;

/** A fresh seat with everything that proves it. */
export async function createStay({ kit, self }: RoomNeeds, seals: RoomSeals): Promise<OwnStay> {
  const seat = bytesToId<SeatId>(kit.random.bytes(ID_BYTES));
  const { name, pseudonym, statements } = self;
  const [seatKey, own] = await Promise.all([
    createSigningKey(kit.random),
    createRoomKeyPackage(kit, { seat, name, pseudonym }),
  ]);
  const request = await seals.sealRequest({ keyPackage: own.bytes, statements: statements.slice(0, 4) });
  return { seat, seatKey, own, request };
}

/** Begins the room. */
export async function startRoom({ line, keys }: RoomNeeds, { seat, seatKey }: Stay): Answered {
  const proof = await line.prove('startRoom', keys.auth, keys.linkId, seat);
  const body = { t: 'startRoom', linkId: keys.linkId, seat, seatKey: seatKey.publicKey } as const;
  return proof === undefined ? 'offline' : ask(line, { ...body, proof });
}

/** Asks to be let in. */
export async function knock({ line, keys }: RoomNeeds, { seat, seatKey, request }: Stay): Answered {
  const proof = await line.prove('knock', keys.auth, keys.linkId, seat);
  const body = { t: 'knock', linkId: keys.linkId, seat, seatKey: seatKey.publicKey, request } as const;
  return proof === undefined ? 'offline' : ask(line, { ...body, proof });
}

/** Takes the seat up on a new socket. */
export async function attachRoom(
  { line, keys }: RoomNeeds,
  { seat, seatKey }: Stay,
  epoch: number,
): Answered {
  const proof = await line.prove('attachRoom', seatKey, keys.linkId, seat);
  const body = { t: 'attachRoom', linkId: keys.linkId, seat, epoch } as const;
  return proof === undefined ? 'offline' : ask(line, { ...body, proof });
}

/** Puts a commit forward. */
export function commitRoom(
  { line, keys }: RoomNeeds,
  made: NonNullable<Awaited<ReturnType<GroupKeeper['propose']>>>,
  lists: { readonly adds: SeatId[]; readonly removes: SeatId[] },
): Answered {
  const { epoch, commit, welcome } = made;
  const body = { t: 'commitRoom', linkId: keys.linkId, epoch, commit, ...lists } as const;
  return ask(line, welcome === undefined ? body : { ...body, welcome });
}

/** Gives the place up; whether that is heard does not matter. */
export function leaveRoom({ line, keys }: RoomNeeds): void {
  void line.request({ t: 'leaveRoom', linkId: keys.linkId });
}

async function ask(line: RoomNeeds['line'], request: RoomRequest): Answered {
  const done = await line.request(request);
  return done.ok ? undefined : done.code;
}
