/** The secret that this server shares with its relay: made at first start, readable by its owner only. */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SECRET_FILE = 'relay-secret';
const SECRET_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The secret in the data directory; a new one is written if there is none or it is damaged. */
export async function readOrCreateRelaySecret(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, SECRET_FILE);
  const known = await readFile(path, 'utf8').then(
    text => text.trim(),
    () => '',
  );
  if (SECRET_SHAPE.test(known)) return known;
  const made = randomBytes(32).toString('base64url');
  await writePrivateFile(path, `${made}\n`);
  return made;
}

/** Writes a file with mode 0600, also where it existed with another mode before. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await writeFile(path, '', { flag: 'a', mode: 0o600 });
  await chmod(path, 0o600);
  await writeFile(path, text);
}
