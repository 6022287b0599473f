/** Keeps the one `ClientView` current: any part says `changed`, and listeners are told once per turn. */
import type { Welcome } from '@sotto/protocol/wire/welcome';
import type { Clock } from '../port/clock.ts';
import { buildView } from './buildView.ts';
import { watchConnection } from './connectionFacts.ts';
import { keepUnchanged } from './keepUnchanged.ts';
import type { BaseParts } from './parts.ts';
import type { ClientView } from './view.ts';

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
  let parts: BaseParts | undefined;
  let cached: ClientView | undefined;
  let isStale = true;
  let isTelling = false;
  const watch = watchConnection(clock, changed);

  function changed(): void {
    isStale = true;
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      for (const listener of listeners) listener();
    });
  }

  return {
    view: () => {
      if (parts === undefined) throw new Error('the view is not being watched yet');
      if (isStale || cached === undefined) cached = keepUnchanged(cached, buildView(parts, watch.facts()));
      isStale = false;
      return cached;
    },
    onView: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed,
    connected: watch.connected,
    disconnected: watch.disconnected,
    stop: watch.stop,
    toDeviceTime: watch.toDeviceTime,
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
