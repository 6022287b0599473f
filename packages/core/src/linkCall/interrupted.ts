/**
 * What a reload or a crash leaves of a link call (spec/room.md, "Going and coming back"): enough to be back in it within seconds,
 * for about as long as others would wait.
 */
import type { LinkId } from '@sotto/protocol/ids';
import type { WantedDevices } from '../call/localMedia.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { Store } from '../port/store.ts';
import type { OwnSeat } from '../room/roomNeeds.ts';
import { FIRST_FRAMES_MS } from './preparing.ts';
import type { RunningLinkCall } from './runLinkCall.ts';

/** A call that was running. */
export interface InterruptedCall {
  readonly linkId: LinkId;
  readonly name: string;
  readonly devices: WantedDevices;
  readonly seat: OwnSeat | undefined;
}

/** What is left of a call. Nothing before somebody inside knows it: a page that is loaded again has a name, and no secret. */
export function toInterrupted(call: RunningLinkCall, devices: WantedDevices): InterruptedCall | undefined {
  const { linkId, name, room } = call;
  return call.isUnproven() ? undefined : { linkId, name, devices, seat: room.ownSeat() };
}

/** Keeps the running call. */
export interface CallMemory {
  /**
   * Keeps what `call` says, when its first frames have had their chance and then again and again, until `forget`; nothing
   * while it says undefined.
   */
  keep(call: () => InterruptedCall | undefined): void;
  forget(): void;
  /** The call that ran a moment ago in an earlier page, and when that was kept; only once. */
  take(): Promise<(InterruptedCall & { readonly at: number }) | undefined>;
  /** Writes nothing any more, and leaves what was written. */
  stop(): void;
  /** Resolves when what was begun is written. */
  saved(): Promise<void>;
}

const TABLE = 'settings';
const KEY = 'linkCall';
const EVERY_MS = 5000;
/** A page that comes back later begins as any other. */
const VALID_MS = 60_000;

type Stored = InterruptedCall & { readonly page: string; readonly at: number };

/** Makes the memory of a page; the call of another one does not go on here. */
export function createCallMemory(store: Store, clock: Clock, page: string): CallMemory {
  let cancel: Cancel = () => undefined;
  let writing: Promise<unknown> = Promise.resolve();
  let isKept = false;
  const write = (value: Stored | undefined) => {
    writing = writing.then(() => store.write([{ table: TABLE, key: KEY, value }])).catch(() => undefined);
  };
  const stop = () => cancel();
  function keep(call: () => InterruptedCall | undefined, after = FIRST_FRAMES_MS): void {
    stop();
    cancel = clock.after(after, () => {
      const now = call();
      isKept ||= now !== undefined;
      if (now !== undefined) write({ ...now, page, at: clock.now() });
      keep(call, EVERY_MS);
    });
  }
  return {
    keep: call => keep(call),
    stop,
    forget: () => {
      stop();
      if (isKept) write(undefined);
      isKept = false;
    },
    take: async () => {
      const stored = (await store.get(TABLE, KEY)) as Stored | undefined;
      if (stored?.page !== page) return undefined;
      write(undefined);
      return clock.now() - stored.at < VALID_MS ? stored : undefined;
    },
    saved: async () => void (await writing),
  };
}
