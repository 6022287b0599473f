/**
 * A build plugin: packs the source that the app is built from beside it, so that a server offers it to its users
 * (AGPL §13) without anything to set up. Only what belongs to the project by its place and its kind is packed: an
 * operator's keys and notes may lie in the same folder.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import type { Plugin } from 'vite';

const TOP_FILES = /^(?:LICENSE|[A-Z]+\.md|package(?:-lock)?\.json|(?:biome|knip|tsconfig\.base)\.json)$/;
const TOP_FOLDERS = /^(?:packages|spec|docs|scripts|bench)$/;
const KINDS = /\.(?:tsx?|mjs|css|html|json|md|png|svg|webmanifest|patch|tflite|binarypb|wasm|js)$/;
const LEFT_OUT = /^(?:node_modules|dist|coverage|\..*)$/;
/** The server knows it by this name. */
const FILE = 'sotto-source.tgz';

/** The plugin. `root` is the folder of the whole project. */
export function packSource(root = join(import.meta.dirname, '../../..')): Plugin {
  let outDir = '';
  return {
    name: 'sotto-pack-source',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      await writeFile(join(outDir, FILE), await packFolder(root));
    },
  };
}

/** The project in this folder as a compressed archive, the same for the same files. */
export async function packFolder(root: string): Promise<Uint8Array> {
  const paths = await listSource(root);
  const entries = await Promise.all(paths.map(async path => toEntry(path, await readFile(join(root, path)))));
  return gzipSync(await packTar(entries), { level: 9 });
}

/** No times and no owner: the same source makes the same archive. */
function toEntry(path: string, body: Uint8Array): TarEntry {
  return {
    header: { name: `sotto/${path}`, size: body.length, mtime: new Date(0), mode: 0o644, uid: 0, gid: 0 },
    body,
  };
}

async function listSource(root: string): Promise<readonly string[]> {
  const top = await readdir(root, { withFileTypes: true });
  const paths = top.filter(entry => entry.isFile() && TOP_FILES.test(entry.name)).map(({ name }) => name);
  for (const { name } of top.filter(entry => entry.isDirectory() && TOP_FOLDERS.test(entry.name)))
    paths.push(...(await listFolder(root, join(root, name))));
  return paths.sort();
}

async function listFolder(root: string, folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (LEFT_OUT.test(entry.name)) continue;
    if (entry.isDirectory()) paths.push(...(await listFolder(root, path)));
    else if (entry.isFile() && KINDS.test(entry.name)) paths.push(relative(root, path).replaceAll(sep, '/'));
  }
  return paths;
}
