/** What buttons and keys do in a link call only. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { perform } from '../problem.ts';
import { issue } from '../session.ts';

/** What can be sent as a reaction, each with its words. */
export const REACTIONS = [
  ['👍', 'room.thumbsUp'],
  ['❤️', 'room.heart'],
  ['👏', 'room.clap'],
  ['😂', 'room.laugh'],
  ['😮', 'room.surprise'],
  ['🎉', 'room.party'],
] as const;

/** Leaves the call. */
export function leaveRoom(): void {
  void perform(commands => commands.leaveLinkCall());
}

/** Takes an ended call off the screen. */
export function closeRoom(): void {
  void issue(commands => commands.leaveLinkCall());
}

/** Raises or lowers this person's hand. */
export function toggleHand(call: LinkCallView): void {
  void perform(commands => commands.raiseHand(!isMyHandUp(call)));
}

/** Whether this person's hand is up. */
export function isMyHandUp(call: LinkCallView): boolean {
  return call.people.some(person => person.isMe && person.hand !== undefined);
}

/** Sends a reaction. */
export function react(emoji: string): void {
  void perform(commands => commands.react(emoji));
}

/** Lets everybody in who waits. */
export function admitAll(): void {
  void perform(commands => commands.admitPeople(undefined));
}
