/** What of a link call's screen is open: all of it or only a bar, a panel beside the pictures, somebody held large. */
import { computed, effect, signal } from '@preact/signals';
import type { SeatId } from '@sotto/protocol/ids';
import { hideCallKeys } from '../inCall/keySheet.ts';
import { route } from '../navigation.ts';
import { hasContactCall, isLinkCallLive, linkCall } from '../session.ts';

/** What stands beside the pictures. */
export type RoomPanel = 'people' | 'chat';

const isMinimised = signal(false);
const panel = signal<RoomPanel | undefined>(undefined);
const pinned = signal<SeatId | undefined>(undefined);
const readChat = signal(0);

/** Whether this person was inside, and the screen says how that ended. */
export const isRoomOver = computed(() => {
  const now = linkCall.value;
  return now?.stage === 'over' && now.joinedAt !== undefined;
});

/** Whether a link call covers the app. While it waits for a call with a contact, that one does. */
export const isRoomOnScreen = computed(
  () => !hasContactCall.value && (isRoomOver.value || (isLinkCallLive.value && !isMinimised.value)),
);

/** Whether a link call goes on behind the app, and only a bar tells. */
export const isRoomMinimised = computed(
  () => !hasContactCall.value && isLinkCallLive.value && isMinimised.value,
);

/** The open panel. */
export const openPanel = computed(() => panel.value);

/** Who is held large, on whichever device that person is now. */
export const pinnedSeat = computed(() => {
  const seat = pinned.value;
  if (seat === undefined) return undefined;
  return linkCall.value?.people.find(({ former }) => former === seat)?.seat ?? seat;
});

/** Messages of the chat that nobody has seen. */
export const unreadChat = computed(() => {
  if (panel.value === 'chat' && !isMinimised.value) return 0;
  return Math.max(0, (linkCall.value?.chat.length ?? 0) - readChat.value);
});

/** Makes room for the app while the call goes on. */
export function minimiseRoom(): void {
  isMinimised.value = true;
}

/** Gives the call the screen again. */
export function restoreRoom(): void {
  isMinimised.value = false;
}

/** Opens a panel, or closes it when it is open. */
export function togglePanel(which: RoomPanel): void {
  panel.value = panel.peek() === which ? undefined : which;
}

/** Opens a panel. */
export function showPanel(which: RoomPanel): void {
  panel.value = which;
}

/** Closes the panel. */
export function closePanel(): void {
  panel.value = undefined;
}

/** Holds somebody large, or nobody any more. */
export function togglePin(seat: SeatId): void {
  pinned.value = pinnedSeat.peek() === seat ? undefined : seat;
}

effect(() => {
  if (isLinkCallLive.value) return;
  isMinimised.value = false;
  panel.value = undefined;
  pinned.value = undefined;
  readChat.value = 0;
  hideCallKeys();
});

effect(() => {
  if (panel.value === 'chat' && !isMinimised.value) readChat.value = linkCall.value?.chat.length ?? 0;
});

// Whoever asks to join while a call goes on sees that call: it is the one, or it has to be left before another.
effect(() => {
  if (route.value.page === 'join' && isLinkCallLive.value) isMinimised.value = false;
});
