/** Moves between screens with the browser's history, so that the back button and gestures work (`route.ts`). */
import { type ReadonlySignal, signal } from '@preact/signals';
import { type HistoryState, isSameRoute, type Route, stateToHistory } from './route.ts';

const HOME: Route = { page: 'home' };
const currentRoute = signal<Route>(HOME);

/** The screen shown. */
export const route: ReadonlySignal<Route> = currentRoute;

/** Starts following the history. `first` replaces whatever the address or an earlier visit says. */
export function startNavigation(first: Route | undefined): void {
  const found = stateToHistory(history.state);
  setEntry(first ?? found?.route ?? HOME, found?.depth ?? 0, 'replaceState');
  window.addEventListener('popstate', event => {
    currentRoute.value = stateToHistory(event.state)?.route ?? HOME;
  });
}

/** Opens a screen. From one conversation to another the entry is replaced: *back* leads to the list. */
export function goTo(next: Route): void {
  const now = currentRoute.peek();
  if (isSameRoute(now, next)) return;
  const replaces = now.page !== 'home' && next.page !== 'home';
  setEntry(next, currentDepth() + (replaces ? 0 : 1), replaces ? 'replaceState' : 'pushState');
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
  currentRoute.value = next;
}
