/** What a person can do in a link call. */
import type { SeatId, WishId } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import type { WantedDevices } from '../call/localMedia.ts';
import type { LinkCommandProblem } from '../link/linkCommands.ts';
import type { RoomProblem } from '../room/roomNeeds.ts';

/** Why a command about a link call did nothing. `alreadyInCall`: another call has the devices. */
export type LinkCallProblem =
  | RoomProblem
  | LinkCommandProblem
  | 'noSuchCall'
  | 'alreadyInCall'
  | 'unsupported';

type Outcome = Promise<Result<void, LinkCallProblem>>;

/** How somebody joins. */
export interface JoinChoices {
  /** Shown to the others; may be empty. Remembered on this device. */
  readonly name: string;
  readonly devices: WantedDevices;
}

/** The commands about the link call that has the screen. */
export interface LinkCallCommands {
  /**
   * Says what name this person is about to join with, when it has been typed: whoever looks at a call that runs, and
   * may come in without a question, is brought as far as possible before *Join*. The others see that name meanwhile.
   */
  prepareJoin(name: string): Outcome;
  /** Joins the call of the link on the join page, or knocks. Must run in a person's act. */
  joinLink(choices: JoinChoices): Outcome;
  /** Leaves the call or the lobby; or takes an ended one off the screen. */
  leaveLinkCall(): Outcome;
  // Devices: `setMicrophone`, `setCamera`, `setScreen`, `chooseDevice` and `flipCamera` of the client do for both.
  /** Lets people in and approves them for later calls; all who wait with undefined. Hosts only. */
  admitPeople(seats: readonly SeatId[] | undefined): Outcome;
  /** Sends somebody who waits away. Hosts only. */
  refusePerson(seat: SeatId): Outcome;
  /** Removes somebody from this call and, with `block`, from all calls of this link. Hosts only. */
  removePerson(seat: SeatId, block: boolean): Outcome;
  /** Lets nobody in but whom hosts let in. Hosts only. */
  lockLinkCall(isLocked: boolean): Outcome;
  /** Asks people to be silent; all others with undefined. Hosts only. */
  mutePeople(seats: readonly SeatId[] | undefined): Outcome;
  sendChat(text: string): Outcome;
  react(emoji: string): Outcome;
  raiseHand(isRaised: boolean): Outcome;
  /** How loud somebody is played on this device, 0 to 1. Remembered for the call only. */
  setPersonVolume(seat: SeatId, volume: number): Outcome;
  /** Which people's pictures are on screen, and how high (CSS pixels); all others are asked to send none. */
  watchPeople(heights: ReadonlyMap<SeatId, number>): Outcome;
  /**
   * Asks the host to stay in touch. When the host agrees, this person is a profile with a contact to the host; without a
   * profile, one of the name that was given on joining. Nobody else in the call learns of it.
   */
  keepInTouch(): Outcome;
  /** Agrees to somebody's wish to stay in touch, or puts it aside. Nobody is told of the latter. The host only. */
  answerContactWish(id: WishId, agrees: boolean): Outcome;
  /**
   * Makes a link with which another device of this person goes on in this one's place (`LinkCallView.handOver`). An
   * earlier one is good for nothing any more. `fullLink`: there is no place for both for the moment that it takes.
   */
  offerHandOver(): Outcome;
  /** Takes that link back, until the other device has joined and this one has left. */
  cancelHandOver(): Outcome;
  /** Gives somebody inside the rights of a host, in all calls of this link. The one who made the link only. */
  nameCoHost(seat: SeatId, isHost: boolean): Outcome;
}
