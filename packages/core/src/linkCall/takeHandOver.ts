/**
 * The second of two devices (spec/room.md, "Another device"): shows that it was given the secret, says from which seat it
 * goes on, and when it is in touch with everybody. Whoever claims to be its first device without the secret is not believed;
 * and without the first device's word nobody comes in, because anybody can make a link with a secret and a name in it.
 */
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import type { HandOver } from '@sotto/protocol/link/callLink';
import { isWelcomeProven, proveHandOver } from '../group/handOver.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { WayFacts } from '../room/mesh/meshNeeds.ts';
import type { RoomHandOver, RunningRoomFace } from '../room/roomNeeds.ts';
import type { RoomView } from '../room/roomView.ts';
import { HAND_OVER_TIMES } from './giveHandOver.ts';

/**
 * How long the first device's word is waited for before the link is taken for a plain one, milliseconds: at the door, where
 * nobody sees it, and once more inside. That device may be without network for as long as its seat is kept.
 */
export const WORD_MS = 15_000;

/** What taking over needs. */
export interface TakingNeeds {
  readonly clock: Clock;
  readonly linkId: LinkId;
  /** What the link brought; undefined for a call that goes on from nowhere. */
  readonly handOver: HandOver | undefined;
  readonly room: () => Pick<RunningRoomFace, 'view' | 'successions' | 'takeOver'> | undefined;
  readonly facts: (seat: SeatId) => WayFacts | undefined;
  /** Whether a host is asked about this person, who may take longer than the first device. */
  readonly hasToAsk: () => boolean;
  /** This person may appear now. */
  readonly settled: () => void;
  /** Nobody inside knows of the secret: this person is not to appear under the name that came with it. */
  readonly refused: () => void;
}

/** Taking over. */
export interface Taking {
  /** Whether this device waits to be vouched for: before that it does not appear, under a name that a link has brought. */
  isWaiting(): boolean;
  readonly prove: RoomHandOver['prove'];
  /** The room or a connection has changed. */
  follow(): void;
  /** The call is over. */
  stop(): void;
}

/** Makes it. */
export function createTaking(needs: TakingNeeds): Taking {
  const running = new RunningTaking(needs);
  const { handOver } = needs;
  return {
    isWaiting: () => running.isWaiting,
    prove: async facts => handOver && proveHandOver(handOver.secret, facts),
    follow: () => running.follow(),
    stop: () => running.stop(),
  };
}

class RunningTaking {
  readonly #needs: TakingNeeds;
  isWaiting: boolean;
  #predecessor: SeatId | undefined;
  #isReady = false;
  #wait: { readonly isInside: boolean; readonly cancel: Cancel } | undefined;
  /** Words of which it has been looked whether they are good. */
  readonly #checked = new WeakSet<Uint8Array>();

  constructor(needs: TakingNeeds) {
    this.#needs = needs;
    this.isWaiting = needs.handOver !== undefined;
  }

  follow(): void {
    const { handOver, hasToAsk, room } = this.#needs;
    const view = room()?.view();
    const me = view?.people.find(({ isMe }) => isMe)?.seat;
    if (handOver === undefined || view === undefined) return;
    // No code lives longer than one that a host may take its time about.
    if (view.stage === 'lobby') this.#awaitWord(false, hasToAsk() ? HAND_OVER_TIMES.secret : WORD_MS);
    if (view.stage !== 'inside' || me === undefined) return;
    // Who is alone has nobody to go on from.
    if (view.people.every(({ isMe }) => isMe)) this.#refuse();
    else this.#awaitWord(true, WORD_MS);
    void this.#hear(me, handOver);
    if (this.#predecessor !== undefined && !this.#isReady) this.#noteReady(this.#predecessor, view.people);
  }

  stop(): void {
    this.#wait?.cancel();
  }

  #awaitWord(isInside: boolean, ms: number): void {
    if (!this.isWaiting || this.#wait?.isInside === isInside) return;
    this.stop();
    this.#wait = { isInside, cancel: this.#needs.clock.after(ms, () => this.#refuse()) };
  }

  #settle(): void {
    if (!this.isWaiting) return;
    this.isWaiting = false;
    this.stop();
    this.#needs.settled();
  }

  #refuse(): void {
    if (!this.isWaiting || this.#predecessor !== undefined) return;
    this.stop();
    this.#needs.refused();
  }

  /** Anybody inside can say that this is their other device: only who has the secret is believed. */
  async #hear(me: SeatId, { secret }: HandOver): Promise<void> {
    const { linkId, room } = this.#needs;
    for (const [from, { successor, proof }] of room()?.successions().offers ?? []) {
      if (successor !== me || this.#checked.has(proof) || this.#predecessor !== undefined) continue;
      this.#checked.add(proof);
      const facts = { linkId, predecessor: from, successor };
      if (await isWelcomeProven(secret, facts, proof)) await this.#take(from);
    }
  }

  async #take(from: SeatId): Promise<void> {
    this.#predecessor = from;
    const said = await this.#needs.room()?.takeOver(from, false);
    if (said?.ok === true) this.#settle();
  }

  /** In touch with everybody who is there: their pictures of this person need not come from the first device any more. */
  #noteReady(predecessor: SeatId, people: RoomView['people']): void {
    const { facts, room } = this.#needs;
    const others = people.filter(({ isMe, seat, isAway }) => !isMe && seat !== predecessor && !isAway);
    const joined = others.filter(({ media }) => media !== undefined);
    const hasState = people.some(({ isMe, media }) => isMe && media !== undefined);
    if (!hasState || joined.some(({ seat }) => facts(seat)?.way !== 'connected')) return;
    this.#isReady = true;
    void room()?.takeOver(predecessor, true);
  }
}
