/** What a screen shows of a link call. One immutable value, as `client/view.ts`; times are milliseconds since 1970. */
import type { ItemId, SeatId } from '@sotto/protocol/ids';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { Knock, RoomEnding, RoomWarning } from './roomState.ts';

/** How far this person is: `lobby` waits to be let in, `reconnecting` is inside without a way to the server. */
export type RoomStage = 'outside' | 'entering' | 'lobby' | 'inside' | 'reconnecting' | 'over';

/** Somebody in the call. The name is the one in the group. */
export interface RoomPersonView {
  readonly seat: SeatId;
  readonly leaf: number;
  /** The seat in which this person was before, on another device; undefined for everybody else. */
  readonly former: SeatId | undefined;
  readonly name: string;
  readonly isMe: boolean;
  readonly isHost: boolean;
  /** The server has lost it; it may come back. */
  readonly isAway: boolean;
  /** As this person says; undefined until it has. */
  readonly media: MediaState | undefined;
  /** Place in the order of raised hands, from 1; undefined while it is down. The same on all devices. */
  readonly hand: number | undefined;
}

/** Somebody who waits. */
export interface KnockView extends Omit<Knock, 'standing'> {
  /** `notContact`: at a link for contacts only no host can let in who is none. */
  readonly standing: Knock['standing'] | 'notContact';
  /** Who inside says that this is their other device; undefined when nobody does. */
  readonly otherDeviceOf: SeatId | undefined;
}

/** A message in the call's chat, gone with the call. */
export interface RoomChatView {
  readonly id: ItemId;
  readonly seat: SeatId;
  /** Kept for those who have left since. */
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

/** A reaction, to be shown for a moment. */
export interface RoomReactionView {
  readonly seat: SeatId;
  readonly emoji: string;
  readonly at: number;
}

/** The call. */
export interface RoomView {
  readonly stage: RoomStage;
  readonly ending: RoomEnding | undefined;
  /** By leaf: the same order on all devices. Who goes on in another seat keeps the place. */
  readonly people: readonly RoomPersonView[];
  /** Who waits and can be let in or refused by this person; empty for those who are no hosts. */
  readonly knocks: readonly KnockView[];
  readonly amHost: boolean;
  readonly isLocked: boolean;
  readonly chat: readonly RoomChatView[];
  readonly reactions: readonly RoomReactionView[];
  /** 30 digits in groups of 5; undefined until this epoch's are known. */
  readonly code: string | undefined;
  /** What was refused so far, each once. */
  readonly warnings: readonly RoomWarning[];
  readonly epoch: number | undefined;
}
