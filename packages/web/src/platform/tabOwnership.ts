/**
 * One tab owns the keys at a time (Web Locks). A tab that does not own them waits in line and takes over when the
 * owner goes; a person can also ask for it, and the owner then lets go. An owner that is frozen by the browser keeps
 * its lock without answering, so after a moment the lock is stolen. What it writes when it wakes, before it learns so,
 * is refused by the store (`indexedDbStore.ts`).
 */
const LOCK = 'sotto-keys';
// The number changes with the messages: tabs of two versions of the app may be open.
const CHANNEL = 'sotto-tabs-2';
const YIELD_LIMIT_MS = 1500;
/** For how long a tab that asked for the keys is let through before others in the line. */
const RESERVATION_MS = 3000;
/** Pause before a tab that was passed over waits in the line again. */
const REQUEUE_MS = 50;

/** What happens to this tab. */
export interface OwnershipHandlers {
  /** This tab owns the keys from now on. */
  readonly gained: () => void;
  /** Another tab owns them; this one must not touch the store. Must settle once everything has stopped. */
  readonly lost: () => Promise<void>;
}

/** This tab's part in the ownership. */
export interface Ownership {
  /** This tab's name, until it is closed. */
  readonly tab: string;
  /** Takes the keys from whichever tab has them. */
  take(): void;
  /** This tab has found out that another one has the keys; nothing happens when it does not think that it has them. */
  giveUp(): void;
  /** Does not insist any more; keys that come anyway are kept. */
  stopTaking(): void;
  /** Hands the keys to the tab of this name. Does nothing in a tab that has none. */
  giveTo(tab: string): void;
}

/** What tabs say: `wish`, that this tab wants the keys; `gift`, that the owner gives them to this tab. */
interface OwnershipMessage {
  readonly kind: 'wish' | 'gift';
  readonly tab: string;
}

/** Joins the line for the keys; calls `lost` at once when another tab has them. */
export function joinOwnership(handlers: OwnershipHandlers): Ownership {
  const tab = new WaitingTab(handlers);
  tab.join();
  return tab;
}

/** This tab, waiting for the keys or owning them. */
class WaitingTab implements Ownership {
  readonly tab = crypto.randomUUID();
  readonly #handlers: OwnershipHandlers;
  readonly #channel = new BroadcastChannel(CHANNEL);
  /** While this tab owns the keys: ends that. */
  #release: (() => void) | undefined;
  /** The tab that is to have the keys next. */
  #reservedFor: string | undefined;
  #reservationTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: OwnershipHandlers) {
    this.#handlers = handlers;
    this.#channel.onmessage = ({ data }: MessageEvent<OwnershipMessage>) => {
      if (data.kind === 'wish') this.#hearWish(data.tab);
      else this.#leaveTo(data.tab);
    };
  }

  join(): void {
    void navigator.locks.request(LOCK, { ifAvailable: true }, lock => {
      if (lock === null) void this.#handlers.lost();
    });
    void this.#waitInLine();
  }

  take(): void {
    if (this.#release !== undefined) return;
    this.#reserve(this.tab);
    this.#say({ kind: 'wish', tab: this.tab });
    setTimeout(() => {
      if (this.#release === undefined && this.#reservedFor === this.tab) void this.#request({ steal: true });
    }, YIELD_LIMIT_MS);
  }

  giveUp(): void {
    if (this.#release !== undefined) void this.#letGo();
  }

  stopTaking(): void {
    if (this.#reservedFor === this.tab && this.#release === undefined) this.#reservedFor = undefined;
  }

  giveTo(tab: string): void {
    if (this.#release === undefined) return;
    this.#say({ kind: 'gift', tab });
    this.#leaveTo(tab);
  }

  /** Of two tabs that want the keys in the same moment, all agree on the one whose name sorts first. */
  #hearWish(tab: string): void {
    if (this.#reservedFor !== undefined && this.#reservedFor < tab) return;
    this.#leaveTo(tab);
  }

  #leaveTo(tab: string): void {
    if (tab === this.tab && this.#release !== undefined) return;
    this.#reserve(tab);
    this.giveUp();
  }

  #reserve(tab: string): void {
    clearTimeout(this.#reservationTimer);
    this.#reservedFor = tab;
    this.#reservationTimer = setTimeout(() => {
      this.#reservedFor = undefined;
    }, RESERVATION_MS);
  }

  #say(message: OwnershipMessage): void {
    this.#channel.postMessage(message);
  }

  async #waitInLine(): Promise<void> {
    for (;;) {
      await this.#request({});
      // Whoever the keys are reserved for may be gone: without a pause the others would pass them round and round.
      await new Promise(resolve => setTimeout(resolve, REQUEUE_MS));
    }
  }

  /** Resolves when the keys were had and are given back, or were left to another tab. */
  async #request(options: LockOptions): Promise<void> {
    try {
      await navigator.locks.request(LOCK, options, () => this.#hold());
    } catch {
      // Stolen: another tab found this one frozen.
      if (this.#release !== undefined) await this.#letGo();
    }
  }

  #hold(): Promise<void> {
    if (this.#reservedFor !== undefined && this.#reservedFor !== this.tab) return Promise.resolve();
    this.#reservedFor = undefined;
    return new Promise(resolve => {
      this.#release = resolve;
      this.#handlers.gained();
    });
  }

  async #letGo(): Promise<void> {
    const release = this.#release;
    this.#release = undefined;
    await this.#handlers.lost();
    release?.();
  }
}
