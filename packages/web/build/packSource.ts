/**
 * A build plugin: packs the source that the app is built from beside it, so that a server offers it to its users
 * (AGPL §13) without anything to set up. Only what belongs to the project by its place and its kind is packed: an
 * operator's keys and notes may lie in the same folder.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
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

/** The project in this folder as a compressed archive (pax 1003.1, ustar), the same for the same files. */
export async function packFolder(root: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const path of await listSource(root)) {
    const content = await readFile(join(root, path));
    parts.push(toHeader(`sotto/${path}`, content.length), content, new Uint8Array(-content.length & 511));
  }
  return gzipSync(Buffer.concat([...parts, new Uint8Array(1024)]), { level: 9 });
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

/** Fields by their place in the header: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
function toHeader(path: string, size: number): Uint8Array {
  const header = Buffer.alloc(512);
  const { prefix, name } = splitPath(path);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  // No times: the same source makes the same archive.
  header.write(`${'0'.repeat(11)}\0`, 136);
  // The sum counts its own field as spaces.
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** A name has room for 100 bytes, what stands before it for 155. */
function splitPath(path: string): { readonly prefix: string; readonly name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path };
  const cut = path.indexOf('/', path.length - 101);
  if (cut < 0 || cut > 155) throw new Error(`The path is too long for an archive: ${path}`);
  return { prefix: path.slice(0, cut), name: path.slice(cut + 1) };
}
