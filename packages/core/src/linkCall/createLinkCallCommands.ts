/** The commands about the call behind a link, each over the call that the person has joined. */
import type { SeatId } from '@sotto/protocol/ids';
import { toPlainName } from '@sotto/protocol/name';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LinkPerson } from '../link/createLinkCommands.ts';
import type { LinkDesk } from '../link/linkDesk.ts';
import type { RunningRoomFace } from '../room/roomNeeds.ts';
import type { JoinChoices, LinkCallCommands, LinkCallProblem } from './linkCallCommands.ts';
import type { RunningLinkCall } from './runLinkCall.ts';

type Outcome = Result<void, LinkCallProblem>;
const DONE: Outcome = success(undefined);

/** What the commands are over. */
export interface CommandedCalls {
  /** The call that the person has joined and that is not over. */
  running(): RunningLinkCall | undefined;
  prepareAs(name: string): Outcome;
  join(choices: JoinChoices): Promise<Outcome>;
  leaveByPerson(): Outcome;
}

/** Makes the commands. */
export function createLinkCallCommands(
  calls: CommandedCalls,
  links: Pick<LinkDesk, 'ban' | 'nameCoHost'>,
): LinkCallCommands {
  const inRoom = async (
    act: (room: RunningRoomFace, call: RunningLinkCall) => Promise<Outcome>,
  ): Promise<Outcome> => {
    const call = calls.running();
    return call === undefined ? failure('noSuchCall') : act(call.room, call);
  };
  return {
    prepareJoin: async name => calls.prepareAs(toPlainName(name)),
    joinLink: choices => calls.join({ ...choices, name: toPlainName(choices.name) }),
    leaveLinkCall: async () => calls.leaveByPerson(),
    admitPeople: seats => inRoom(room => room.admit(seats)),
    refusePerson: seat => inRoom(room => room.refuse(seat)),
    removePerson: (seat, block) =>
      inRoom(async (room, { linkId }) => {
        const person = toPerson(room, seat);
        const removed = await room.remove(seat, block);
        if (!removed.ok || !block || person === undefined) return removed;
        // Of those who are hosts, only who made the link can write the ban into its record; the others have said it.
        const banned = await links.ban(linkId, person);
        return banned.ok || banned.code === 'notHost' ? removed : banned;
      }),
    lockLinkCall: isLocked => inRoom(room => room.lock(isLocked)),
    mutePeople: seats => inRoom(room => room.mute(seats)),
    sendChat: text => inRoom(room => room.chat(text)),
    react: emoji => inRoom(room => room.react(emoji)),
    raiseHand: isRaised => inRoom(room => room.raiseHand(isRaised)),
    keepInTouch: () => inRoom(async (_, { touch }) => (touch.ask() ? DONE : failure('noSuchPerson'))),
    answerContactWish: (id, agrees) =>
      inRoom(async (_, { touch }) => (touch.answer(id, agrees) ? DONE : failure('noSuchPerson'))),
    setPersonVolume: (seat, volume) =>
      inRoom(async (_, call) => {
        call.setVolume(seat, volume);
        return success(undefined);
      }),
    watchPeople: heights =>
      inRoom(async (_, call) => {
        call.watch(heights);
        return success(undefined);
      }),
    offerHandOver: () => inRoom(async (_, call) => call.giving().offer()),
    cancelHandOver: () =>
      inRoom(async (_, call) => {
        call.giving().cancel();
        return success(undefined);
      }),
    nameCoHost: (seat, isHost) =>
      inRoom(async (room, { linkId }) => {
        const person = toPerson(room, seat);
        return person === undefined ? failure('noSuchPerson') : links.nameCoHost(linkId, person, isHost);
      }),
  };
}

function toPerson(room: RunningRoomFace, seat: SeatId): LinkPerson | undefined {
  const pseudonym = room.person(seat);
  const name = room.view().people.find(each => each.seat === seat)?.name ?? '';
  return pseudonym && { pseudonym, name };
}
