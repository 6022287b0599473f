/** What a room asks of the server (spec/links.md, "Room"). Each resolves with the refusal, or undefined when it was done. */
import type { Bytes } from '@sotto/protocol/bytes';
import { bytesToId, ID_BYTES, type SeatId } from '@sotto/protocol/ids';
import type { LinkPolicy } from '@sotto/protocol/sealed/linkRecord';
import { createSigningKey, type SigningKey } from '../crypto/signer.ts';
import type { RoomSeals } from '../group/bundle.ts';
import { createRoomKeyPackage, type OwnKeyPackage } from '../group/keyPackage.ts';
import { signStatement } from '../group/statements.ts';
import type { Proposal } from './groupKeeper.ts';
import type { Refusal } from './roomEvent.ts';
import type { OwnSeat, RoomNeeds, RoomRequest, Stay } from './roomNeeds.ts';
import type { RoomState } from './roomState.ts';

/** A stay and the private half of its request. */
export type OwnStay = Stay & { readonly own: OwnKeyPackage };
/** What came of a request. */
export type Answered = Promise<Refusal | undefined>;

/** A fresh seat with everything that proves it. */
export async function createStay({ clock, kit, self }: RoomNeeds): Promise<OwnStay> {
  const seat = bytesToId<SeatId>(kit.random.bytes(ID_BYTES));
  const { name, pseudonym } = self;
  const [seatKey, own] = await Promise.all([
    createSigningKey(kit.random),
    createRoomKeyPackage(kit, { seat, name, pseudonym }, clock.now()),
  ]);
  return { seat, seatKey, own };
}

/** The seat of somebody inside, for a page that may be gone the next moment. */
export function toOwnSeat(stay: OwnStay | undefined, state: RoomState): OwnSeat | undefined {
  if (stay === undefined || state.name !== 'inside') return undefined;
  return { seat: stay.seat, seatKey: stay.seatKey, epoch: state.epoch };
}

/** Begins the room. `card`: a name for those who read the link. `adminKey`: a call that runs is ended for this one. */
export async function startRoom(
  { line, keys }: RoomNeeds,
  { seat, seatKey }: Stay,
  card: Bytes | undefined,
  adminKey: SigningKey | undefined,
): Answered {
  const { auth, linkId } = keys;
  const proof = await line.prove('startRoom', auth, linkId, seat);
  const replace = adminKey && (await line.prove('replaceRoom', adminKey, linkId, seat));
  if (proof === undefined) return 'offline';
  const body = {
    t: 'startRoom',
    linkId,
    seat,
    seatKey: seatKey.publicKey,
    ...withCard(card),
    proof,
  } as const;
  return ask(line, replace === undefined ? body : { ...body, replace });
}

/** Asks to be let in. `isPreparing`: looks only, and no host is to be asked. */
export async function knock(
  { line, keys, kit, self, handOver }: RoomNeeds,
  seals: RoomSeals,
  { own, seat, seatKey }: OwnStay,
  { card, isPreparing }: { readonly card: Bytes | undefined; readonly isPreparing: boolean },
): Answered {
  const { linkId } = kit;
  const statements = self.statements.slice(0, 4);
  const proven = await handOver?.prove({ linkId, seat, keyPackage: own.bytes });
  const request = await seals.sealRequest({
    ...{ keyPackage: own.bytes, statements, isPreparing },
    ...(proven === undefined ? {} : { handOver: proven }),
  });
  const proof = await line.prove('knock', keys.auth, keys.linkId, seat);
  const body = { t: 'knock', linkId: keys.linkId, seat, seatKey: seatKey.publicKey, request } as const;
  return proof === undefined ? 'offline' : ask(line, { ...body, ...withCard(card), proof });
}

/** Takes the seat up on a new socket. */
export async function attachRoom(
  { line, keys }: RoomNeeds,
  { seat, seatKey }: Stay,
  epoch: number,
  card: Bytes | undefined,
): Answered {
  const proof = await line.prove('attachRoom', seatKey, keys.linkId, seat);
  const body = { t: 'attachRoom', linkId: keys.linkId, seat, epoch } as const;
  return proof === undefined ? 'offline' : ask(line, { ...body, ...withCard(card), proof });
}

/**
 * Gives up the seat of an earlier page, so that the others need not wait until it is taken for gone. The answers need
 * not be waited for: the server takes what one socket asks in its order.
 */
export async function giveUpFormer(needs: Pick<RoomNeeds, 'former' | 'keys' | 'line'>): Promise<void> {
  const { former, keys, line } = needs;
  if (former === undefined) return;
  const { seat, epoch } = former;
  const proof = await line.prove('attachRoom', former.seatKey, keys.linkId, seat);
  if (proof === undefined) return;
  void line.request({ t: 'attachRoom', linkId: keys.linkId, seat, epoch, proof });
  leaveRoom(needs);
}

/** Puts a commit forward. */
export function commitRoom(
  { line, keys }: RoomNeeds,
  { epoch, commit, welcome, adds }: Proposal,
  removes: SeatId[],
): Answered {
  const body = { t: 'commitRoom', linkId: keys.linkId, epoch, commit, adds, removes } as const;
  return ask(line, welcome === undefined ? body : { ...body, welcome });
}

/** Sends somebody away who waits, with a note that only a host can sign; whether that is heard does not matter. */
export async function refuseKnock(
  { kit: { linkId }, line, self }: RoomNeeds,
  seals: RoomSeals,
  seat: SeatId,
): Promise<void> {
  const signed = await signStatement(self.pseudonym, { k: 'refuse', linkId, seat });
  void line.request({ t: 'refuseKnock', linkId, seat, note: await seals.sealNote(signed) });
}

/** Gives the place up; whether that is heard does not matter. */
export function leaveRoom({ line, keys }: Pick<RoomNeeds, 'keys' | 'line'>): void {
  void line.request({ t: 'leaveRoom', linkId: keys.linkId });
}

/**
 * The name for those who read the link. With a lobby, or without a policy, nobody outside is told who is here: the card
 * is empty then, for the server would learn the policy from a missing one.
 */
export async function sealCard(
  { self }: RoomNeeds,
  seals: RoomSeals,
  policy: LinkPolicy | undefined,
): Promise<Bytes> {
  return seals.sealCard({ name: policy === 'open' ? self.name : '' });
}

function withCard(card: Bytes | undefined) {
  return card === undefined ? {} : { card };
}

async function ask(line: RoomNeeds['line'], request: RoomRequest): Answered {
  const done = await line.request(request);
  return done.ok ? undefined : done.code;
}
