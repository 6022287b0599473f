/**
 * Applies `packages/core/patches/<package>@<version>.patch` to the installed packages. Install scripts are switched
 * off in this project, so the launchers call this before anything else. Running it again changes nothing; another
 * version, or a package whose text does not fit, ends with an error: a security correction must not get lost.
 */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One replacement inside a file. */
interface Hunk {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

if (import.meta.main) applyPatches(join(root, 'packages/core/patches'), join(root, 'node_modules'));

/** Applies every patch of a folder to the packages in `modules`. Throws an `Error` when one does not fit. */
export function applyPatches(patches: string, modules: string): void {
  for (const name of readdirSync(patches).filter(file => file.endsWith('.patch'))) {
    const at = name.lastIndexOf('@');
    const folder = join(modules, name.slice(0, at).replace('+', '/'));
    requireVersion(folder, name.slice(at + 1, -'.patch'.length));
    for (const hunk of parsePatch(readFileSync(join(patches, name), 'utf8'))) applyHunk(folder, hunk);
  }
}

function requireVersion(folder: string, version: string): void {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) throw new Error(`${folder} is not installed; run "npm ci" first`);
  const installed = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  if (installed.version === version) return;
  throw new Error(`${folder} is version ${installed.version}, but its patch was made for ${version}`);
}

/** Reads a unified diff; what stands before the first file is a comment. */
function parsePatch(text: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  const [, ...files] = text.split(/^--- .*\n\+\+\+ b\//m);
  for (const part of files) {
    const [file = '', ...blocks] = part.split(/\n@@ .* @@.*\n/);
    for (const block of blocks) hunks.push({ file, before: side(block, '-'), after: side(block, '+') });
  }
  if (hunks.length === 0) throw new Error('a patch without changes');
  return hunks;
}

function side(block: string, mark: '-' | '+'): string {
  const lines = block.replace(/\n$/, '').split('\n');
  return lines
    .filter(line => line.startsWith(' ') || line.startsWith(mark))
    .map(line => line.slice(1))
    .join('\n');
}

function applyHunk(folder: string, { file, before, after }: Hunk): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.includes(after)) return;
  const [head, tail, ...more] = text.split(before);
  if (head === undefined || tail === undefined || more.length > 0)
    throw new Error(`the patch of ${path} does not fit`);
  // As another file: installed ones may be shared by hard links, with a package manager's cache for example.
  writeFileSync(`${path}.patched`, head + after + tail);
  renameSync(`${path}.patched`, path);
}
