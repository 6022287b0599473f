/**
 * What leaves on the sealed data channel of a connection (spec/call-keys.md, "Data channel"): one message after the
 * other, and without any delay what was sealed ahead.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { ChannelSealer } from '../call/callNeeds.ts';

/** The sending side of one data channel. */
export interface SealedSending {
  /** Resolves when the sealed message was handed over; rejects when that failed. */
  send(plaintext: Bytes): Promise<void>;
  /**
   * Seals what may be the next message, each under a number of its own. The one that is sent next leaves in the same
   * turn; the others never do: whoever receives takes no number that is lower than the last.
   */
  prepare(plaintexts: readonly Bytes[]): Promise<void>;
}

interface Prepared {
  readonly plaintext: Bytes;
  readonly sealed: Bytes;
}

/** Makes it. `leave` hands a sealed message to the channel. */
export function createSealedSending(
  sealer: Pick<ChannelSealer, 'seal'>,
  leave: (sealed: Bytes) => void,
): SealedSending {
  let queue: Promise<void> = Promise.resolve();
  let sent = 0;
  let prepared: readonly Prepared[] = [];

  // In turn, so that numbers follow the order of the calls.
  function enqueue(work: () => Promise<void>): Promise<void> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  return {
    async send(plaintext) {
      const found = prepared.find(each => isSameBytes(each.plaintext, plaintext));
      prepared = [];
      sent += 1;
      if (found === undefined) await enqueue(async () => leave(await sealer.seal(plaintext)));
      else leave(found.sealed);
    },
    prepare(plaintexts) {
      const before = sent;
      return enqueue(async () => {
        const sealed: Prepared[] = [];
        for (const plaintext of plaintexts) sealed.push({ plaintext, sealed: await sealer.seal(plaintext) });
        if (before === sent) prepared = sealed;
      });
    },
  };
}
