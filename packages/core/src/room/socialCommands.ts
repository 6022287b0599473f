/** What everybody can do in a call beside listening (spec/room.md, "Talk"). */
import { bytesToId, ID_BYTES, type ItemId, type SeatId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import { MAX_CHAT_LENGTH, type RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import type { Random } from '../port/random.ts';
import type { RoomProblem, RunningRoomFace } from './roomNeeds.ts';
import { nextHand, QUIET, type Social } from './roomSocial.ts';

/** What the commands need of a running room. */
export interface SocialSurroundings {
  readonly random: Random;
  readonly social: () => { readonly social: Social; readonly me: SeatId | undefined };
  /** Says something to all, if this person is inside; made in the room's turn. */
  readonly say: (toTalk: () => RoomTalk) => Promise<Result<void, RoomProblem>>;
  /** The same for one member, sealed to it. */
  readonly confide: RunningRoomFace['confide'];
}

type SocialCommands = Pick<
  RunningRoomFace,
  'chat' | 'react' | 'raiseHand' | 'setMedia' | 'handOver' | 'takeOver' | 'successions' | 'confide'
>;

/** The commands. */
export function createSocialCommands(around: SocialSurroundings): SocialCommands {
  const { confide, random, social, say } = around;
  const own = () => {
    const { social: now, me } = social();
    const known = me && now.states.get(me);
    if (known !== undefined) return known;
    // Whoever goes on with a call on another device keeps the place in the order of raised hands.
    const before = me && now.successions.takes.get(me)?.predecessor;
    const hand = before === undefined ? 0 : (now.states.get(before)?.hand ?? 0);
    return { seq: 0, media: QUIET, hand };
  };
  return {
    confide,
    async chat(text) {
      const trimmed = text.trim();
      if (trimmed.length > MAX_CHAT_LENGTH) return failure('tooLong');
      const id = bytesToId<ItemId>(random.bytes(ID_BYTES));
      return trimmed === '' ? success(undefined) : say(() => ({ k: 'chat', id, text: trimmed }));
    },
    react: emoji => say(() => ({ k: 'reaction', emoji })),
    raiseHand: isRaised =>
      say(() => {
        const { seq, media, hand } = own();
        const place = hand === 0 ? nextHand(social().social) : hand;
        return { k: 'state', seq: seq + 1, media, hand: isRaised ? place : 0 };
      }),
    handOver: (successor, proof) => say(() => ({ k: 'handOver', successor, proof })),
    takeOver: (predecessor, isReady) => say(() => ({ k: 'takeOver', predecessor, isReady })),
    successions: () => social().social.successions,
    setMedia: media => say(() => ({ k: 'state', seq: own().seq + 1, media, hand: own().hand })),
  };
}
