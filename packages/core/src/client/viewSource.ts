/** Keeps the one `ClientView` current: any part says `changed`, and listeners are told once per turn. */
import type { Welcome } from '@sotto/protocol/wire/welcome';
import type { Clock } from '../port/clock.ts';
import { buildView } from './buildView.ts';
import { keepUnchanged } from './keepUnchanged.ts';
import type { BaseParts } from './parts.ts';
import type { ClientView, ConnectionView } from './view.ts';

/** From which difference on this device's clock is called wrong. */
const CLOCK_TOLERANCE_MS = 300_000;
/** How long a lost connection is called `connecting` before it is called `offline`. */
const OFFLINE_AFTER_MS = 4000;

/** What the connection is known to be. */
export interface ConnectionFacts {
  readonly state: ConnectionView;
  readonly relay: ClientView['relay'];
}

/** The view and its listeners. */
export interface ViewSource {
  view(): ClientView;
  onView(listener: () => void): () => void;
  /** Something that the view shows has changed. */
  readonly changed: () => void;
  connected(welcome: Welcome): void;
  readonly disconnected: () => void;
  /** A server time by this device's clock. */
  toDeviceTime(serverTime: number): number;
  /** Begins to follow the parts. */
  watch(parts: BaseParts): void;
  /** Sets no timer any more. */
  stop(): void;
}

/** Makes the source; `watch` must follow before `view`. */
export function createViewSource(clock: Clock): ViewSource {
  const listeners = new Set<() => void>();
  let facts: ConnectionFacts = { state: 'connecting', relay: 'unknown' };
  let parts: BaseParts | undefined;
  let cached: ClientView | undefined;
  let isStale = true;
  let isTelling = false;
  let serverAhead = 0;
  let cancelOffline = clock.after(OFFLINE_AFTER_MS, declareOffline);

  function changed(): void {
    isStale = true;
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      for (const listener of listeners) listener();
    });
  }

  function declareOffline(): void {
    facts = { ...facts, state: 'offline' };
    changed();
  }

  return {
    view: () => {
      if (parts === undefined) throw new Error('the view is not being watched yet');
      if (isStale || cached === undefined) cached = keepUnchanged(cached, buildView(parts, facts));
      isStale = false;
      return cached;
    },
    onView: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed,
    connected: welcome => {
      cancelOffline();
      serverAhead = welcome.time - clock.now();
      const isOff = Math.abs(serverAhead) > CLOCK_TOLERANCE_MS;
      facts = { state: isOff ? 'clockOff' : 'connected', relay: welcome.relay ? 'ready' : 'absent' };
      changed();
    },
    disconnected: () => {
      cancelOffline();
      cancelOffline = clock.after(OFFLINE_AFTER_MS, declareOffline);
      facts = { ...facts, state: 'connecting' };
      changed();
    },
    stop: () => cancelOffline(),
    toDeviceTime: serverTime => serverTime - serverAhead,
    watch: watched => {
      parts = watched;
      watched.engine.onChange(changed);
      watched.book.onChange((id, itemsChanged) => {
        if (itemsChanged && watched.conversation.isOpen(id))
          watched.background(watched.conversation.refresh());
        if (itemsChanged) watched.background(watched.history.refresh());
        changed();
      });
    },
  };
}
