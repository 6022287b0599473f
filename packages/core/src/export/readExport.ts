/** Reads an export file: everything is decrypted and checked before anything of it is used (spec/export.md). */
import type { Bytes } from '@sotto/protocol/bytes';
import { isSameBytes } from '@sotto/protocol/bytes';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { Write } from '../port/store.ts';
import { decodeHeader, HEADER_BYTES, type HeaderProblem } from './exportHeader.ts';
import { createRecordReader } from './exportRecords.ts';
import { type ExportHead, isRecordOf, readHead } from './exportSchema.ts';
import { derivePassphraseKey } from './passphraseKey.ts';
import { type ByteSource, openChunks } from './sealedChunks.ts';

/** Why a file cannot be read. `damagedExport`: the passphrase is right, but something is missing or was changed. */
export type ReadProblem = HeaderProblem | 'wrongPassphrase' | 'damagedExport';

/** A file's content. */
export interface ReadExport {
  readonly head: ExportHead;
  readonly writes: readonly Write[];
}

/** Reads a whole file. */
export async function readExport(
  source: ByteSource,
  passphrase: string,
): Promise<Result<ReadExport, ReadProblem>> {
  const header: Bytes = new Uint8Array(await source.slice(0, HEADER_BYTES).arrayBuffer());
  const decoded = decodeHeader(header);
  if (!decoded.ok) return decoded;
  const { key, check } = await derivePassphraseKey(passphrase, decoded.value);
  if (!isSameBytes(check, decoded.value.check)) return failure('wrongPassphrase');
  const records = await readRecords(key, header, source);
  const read = records && toContent(records);
  return read === undefined ? failure('damagedExport') : success(read);
}

async function readRecords(
  key: Bytes,
  header: Bytes,
  source: ByteSource,
): Promise<readonly unknown[] | undefined> {
  const reader = createRecordReader();
  const records: unknown[] = [];
  for await (const chunk of openChunks(key, header, source)) {
    const found = chunk && reader.push(chunk);
    if (found === undefined) return undefined;
    for (const record of found) records.push(record);
  }
  return reader.isDone() ? records : undefined;
}

function toContent([first, ...rest]: readonly unknown[]): ReadExport | undefined {
  const head = readHead(first);
  const writes = rest.map(toWrite);
  return head === undefined || writes.includes(undefined)
    ? undefined
    : { head, writes: writes.filter(write => write !== undefined) };
}

function toWrite(record: unknown): Write | undefined {
  if (!Array.isArray(record) || record.length !== 3) return undefined;
  const [table, key, value] = record as readonly unknown[];
  return isRecordOf(table, key, value) ? { table, key: key as string, value } : undefined;
}
