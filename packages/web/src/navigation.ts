/** Moves between screens with the browser's history, so that the back button and gestures work (`route.ts`). */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import {
  type HistoryState,
  isListRoute,
  isSameRoute,
  type ListPage,
  type Route,
  stateToHistory,
} from './route.ts';

const HOME: Route = { page: 'home' };
const currentRoute = signal<Route>(HOME);
const currentList = signal<ListPage>('home');

/** The screen shown. */
export const route: ReadonlySignal<Route> = currentRoute;

/** The list in the left pane: the one shown last where the right pane has the screen. */
export const listPage: ReadonlySignal<ListPage> = computed(() => currentList.value);

/** Starts following the history. `first` replaces whatever the address or an earlier visit says. */
export function startNavigation(first: Route | undefined): void {
  const found = stateToHistory(history.state);
  setEntry(first ?? found?.route ?? HOME, found?.depth ?? 0, 'replaceState');
  window.addEventListener('popstate', event => {
    show(stateToHistory(event.state)?.route ?? HOME);
  });
}

/** Opens a screen. From one conversation to another the entry is replaced: *back* leads to the list. */
export function goTo(next: Route): void {
  const now = currentRoute.peek();
  if (isSameRoute(now, next)) return;
  const replaces = !isListRoute(now) && !isListRoute(next);
  setEntry(next, currentDepth() + (replaces ? 0 : 1), replaces ? 'replaceState' : 'pushState');
}

/** Shows the other list. Beside an open screen that stays; alone, *back* leads from the calls to the contacts. */
export function showList(page: ListPage): void {
  const now = currentRoute.peek();
  if (!isListRoute(now)) currentList.value = page;
  else if (page === 'calls') goTo({ page });
  else goBack();
}

/** Replaces the screen without leaving a way back to it. */
export function replaceWith(next: Route): void {
  setEntry(next, currentDepth(), 'replaceState');
}

/** Goes back within the app; to the list when there is nothing before. */
export function goBack(): void {
  if (currentDepth() > 0) history.back();
  else replaceWith(HOME);
}

function currentDepth(): number {
  return stateToHistory(history.state)?.depth ?? 0;
}

/** The address stays bare: nothing in it says which screen, which person or which invitation. */
function setEntry(next: Route, depth: number, how: 'pushState' | 'replaceState'): void {
  const state: HistoryState = { route: next, depth };
  history[how](state, '', '/');
  show(next);
}

function show(next: Route): void {
  currentRoute.value = next;
  if (isListRoute(next)) currentList.value = next.page;
  // Its list is where it came from, after a reload, too.
  if (next.page === 'link') currentList.value = 'calls';
}
