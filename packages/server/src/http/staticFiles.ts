/**
 * The built web app, listed once at start: only a file on the list can be served, so no path can lead elsewhere.
 * A `.br` or `.gz` beside a file is its compressed form.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

/** The files of a web app. */
export interface StaticFiles {
  /** Whether there is a file under this path (`/assets/x.js`). */
  has(path: string): boolean;
  /** Answers with that file. The security headers are set already. */
  serve(path: string, request: IncomingMessage, response: ServerResponse): void;
}

interface StaticFile {
  readonly file: string;
  readonly type: string;
  readonly tag: string;
  readonly encodings: ReadonlyMap<Encoding, StoredForm>;
}
interface StoredForm {
  readonly file: string;
  readonly size: number;
}
type Encoding = 'br' | 'gzip' | 'identity';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.tflite': 'application/octet-stream',
  '.binarypb': 'application/octet-stream',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.tgz': 'application/gzip',
  '.txt': 'text/plain; charset=utf-8',
};
/** Compressed forms, best first, by what stands behind the file's name. */
const FORMS: readonly (readonly [suffix: string, encoding: Encoding])[] = [
  ['.br', 'br'],
  ['.gz', 'gzip'],
  ['', 'identity'],
];
/** Names under here contain a hash of the content (Vite's default), so they can be kept for ever. */
const HASHED = '/assets/';

/** Lists the files in a directory; an empty list when there is none. */
export async function listStaticFiles(directory: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  for (const path of await listPaths(directory)) {
    const type = TYPES[extname(path)];
    if (type !== undefined) files.set(`/${path}`, await readStaticFile(join(directory, path), type));
  }
  return {
    has: path => files.has(path),
    serve: (path, request, response) => {
      const file = files.get(path);
      if (file !== undefined) serveFile(file, path.startsWith(HASHED), request, response);
    },
  };
}

async function listPaths(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => entry.isFile())
      .map(entry => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
      .filter(path => !path.split('/').some(part => part.startsWith('.')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readStaticFile(file: string, type: string): Promise<StaticFile> {
  const encodings = new Map<Encoding, StoredForm>();
  let tag = '';
  for (const [suffix, encoding] of FORMS) {
    const content = await readFile(file + suffix).catch(() => undefined);
    if (content === undefined) continue;
    encodings.set(encoding, { file: file + suffix, size: content.length });
    if (encoding === 'identity') tag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  }
  return { file, type, tag, encodings };
}

function serveFile(
  { type, tag, encodings }: StaticFile,
  isHashed: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [encoding, form] = chooseForm(encodings, request.headers['accept-encoding']);
  // A tag names one sequence of bytes, so each encoding has its own (RFC 9110 §8.8.3).
  const entityTag = `"${tag}-${encoding}"`;
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('ETag', entityTag);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  if (request.headers['if-none-match'] === entityTag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'Content-Length': form.size });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(form.file)
      .on('error', () => response.destroy())
      .pipe(response);
}

function chooseForm(
  encodings: ReadonlyMap<Encoding, StoredForm>,
  accepted: string | string[] | undefined,
): readonly [Encoding, StoredForm] {
  const names = new Set(
    String(accepted ?? '')
      .split(',')
      .filter(one => !/;\s*q=0(?:\.0*)?\s*$/.test(one))
      .map(one => one.replace(/;.*$/, '').trim()),
  );
  for (const [encoding, form] of encodings) {
    if (encoding === 'identity' || names.has(encoding)) return [encoding, form];
  }
  throw new Error('a listed file has no plain form');
}
