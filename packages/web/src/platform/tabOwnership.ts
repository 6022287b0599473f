/**
 * One tab owns the keys at a time (Web Locks). A tab that does not own them waits in line and takes over when the
 * owner goes; a person can also ask for it, and the owner then lets go. An owner that is frozen by the browser keeps
 * its lock without answering, so after a moment the lock is stolen.
 */
const LOCK = 'sotto-keys';
const CHANNEL = 'sotto-tabs';
const YIELD_LIMIT_MS = 1500;
/** For how long a tab that asked for the keys is let through before others in the line. */
const RESERVATION_MS = 3000;

/** What happens to this tab. */
export interface OwnershipHandlers {
  /** This tab owns the keys from now on. */
  readonly gained: () => void;
  /** Another tab owns them; this one must not touch the store. Must settle once everything has stopped. */
  readonly lost: () => Promise<void>;
}

/** This tab's part in the ownership. */
export interface Ownership {
  /** Takes the keys from whichever tab has them. */
  take(): void;
}

/** Joins the line for the keys; calls `lost` at once when another tab has them. */
export function joinOwnership(handlers: OwnershipHandlers): Ownership {
  const channel = new BroadcastChannel(CHANNEL);
  const self = crypto.randomUUID();
  let release: (() => void) | undefined;
  let reservedFor: string | undefined;

  function hold(): Promise<void> {
    if (reservedFor !== undefined && reservedFor !== self) return Promise.resolve();
    reservedFor = undefined;
    return new Promise(resolve => {
      release = resolve;
      handlers.gained();
    });
  }

  async function letGo(): Promise<void> {
    const resolve = release;
    release = undefined;
    await handlers.lost();
    resolve?.();
  }

  async function waitInLine(): Promise<void> {
    try {
      await navigator.locks.request(LOCK, hold);
    } catch {
      // Stolen: another tab found this one frozen.
      if (release !== undefined) await letGo();
    }
    void waitInLine();
  }

  async function steal(): Promise<void> {
    try {
      await navigator.locks.request(LOCK, { steal: true }, hold);
    } catch {
      if (release !== undefined) await letGo();
    }
  }

  function reserve(tab: string): void {
    reservedFor = tab;
    setTimeout(() => {
      if (reservedFor === tab) reservedFor = undefined;
    }, RESERVATION_MS);
  }

  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'string') return;
    reserve(data);
    if (release !== undefined) void letGo();
  };
  void navigator.locks.request(LOCK, { ifAvailable: true }, lock => {
    if (lock === null) void handlers.lost();
  });
  void waitInLine();
  return {
    take: () => {
      if (release !== undefined) return;
      reservedFor = self;
      channel.postMessage(self);
      setTimeout(() => {
        if (release === undefined) void steal();
      }, YIELD_LIMIT_MS);
    },
  };
}
