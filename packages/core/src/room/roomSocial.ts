/**
 * What people in a call say to all (spec/room.md, "Talk"): chat, reactions, raised hands, what they send. Held in memory
 * only; gone with the call.
 */
import type { ItemId, SeatId } from '@sotto/protocol/ids';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import type { GroupMember } from '../group/member.ts';
import type { RoomChatView, RoomReactionView } from './roomView.ts';
import {
  forgetSuccessions,
  hearSuccession,
  isDoubled,
  NO_SUCCESSIONS,
  ownSuccession,
  type Successions,
  settleSuccessions,
} from './successions.ts';

/** What one person said of itself last. */
export interface PersonState {
  readonly seq: number;
  readonly media: MediaState;
  /** Place in the order of raised hands, 0 for none. Places grow, and two may have the same. */
  readonly hand: number;
}

/** What was said so far. Never modified. */
export interface Social {
  readonly states: ReadonlyMap<SeatId, PersonState>;
  /** Oldest first. */
  readonly chat: readonly RoomChatView[];
  readonly reactions: readonly RoomReactionView[];
  /** Who goes on in another seat. */
  readonly successions: Successions;
}

/** Nothing was said. */
export const SILENCE: Social = {
  states: new Map(),
  chat: [],
  reactions: [],
  successions: NO_SUCCESSIONS,
};

/** What a person begins with. */
export const QUIET: MediaState = {
  microphone: false,
  camera: false,
  screen: false,
  held: false,
  hand: false,
};

const MOST_CHAT = 500;
const MOST_REACTIONS = 40;
/** Reactions are shown for so long. */
const REACTION_MS = 5000;

/** After a member has said something; unchanged, by identity, when it is nothing for all, or nothing new. */
export function hearSocial(social: Social, from: GroupMember, talk: RoomTalk, at: number): Social {
  const { seat, name } = from;
  if (talk.k === 'chat') return addChat(social, { id: talk.id, seat, name, text: talk.text, at });
  if (talk.k === 'reaction') {
    const recent = social.reactions.filter(each => at - each.at < REACTION_MS).slice(-MOST_REACTIONS);
    return { ...social, reactions: [...recent, { seat, emoji: talk.emoji, at }] };
  }
  if (talk.k === 'handOver' || talk.k === 'takeOver') {
    const successions = hearSuccession(social.successions, from, talk);
    return settle({ ...social, successions }, at);
  }
  if (talk.k !== 'state' || talk.seq <= (social.states.get(seat)?.seq ?? -1)) return social;
  const { seq, media, hand } = talk;
  return settle({ ...social, states: new Map(social.states).set(seat, { seq, media, hand }) }, at);
}

function settle(social: Social, at: number): Social {
  return {
    ...social,
    successions: settleSuccessions(social.successions, seat => social.states.has(seat), at),
  };
}

/** Without what those said of themselves who have left; their messages stay. */
export function forgetLeft(social: Social, members: readonly GroupMember[]): Social {
  const seats = new Set(members.map(({ seat }) => seat));
  const successions = forgetSuccessions(social.successions, seats);
  const isSame =
    successions === social.successions && [...social.states.keys()].every(seat => seats.has(seat));
  if (isSame) return social;
  const states = new Map([...social.states].filter(([seat]) => seats.has(seat)));
  return { ...social, states, successions };
}

/**
 * What a member says again to whoever comes in: first where this person comes from, so that nobody sees the same one
 * twice, and last who goes on in its place, which should know of a raised hand then.
 */
export function toGreeting({ states, successions }: Social, me: SeatId | undefined): readonly RoomTalk[] {
  const state = me && states.get(me);
  const { offer, take } = ownSuccession(successions, me);
  return [take, state && ({ k: 'state', ...state } as const), offer].filter(talk => talk !== undefined);
}

/** The next free place in the order of raised hands. */
export function nextHand(social: Social): number {
  return 1 + Math.max(0, ...[...social.states.values()].map(({ hand }) => hand));
}

/** Places from 1 by seat. Those who raised at the same instant are ordered by leaf, so that all devices agree. */
export function toHandOrder(social: Social, members: readonly GroupMember[]): ReadonlyMap<SeatId, number> {
  const raised = members
    .map(({ seat, leaf }) => ({ seat, leaf, hand: social.states.get(seat)?.hand ?? 0 }))
    .filter(({ seat, hand }) => hand > 0 && !isDoubled(social.successions, seat, members))
    .sort((a, b) => a.hand - b.hand || a.leaf - b.leaf);
  return new Map(raised.map(({ seat }, index) => [seat, index + 1]));
}

function addChat(social: Social, message: RoomChatView): Social {
  const isKnown = social.chat.some(
    ({ id, seat }: { id: ItemId; seat: SeatId }) => id === message.id && seat === message.seat,
  );
  return isKnown ? social : { ...social, chat: [...social.chat, message].slice(-MOST_CHAT) };
}
