/**
 * A build plugin: writes every compressible output file a second and a third time, as `.br` and `.gz`, so that the
 * server compresses nothing at run time; then prints how much JavaScript a first visit loads.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(?:js|css|html|svg|json|webmanifest|wasm|txt)$/;
/** Below this a compressed form saves nothing. */
const SMALLEST_BYTES = 512;

/** Beyond that the best compression takes tens of seconds and saves little. */
const LARGE_BYTES = 1_000_000;

/** The plugin. Runs last, when all files (those of `public`, too) lie in the output folder. */
export function precompress(): Plugin {
  let outDir = '';
  let firstLoad: readonly string[] = [];
  return {
    name: 'sotto-precompress',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    writeBundle(_options, bundle) {
      firstLoad = bundleToFirstLoad(bundle);
    },
    async closeBundle() {
      if (firstLoad.length === 0) return;
      const sizes = await compressFolder(outDir);
      const total = firstLoad.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
      console.log(`first load: ${firstLoad.length} JavaScript files, ${kilobytes(total)} after brotli`);
    },
  };
}

type Chunks = Readonly<
  Record<string, { readonly type: string; readonly isEntry?: boolean; readonly imports?: readonly string[] }>
>;

/** The entry and everything it imports statically. */
function bundleToFirstLoad(bundle: Chunks): readonly string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const imported of bundle[file]?.imports ?? []) visit(imported);
  };
  for (const [file, chunk] of Object.entries(bundle)) {
    if (chunk.type === 'chunk' && chunk.isEntry) visit(file);
  }
  return [...found];
}

/** Compresses a folder's files; answers with the brotli size of each by relative path. */
async function compressFolder(folder: string): Promise<ReadonlyMap<string, number>> {
  const entries = await readdir(folder, { recursive: true });
  const sizes = new Map<string, number>();
  for (const entry of entries.filter(name => COMPRESSIBLE.test(name))) {
    sizes.set(entry, await compressFile(join(folder, entry)));
  }
  return sizes;
}

async function compressFile(path: string): Promise<number> {
  const content = await readFile(path);
  const brotli = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: content.length > LARGE_BYTES ? 9 : 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  if (content.length >= SMALLEST_BYTES) {
    await writeFile(`${path}.br`, brotli);
    await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
  return brotli.length;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
