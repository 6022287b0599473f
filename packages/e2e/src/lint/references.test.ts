/** What pages and comments point to exists: files, pages, and the sections of the protocol's pages. */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '../../../..');
const PAGES = ['*.md', 'docs/*.md', 'spec/*.md'];
const SOURCES = [
  'packages/*/{src,build,fixtures}/**/*.{ts,tsx,css}',
  'packages/*/*.ts',
  'bench/*.ts',
  'scripts/**/*.{ts,mjs}',
];

const pages = await readAll(PAGES);
const sources = await readAll(SOURCES);
const files = [...pages.keys(), ...sources.keys()];
const names = new Set(files.map(file => basename(file)));

test('links between pages lead somewhere', async () => {
  const broken: string[] = [];
  for (const [page, text] of pages)
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      const path = join(dirname(page), target);
      if ((await Array.fromAsync(glob(path, { cwd: ROOT }))).length === 0) broken.push(`${page}: ${target}`);
    }
  assert.deepEqual(broken, []);
});

test('files and folders that pages and comments name exist', () => {
  const unknown = [...pages, ...sources].flatMap(([file, text]) =>
    toNamedPaths(text)
      .filter(path => !isThere(path))
      .map(path => `${file}: ${path}`),
  );
  assert.deepEqual(unknown, []);
});

test('the guide to the code tells of every folder', () => {
  const guide = pages.get('ARCHITECTURE.md') ?? '';
  const folders = [...sources.keys()].flatMap(file => /^packages\/(\w+\/src\/\w+)\//.exec(file)?.[1] ?? []);
  const isTold = (folder: string) => guide.includes(folder) || guide.includes(`\`${basename(folder)}\``);
  assert.deepEqual(
    [...new Set(folders)].filter(folder => !isTold(folder)),
    [],
  );
});

test('sections of the protocol’s pages that comments and pages name exist', () => {
  const found = [...pages, ...sources].flatMap(([file, text]) =>
    toNamedSections(text).map(({ page, section }) => ({ file, page, section })),
  );
  assert.ok(found.length > 100, 'sections are found');
  const unknown = found.filter(({ page, section }) => !hasSection(page, section));
  assert.deepEqual(unknown, []);
});

/** What is written as code and has the form of a path here. Contributors' examples and patterns are none. */
function toNamedPaths(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`([\w./@-]+)`/g)].map(([, name = '']) => name);
  return quoted.filter(name =>
    /^(?!x\.)[\w./@-]+\.(ts|tsx|mjs|css)$|^(core|web|server|protocol|e2e)\/src/.test(name),
  );
}

/** Names without a folder may stand for a file anywhere; those with one leave out as much as the reader can guess. */
function isThere(path: string): boolean {
  const plain = path.replace(/^(\.\.?\/)+|^@sotto\//, '');
  if (!plain.includes('/')) return names.has(plain);
  return files.some(file => `/${file}`.endsWith(`/${plain}`) || file.includes(`/${plain}/`));
}

function toNamedSections(text: string): readonly { readonly page: string; readonly section: string }[] {
  const flat = text.replace(/\n\s*(\*|\/\/)?\s*/g, ' ');
  const found = flat.matchAll(/\b([\w-]+\.md)`?(?:\]\([^)]*\))?(?:,| \() ?"([^"]+)"/g);
  return [...found].map(([, page = '', section = '']) => ({ page: `spec/${page}`, section }));
}

/** A heading, or the bold words with which a paragraph begins. */
function hasSection(page: string, section: string): boolean {
  const lines = (pages.get(page) ?? '').split('\n');
  return lines.some(line => /^#+ (.*)$/.exec(line)?.[1] === section || line.includes(`**${section}.**`));
}

async function readAll(patterns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const paths = (await Array.fromAsync(glob(patterns, { cwd: ROOT }))).toSorted();
  const read = async (path: string) => [path, await readFile(resolve(ROOT, path), 'utf8')] as const;
  return new Map(await Promise.all(paths.map(read)));
}
