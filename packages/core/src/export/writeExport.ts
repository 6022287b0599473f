/** Writes a profile into an encrypted file (spec/export.md). */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SettingsView } from '../client/view.ts';
import { OPEN_TO_ALL } from '../contact/contactRecord.ts';
import { isLeftoverKey } from '../mailbox/leftovers.ts';
import type { Random } from '../port/random.ts';
import type { Store } from '../port/store.ts';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import { encodeHeader } from './exportHeader.ts';
import { encodeRecord } from './exportRecords.ts';
import { type ExportHead, MOVED_TABLES, type MovedTable } from './exportSchema.ts';
import { createKeyCost, derivePassphraseKey } from './passphraseKey.ts';
import { createChunkSealer } from './sealedChunks.ts';

/** The parts of a file, in order. */
export type ExportFile = readonly Bytes[];

/** Reads the whole store; nothing may write into it meanwhile. */
export async function writeExport(
  store: Store,
  random: Random,
  passphrase: string,
  head: ExportHead,
): Promise<ExportFile> {
  const cost = createKeyCost(random);
  const { key, check } = await derivePassphraseKey(passphrase, cost);
  const header = encodeHeader({ ...cost, check });
  const sealer = await createChunkSealer(key, header);
  const parts: Bytes[] = [header, ...(await sealer.push(encodeRecord(head)))];
  for (const table of MOVED_TABLES) {
    for (const entry of await store.list(table)) {
      const value = toMoved(table, entry.key, entry.value);
      if (value !== undefined) parts.push(...(await sealer.push(encodeRecord([table, entry.key, value]))));
    }
  }
  parts.push(await sealer.end());
  return parts;
}

/** The value as it moves; undefined for what belongs to this device. */
function toMoved(table: MovedTable, key: string, value: unknown): unknown {
  if (table === 'contacts') return { ...OPEN_TO_ALL, ...(value as object) };
  if (table !== 'settings') return value;
  if (isLeftoverKey(key)) return value;
  return key === 'own' ? toMovedSettings(value as Partial<SettingsView>) : undefined;
}

/** Relays and everything about this device's sound stay behind. */
function toMovedSettings(settings: Partial<SettingsView>) {
  const { language, theme, showRinging } = { ...DEFAULT_SETTINGS, ...settings };
  return { language, theme, showRinging };
}
