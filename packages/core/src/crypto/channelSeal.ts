/**
 * Sealing of data channel messages (spec/call-keys.md, "Data channel"): AES-256-GCM, one key per direction, the nonce
 * a counter that travels in front. The channel is reliable and ordered, so a counter that does not grow is an attack.
 */
import { type Bytes, concatBytes, textToBytes, uint64ToBytes } from '@sotto/protocol/bytes';
import { failure, type Result, success } from '@sotto/protocol/result';
import { AEAD_TAG_BYTES, importAeadKey, openAead, sealAead } from './aead.ts';

/** Seals what this side sends over one peer connection. One per key, for the key's whole life. */
export interface ChannelSealer {
  /** `counter 8 ‖ ciphertext ‖ tag`. Calls may overlap; counters follow the order of the calls. */
  seal(plaintext: Bytes): Promise<Bytes>;
}

/** Opens what the other side sends. One per key, for the key's whole life. */
export interface ChannelOpener {
  /**
   * The plaintext. `forged`: not sealed under the key. `replayed`: not newer than what was opened before.
   * `malformed`: too short. Calls may overlap; they are answered in order.
   */
  open(message: Bytes): Promise<Result<Bytes, 'forged' | 'replayed' | 'malformed'>>;
}

/** A sealer whose counter begins at 0: never make two of one key. */
export function createChannelSealer(key: Bytes): ChannelSealer {
  const imported = importAeadKey(key);
  let next = 0;
  return {
    async seal(plaintext) {
      const counter = uint64ToBytes(next++);
      return concatBytes(
        counter,
        await sealAead(await imported, counterToNonce(counter), plaintext, CONTEXT),
      );
    },
  };
}

/** An opener that has seen nothing yet. */
export function createChannelOpener(key: Bytes): ChannelOpener {
  const imported = importAeadKey(key);
  let newest = -1n;
  let queue: Promise<unknown> = Promise.resolve();
  async function open(message: Bytes): Promise<Result<Bytes, 'forged' | 'replayed' | 'malformed'>> {
    if (message.length < COUNTER_BYTES + AEAD_TAG_BYTES) return failure('malformed');
    const counter = message.slice(0, COUNTER_BYTES);
    const nonce = counterToNonce(counter);
    const plaintext = await openAead(await imported, nonce, message.subarray(COUNTER_BYTES), CONTEXT);
    if (plaintext === undefined) return failure('forged');
    const value = new DataView(counter.buffer).getBigUint64(0);
    if (value <= newest) return failure('replayed');
    newest = value;
    return success(plaintext);
  }
  return {
    open(message) {
      // In turn, because a decryption that finishes early must not make an earlier message look old.
      const answer = queue.then(() => open(message));
      queue = answer.catch(() => undefined);
      return answer;
    },
  };
}

const COUNTER_BYTES = 8;
const CONTEXT = textToBytes('sotto channel v1');
const NONCE_PREFIX = new Uint8Array(4);

function counterToNonce(counter: Bytes): Bytes {
  return concatBytes(NONCE_PREFIX, counter);
}
