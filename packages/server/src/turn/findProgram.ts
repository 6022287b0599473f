/** Looks a program up on PATH without running anything. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where package managers put programs that a plain user's PATH often leaves out. */
const USUAL_PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/snap/bin',
  '/opt/homebrew/bin',
  '/opt/local/bin',
];

/** The full path of an executable, or undefined. */
export function findProgram(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const directories = [...path.split(delimiter).filter(directory => directory !== ''), ...USUAL_PLACES];
  return directories.map(directory => join(directory, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
