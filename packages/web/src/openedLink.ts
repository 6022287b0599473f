/**
 * The call link on the join page. Its token must not lie in the address bar or in the history; but a reload while
 * somebody waits must not lose the call, so it is kept with this tab until the page is left (spec/link-keys.md,
 * "Own and seen links").
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { goTo } from './navigation.ts';

const KEY = 'sotto.openedLink';

/** A link to be joined. */
export interface OpenedLink {
  /** As it was opened or pasted, whole or damaged. */
  readonly text: string;
  /** The person has asked to join, not to look: what can be joined now is joined without a second button, once. */
  readonly isAtOnce: boolean;
}

const current = signal<OpenedLink | undefined>(undefined);

/** The link; `undefined` when none is open. */
export const openedLink: ReadonlySignal<OpenedLink | undefined> = computed(() => current.value);

/** Opens a link without showing it. */
export function openLink(text: string, isAtOnce = false): void {
  current.value = { text, isAtOnce };
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // Without storage only a reload loses it.
  }
}

/** Opens a link and shows the join page. Must run in a person's act if it joins at once. */
export function showJoinPage(text: string, isAtOnce = false): void {
  openLink(text, isAtOnce);
  goTo({ page: 'join' });
}

/** From now on joining takes a button: it was joined once, or could not be. Nobody is to find themselves in a call later. */
export function spendAtOnce(): void {
  if (current.value?.isAtOnce) current.value = { ...current.value, isAtOnce: false };
}

/** Forgets the link; it may be opened again. */
export function closeLink(): void {
  current.value = undefined;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then it was never stored.
  }
}

/** Opens the link that was on this tab's join page before a reload, if there was one. */
export function recallLink(): void {
  try {
    const text = sessionStorage.getItem(KEY);
    if (text !== null) current.value = { text, isAtOnce: false };
  } catch {
    // Then it was never stored.
  }
}
