/**
 * A long plaintext in chunks of 64 KiB, each sealed by itself (spec/export.md, "Chunks"), so that neither side holds it
 * whole. The nonce counts the chunks and marks the last one: none can be left out, swapped or cut off unnoticed.
 */
import { type Bytes, concatBytes, uint64ToBytes } from '@sotto/protocol/bytes';
import { AEAD_TAG_BYTES, importAeadKey, openAead, sealAead } from '../crypto/aead.ts';

const CHUNK_BYTES = 65_536;

/** Bytes that are read piece by piece; a `Blob` or `File` is one. */
export interface ByteSource {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Seals what it is given. */
export interface ChunkSealer {
  /** Takes more plaintext; the chunks that are full now. */
  push(plaintext: Bytes): Promise<readonly Bytes[]>;
  /** The last chunk, maybe empty. */
  end(): Promise<Bytes>;
}

/** Begins a plaintext. The key must be used for one only; `header` is authenticated with every chunk. */
export async function createChunkSealer(key: Bytes, header: Bytes): Promise<ChunkSealer> {
  const ready = await importAeadKey(key);
  let pending: Bytes = new Uint8Array();
  let count = 0;
  const seal = (chunk: Bytes, isLast: boolean) => sealAead(ready, chunkNonce(count++, isLast), chunk, header);
  return {
    push: async plaintext => {
      pending = concatBytes(pending, plaintext);
      const sealed: Bytes[] = [];
      // Strictly more: what may be the last chunk waits for `end`.
      while (pending.length > CHUNK_BYTES) {
        sealed.push(await seal(pending.slice(0, CHUNK_BYTES), false));
        pending = pending.slice(CHUNK_BYTES);
      }
      return sealed;
    },
    end: () => seal(pending, true),
  };
}

/** Opens chunk after chunk from an offset to the end; undefined instead of a chunk that is not authentic, then ends. */
export async function* openChunks(
  key: Bytes,
  header: Bytes,
  source: ByteSource,
): AsyncGenerator<Bytes | undefined, void> {
  const ready = await importAeadKey(key);
  const step = CHUNK_BYTES + AEAD_TAG_BYTES;
  const count = Math.max(1, Math.ceil((source.size - header.length) / step));
  for (let index = 0; index < count; index += 1) {
    const start = header.length + index * step;
    const sealed = new Uint8Array(
      await source.slice(start, Math.min(start + step, source.size)).arrayBuffer(),
    );
    const chunk = await openAead(ready, chunkNonce(index, index === count - 1), sealed, header);
    yield chunk;
    if (chunk === undefined) return;
  }
}

/** 12 bytes: three zeros, whether it is the last one, the position. */
function chunkNonce(index: number, isLast: boolean): Bytes {
  return concatBytes(new Uint8Array([0, 0, 0, isLast ? 1 : 0]), uint64ToBytes(index));
}
