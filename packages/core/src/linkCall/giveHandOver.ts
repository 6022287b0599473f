/**
 * The first of two devices (spec/room.md, "Another device"): shows a secret, knows who brings it, vouches for that seat and
 * leaves when it is heard. The secret lives in memory only, and not longer than this stay in the call.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import { toHandOverLink } from '@sotto/protocol/link/callLink';
import { failure, type Result, success } from '@sotto/protocol/result';
import { HAND_OVER_SECRET_BYTES, isHandOverProven, proveWelcome } from '../group/handOver.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { WayFacts } from '../room/mesh/meshNeeds.ts';
import type { RoomHandOver, RunningRoomFace, SuccessorFacts } from '../room/roomNeeds.ts';
import type { HandOverView } from './linkCallView.ts';

/** Times of handing over, milliseconds. */
export const HAND_OVER_TIMES = {
  /** A secret can be used for so long. */
  secret: 120_000,
  /** The first device stays for so long after the second one is in touch with everybody: pictures are changed then. */
  overlap: 1500,
  /** Whoever has no connection with the second device by then will not wait for it here either. */
  patience: 20_000,
} as const;

/** What handing over needs. */
export interface GivingNeeds {
  readonly clock: Clock;
  readonly random: Random;
  readonly linkId: LinkId;
  /** What this person is called in the call. */
  readonly name: string;
  readonly room: () => Pick<RunningRoomFace, 'view' | 'successions' | 'handOver' | 'isAround'> | undefined;
  readonly facts: (seat: SeatId) => WayFacts | undefined;
  /** The complete link of the call. */
  readonly link: () => string;
  /** How many people the link allows. */
  readonly places: () => number;
  /** The other device has everything: this one is to leave. */
  readonly moved: () => void;
  readonly changed: () => void;
}

/** Handing over. */
export interface Giving {
  /** Makes a new secret; an earlier one is good for nothing any more. `fullLink`: two devices have no place at once. */
  offer(): Result<void, 'notInside' | 'fullLink'>;
  cancel(): void;
  view(): HandOverView | undefined;
  readonly isSuccessor: RoomHandOver['isSuccessor'];
  /** The room or a connection has changed. */
  follow(): void;
}

interface Offer {
  readonly me: SeatId;
  /** Undefined once the other device has joined, or its time is over. */
  secret: Bytes | undefined;
  readonly until: number;
  successor: SeatId | undefined;
  /** Whoever was the first to bring the secret: nobody else is taken for the other device any more. */
  pseudonym: Bytes | undefined;
  /** Seats whose owner has come again in another one: what they have sent is shown by somebody else now. */
  readonly former: Set<SeatId>;
  isJoined: boolean;
  isReady: boolean;
  cancel: Cancel;
  cancelLeaving: Cancel;
}

/** Makes it; nothing is handed over. */
export function createGiving(needs: GivingNeeds): Giving {
  const running = new RunningGiving(needs);
  return {
    offer: () => running.offer(),
    cancel: () => running.drop(),
    view: () => running.view(),
    isSuccessor: (facts, proof) => running.isSuccessor(facts, proof),
    follow: () => running.follow(),
  };
}

class RunningGiving {
  readonly #needs: GivingNeeds;
  #offer: Offer | undefined;

  constructor(needs: GivingNeeds) {
    this.#needs = needs;
  }

  offer(): Result<void, 'notInside' | 'fullLink'> {
    const view = this.#needs.room()?.view();
    const me = view?.people.find(({ isMe }) => isMe)?.seat;
    if (view?.stage !== 'inside' || me === undefined) return failure('notInside');
    if (view.people.length >= this.#needs.places()) return failure('fullLink');
    this.drop();
    this.#begin(me);
    return success(undefined);
  }

  drop(): void {
    const offer = this.#offer;
    if (offer === undefined) return;
    offer.cancel();
    offer.cancelLeaving();
    this.#offer = undefined;
    this.#needs.changed();
  }

  view(): HandOverView | undefined {
    if (this.#offer === undefined) return undefined;
    const { link, name } = this.#needs;
    const { secret, until } = this.#offer;
    return {
      stage: this.#toStage(this.#offer),
      link: secret && toHandOverLink(link(), { secret, name }),
      until,
    };
  }

  async isSuccessor(facts: SuccessorFacts, proof: Bytes): Promise<boolean> {
    const mine = this.#offer;
    if (mine?.secret === undefined || mine.former.has(facts.seat)) return false;
    if (!(await isHandOverProven(mine.secret, facts, proof))) return false;
    if (this.#offer !== mine || mine.secret === undefined) return false;
    mine.pseudonym ??= facts.pseudonym;
    if (!isSameBytes(mine.pseudonym, facts.pseudonym)) return false;
    await this.#nameSuccessor(mine, mine.secret, facts.seat);
    return true;
  }

  follow(): void {
    const mine = this.#offer;
    const view = this.#needs.room()?.view();
    if (mine === undefined || view === undefined) return;
    const me = view.people.find(({ isMe }) => isMe)?.seat;
    const successor = this.#findMember(mine.successor);
    // A stay that is over takes its secret with it; and whom this one waited for may be gone.
    const isOver = view.stage !== 'reconnecting' && me !== mine.me;
    const isInVain = mine.secret === undefined && this.#toStage(mine) === 'open';
    if (isOver || isInVain || (mine.isJoined && successor === undefined)) this.drop();
    else if (successor?.media !== undefined) this.#followSuccessor(mine, successor.seat);
  }

  #followSuccessor(mine: Offer, successor: SeatId): void {
    if (!mine.isJoined) this.#noteJoined(mine);
    if (!mine.isReady) this.#noteReady(mine, successor);
  }

  #begin(me: SeatId): void {
    const { clock, random, changed } = this.#needs;
    const nothing: Cancel = () => undefined;
    const mine: Offer = {
      me,
      secret: random.bytes(HAND_OVER_SECRET_BYTES),
      until: clock.now() + HAND_OVER_TIMES.secret,
      ...{ successor: undefined, pseudonym: undefined },
      former: new Set(),
      ...{ isJoined: false, isReady: false, cancel: nothing, cancelLeaving: nothing },
    };
    mine.cancel = clock.after(HAND_OVER_TIMES.secret, () => this.#expire(mine));
    this.#offer = mine;
    changed();
  }

  #expire(mine: Offer): void {
    mine.secret = undefined;
    if (this.#toStage(mine) === 'open') this.drop();
    else this.#needs.changed();
  }

  /** The other device may come again in a new seat, until it has joined. */
  async #nameSuccessor(mine: Offer, secret: Bytes, successor: SeatId): Promise<void> {
    const { changed, linkId, room } = this.#needs;
    if (mine.successor !== undefined && mine.successor !== successor) mine.former.add(mine.successor);
    mine.successor = successor;
    changed();
    void room()?.handOver(successor, await proveWelcome(secret, { linkId, predecessor: mine.me, successor }));
  }

  #toStage({ successor, isJoined }: Offer): HandOverView['stage'] {
    if (isJoined) return 'moving';
    if (this.#findMember(successor) !== undefined) return 'arriving';
    // Whoever came and has gone may come again, with the same secret.
    const isWaiting = successor !== undefined && this.#needs.room()?.isAround(successor);
    return isWaiting ? 'waiting' : 'open';
  }

  #findMember(seat: SeatId | undefined) {
    const people = this.#needs.room()?.view().people;
    return people?.find(person => person.seat === seat);
  }

  /** The other device is in the call: nobody else can use the secret, and this one need not stay much longer. */
  #noteJoined(mine: Offer): void {
    mine.isJoined = true;
    mine.secret = undefined;
    mine.cancel();
    this.#leaveAfter(mine, HAND_OVER_TIMES.patience);
  }

  #noteReady(mine: Offer, successor: SeatId): void {
    const { facts, room } = this.#needs;
    const take = room()?.successions().takes.get(successor);
    const isReady = take?.isReady === true && take.predecessor === mine.me;
    if (!isReady || facts(successor)?.isReceived !== true) return;
    mine.isReady = true;
    this.#leaveAfter(mine, HAND_OVER_TIMES.overlap);
  }

  #leaveAfter(mine: Offer, ms: number): void {
    mine.cancelLeaving();
    mine.cancelLeaving = this.#needs.clock.after(ms, () => {
      // Nobody leaves for a device that has just lost the network itself.
      if (this.#findMember(mine.successor)?.isAway !== false) {
        this.#leaveAfter(mine, HAND_OVER_TIMES.patience);
        return;
      }
      this.drop();
      this.#needs.moved();
    });
  }
}
