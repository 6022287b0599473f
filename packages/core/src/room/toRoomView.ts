/** The view of a room (spec/room.md): people from the group, their order by leaf, everything else around them. */
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import { isHost } from '../group/statements.ts';
import { type Social, toHandOrder } from './roomSocial.ts';
import type { Inside, Knock, RoomState, RoomWarning } from './roomState.ts';
import type { KnockView, RoomPersonView, RoomStage, RoomView } from './roomView.ts';
import { placeOf, toPredecessor } from './successions.ts';

/** What a view is made of. */
export interface RoomViewParts {
  readonly state: RoomState;
  readonly record: LinkRecord | undefined;
  readonly social: Social;
  readonly code: string | undefined;
  readonly isLocked: boolean;
  readonly warnings: readonly RoomWarning[];
}

/** Makes the view. */
export function toRoomView({ state, record, social, code, isLocked, warnings }: RoomViewParts): RoomView {
  const inside = state.name === 'inside' ? state : undefined;
  const amHost = inside?.amHost ?? false;
  return {
    stage: toStage(state),
    ending: state.name === 'over' ? state.ending : undefined,
    people: inside === undefined ? [] : toPeople(inside, record, social),
    knocks: inside !== undefined && amHost ? toKnocks(inside, record, social) : [],
    amHost,
    isLocked,
    chat: social.chat,
    reactions: social.reactions,
    code: inside === undefined ? undefined : code,
    warnings,
    epoch: inside?.epoch,
  };
}

function toStage(state: RoomState): RoomStage {
  if (state.name === 'entering') return state.step === 'waiting' ? 'lobby' : 'entering';
  if (state.name === 'inside') return state.isOnline ? 'inside' : 'reconnecting';
  return state.name;
}

function toPeople(state: Inside, record: LinkRecord | undefined, social: Social): readonly RoomPersonView[] {
  const hands = toHandOrder(social, state.members);
  const { successions } = social;
  const ordered = state.members.toSorted((a, b) => placeOf(successions, a) - placeOf(successions, b));
  return ordered.map(({ seat, leaf, name, pseudonym }) => ({
    ...{ seat, leaf, name, isMe: seat === state.me },
    former: successions.settled.get(seat)?.predecessor,
    isHost: record !== undefined && isHost(record, pseudonym),
    isAway: !state.people.some(person => person.seat === seat && !person.away),
    media: social.states.get(seat)?.media,
    hand: hands.get(seat),
  }));
}

function toKnocks(
  { knocks }: Inside,
  record: LinkRecord | undefined,
  { successions }: Social,
): readonly KnockView[] {
  return knocks.filter(isForHosts).map(knock => {
    const isStranger = record?.policy === 'contacts' && knock.standing === 'notApproved';
    const standing = isStranger ? 'notContact' : knock.standing;
    return { ...knock, standing, otherDeviceOf: toPredecessor(successions, knock.seat) };
  });
}

function isForHosts({ isPreparing, standing }: Knock): boolean {
  return !isPreparing && SHOWN.has(standing);
}

/** What a host can change by letting somebody in, and what it can only wait for, or refuse. */
const SHOWN: ReadonlySet<Knock['standing']> = new Set(['notApproved', 'locked', 'expelled', 'full']);
