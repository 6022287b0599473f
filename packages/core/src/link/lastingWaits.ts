/**
 * How many wait at links where a call runs (spec/link-notes.md, "Watching"). Whoever looks at the join page of one is in the
 * lobby for a moment and has not decided to come: the server cannot tell it from somebody who waits, but time can.
 */
import type { LinkId } from '@sotto/protocol/ids';
import { LOBBY_MS } from '../linkCall/preparing.ts';
import type { Cancel, Clock } from '../port/clock.ts';

/** Whoever only looks has gone again after this time, by the slowest way too, milliseconds. */
export const LASTING_MS = LOBBY_MS + 1000;

/** What the server says of a link. */
export interface Counted {
  readonly people: number;
  readonly waiting: number;
}

/** The waits that last, at all links. Owns a timer for each link where more wait than are told. */
export class LastingWaits {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #told = new Map<LinkId, number>();
  readonly #held = new Map<LinkId, { readonly least: number; readonly cancel: Cancel }>();
  readonly #latest = new Map<LinkId, number>();

  /** `changed`: more are told. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** How many wait there for certain. */
  at(linkId: LinkId): number {
    return this.#told.get(linkId) ?? 0;
  }

  /** Takes in what the server says. Nobody looks by way of the lobby where nobody is in the call: that counts at once. */
  heard(linkId: LinkId, { people, waiting }: Counted): void {
    this.#latest.set(linkId, waiting);
    const held = this.#held.get(linkId);
    if (waiting <= this.at(linkId) || (people === 0 && held === undefined)) {
      this.#letGo(linkId);
      this.#told.set(linkId, waiting);
    } else if (held === undefined) this.#hold(linkId, waiting);
    else this.#held.set(linkId, { ...held, least: Math.min(held.least, waiting) });
  }

  /** Nothing is known of this link any more. */
  forget(linkId: LinkId): void {
    this.#letGo(linkId);
    this.#told.delete(linkId);
    this.#latest.delete(linkId);
  }

  /** Nothing is known of any link any more. */
  clear(): void {
    for (const linkId of [...this.#latest.keys()]) this.forget(linkId);
  }

  #hold(linkId: LinkId, least: number): void {
    this.#held.set(linkId, { least, cancel: this.#clock.after(LASTING_MS, () => this.#tell(linkId)) });
  }

  #tell(linkId: LinkId): void {
    const told = this.#held.get(linkId)?.least ?? 0;
    const waiting = this.#latest.get(linkId) ?? told;
    this.#held.delete(linkId);
    this.#told.set(linkId, told);
    if (waiting > told) this.#hold(linkId, waiting);
    this.#changed();
  }

  #letGo(linkId: LinkId): void {
    this.#held.get(linkId)?.cancel();
    this.#held.delete(linkId);
  }
}
