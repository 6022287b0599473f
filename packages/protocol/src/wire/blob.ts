/** A sealed blob: opaque bytes of one of the padding sizes (spec/mailbox.md). */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { BLOB_SIZES } from '../limits.ts';

const sizes: ReadonlySet<number> = new Set(BLOB_SIZES);

/** Schema of a blob. Not copied: it still lies in the frame that brought it. */
export const blobSchema = v.pipe(
  v.instance(Uint8Array),
  v.check(bytes => sizes.has(bytes.length)),
  v.transform(bytes => bytes as Bytes),
);

/** Schema of other opaque bytes of one of a few sizes. The value is a copy that owns its buffer. */
export function sizedSchema(allowed: readonly number[]) {
  return v.pipe(
    v.instance(Uint8Array),
    v.check(bytes => allowed.includes(bytes.length)),
    v.transform(bytes => new Uint8Array(bytes) as Bytes),
  );
}

/** How a push service should wake the owner's closed app for this blob. */
export const wakeSchema = v.picklist(['ring', 'message', 'none']);
/** How a push service should wake the owner's closed app for this blob. */
export type Wake = v.InferOutput<typeof wakeSchema>;
