/**
 * The MLS library as a value, so that one test can run the corrected one and the published one: the latter is made again
 * from the installed files and `packages/core/patches`, backwards, in a folder of its own.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What tests use of the library. */
export interface MlsLibrary
  extends Pick<typeof import('ts-mls/clientState.js'), 'createGroup' | 'joinGroup'>,
    Pick<
      typeof import('ts-mls/createCommit.js'),
      'createCommit' | 'joinGroupExternal' | 'createGroupInfoWithExternalPubAndRatchetTree'
    >,
    Pick<typeof import('ts-mls/crypto/ciphersuite.js'), 'getCiphersuiteFromName'>,
    Pick<typeof import('ts-mls/crypto/getCiphersuiteImpl.js'), 'getCiphersuiteImpl'>,
    Pick<typeof import('ts-mls/defaultCapabilities.js'), 'defaultCapabilities'>,
    Pick<typeof import('ts-mls/incomingMessageAction.js'), 'acceptAll'>,
    Pick<typeof import('ts-mls/keyPackage.js'), 'generateKeyPackage'>,
    Pick<typeof import('ts-mls/lifetime.js'), 'defaultLifetime'>,
    Pick<typeof import('ts-mls/message.js'), 'decodeMlsMessage' | 'encodeMlsMessage'>,
    Pick<typeof import('ts-mls/processMessages.js'), 'processMessage'>,
    Pick<typeof import('ts-mls/pskIndex.js'), 'emptyPskIndex'> {}

const MODULES = [
  ...['clientState', 'createCommit', 'crypto/ciphersuite', 'crypto/getCiphersuiteImpl'],
  ...['defaultCapabilities', 'incomingMessageAction', 'keyPackage', 'lifetime', 'message'],
  ...['processMessages', 'pskIndex'],
];

/** The installed library. */
export const correctedLibrary: Promise<MlsLibrary> = load(installedFolder());

/** The library as it was published. `after`: removes its folder. */
export async function publishedLibrary(after: (action: () => void) => void): Promise<MlsLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-mls-'));
  after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  for (const scope of ['@hpke', '@noble'])
    symlinkSync(join(installedFolder(), '..', scope), join(folder, 'node_modules', scope), 'dir');
  return load(copyPublished(join(folder, 'node_modules')));
}

/** Puts the published library into a folder of packages; returns where it is. */
export function copyPublished(modules: string): string {
  const copy = join(modules, 'ts-mls');
  cpSync(installedFolder(), copy, { recursive: true });
  revert(copy);
  return copy;
}

/** The file that the patch is about. */
export const PATCHED_FILE = 'dist/src/clientState.js';

/** Where the installed library is. */
export function installedFolder(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('ts-mls'))), '../..');
}

async function load(folder: string): Promise<MlsLibrary> {
  const modules = MODULES.map(name => import(pathToFileURL(join(folder, `dist/src/${name}.js`)).href));
  return Object.assign({}, ...(await Promise.all(modules))) as MlsLibrary;
}

/** Turns each change of the patch back, in the one place where it stands. */
function revert(folder: string): void {
  const patch = readFileSync(new URL('../../../patches/ts-mls@1.6.4.patch', import.meta.url), 'utf8');
  const [, ...files] = patch.split(/^--- .*\n\+\+\+ b\//m);
  for (const part of files) {
    const [file = '', ...blocks] = part.split(/\n@@ .* @@.*\n/);
    const path = join(folder, file);
    for (const block of blocks) {
      const pieces = readFileSync(path, 'utf8').split(side(block, '+'));
      assert.equal(pieces.length, 2, 'the patch is in force, once');
      // Another file: the installed one may be the same by a hard link.
      rmSync(path);
      writeFileSync(path, pieces.join(side(block, '-')));
    }
  }
}

function side(block: string, mark: '-' | '+'): string {
  const lines = block.replace(/\n$/, '').split('\n');
  const kept = lines.filter(line => line.startsWith(' ') || line.startsWith(mark));
  return kept.map(line => line.slice(1)).join('\n');
}
