/** The file that was just made, while this page is open, and saving it. It stays in memory until then. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ExportFile } from '@sotto/core/export/writeExport';
import { issue } from '../session.ts';

const current = signal<Blob | undefined>(undefined);

/** The file. */
export const exportedFile: ReadonlySignal<Blob | undefined> = current;

/** Makes the file; the code that went wrong, or undefined. */
export async function makeFile(passphrase: string) {
  const made = await issue(commands => commands.exportProfile(passphrase));
  if (!made.ok) return made.code;
  current.value = toBlob(made.value);
  return undefined;
}

/** Lets the browser save the file. */
export function saveFile(file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = 'sotto-profile.sotto';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function toBlob(file: ExportFile): Blob {
  return new Blob([...file], { type: 'application/octet-stream' });
}
