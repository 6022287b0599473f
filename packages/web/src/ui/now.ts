/** The present moment for screens that count. Ticks only while something on screen reads it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

let ticking: ReturnType<typeof setInterval> | undefined;

const current = signal(Date.now(), {
  watched() {
    this.value = Date.now();
    ticking = setInterval(() => {
      this.value = Date.now();
    }, SECOND_MS);
  },
  unwatched() {
    clearInterval(ticking);
  },
});

/** Now, renewed every second. Milliseconds since 1970. */
export const second: ReadonlySignal<number> = current;

/** Now, renewed every minute. Milliseconds since 1970. */
export const minute = computed(() => Math.floor(current.value / MINUTE_MS) * MINUTE_MS);
