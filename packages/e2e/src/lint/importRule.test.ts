/** Proves that the linter bites: files that break the import rule (ARCHITECTURE.md) are planted in a copy and found. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const BIOME = join(ROOT, 'node_modules/.bin/biome');
const PACKAGES = ['protocol', 'core', 'server', 'web', 'e2e'];

interface Planted {
  readonly path: string;
  readonly source: string;
}

/** Each breaks the rule in a way of its own. */
const FORBIDDEN: readonly Planted[] = [
  importing('protocol/src/a1.ts', '@sotto/core/call/x'),
  importing('protocol/src/a2.ts', '../../core/src/call/x.ts'),
  importing('protocol/src/a3.ts', 'node:crypto'),
  importing('core/src/call/b1.ts', '@sotto/server/serve'),
  importing('core/src/call/b2.ts', '@sotto/web/session'),
  importing('core/src/call/b3.ts', '../../../web/src/session.ts'),
  importing('core/src/call/b4.ts', 'node:fs'),
  importing('core/src/call/b5.test.ts', '@sotto/server/serve'),
  importing('server/src/c1.ts', '@sotto/core/call/x'),
  importing('server/src/c2.test.ts', '@sotto/web/session'),
  importing('server/src/http/c3.ts', '../../../core/src/call/x.ts'),
  importing('web/src/call/d1.ts', '../contact/x.ts'),
  importing('web/src/call/deep/d2.ts', '../../settings/x.ts'),
  importing('web/src/join/d3.ts', '../link/x.ts'),
  importing('web/src/room/d7.ts', '../call/x.ts'),
  importing('web/src/link/d8.ts', '../transfer/x.ts'),
  importing('web/src/inCall/d9.ts', '../room/x.ts'),
  importing('web/src/call/d4.ts', '@sotto/server/serve'),
  importing('web/src/ui/d5.ts', 'node:path'),
  { path: 'packages/web/src/d6.ts', source: `export const load = () => import('@sotto/server/serve');\n` },
  {
    path: 'packages/core/src/e1.ts',
    source: 'export const wait = (act: () => void) => setTimeout(act, 1);\n',
  },
  { path: 'packages/core/src/e2.ts', source: 'export const now = () => Date.now();\n' },
  { path: 'packages/core/src/e3.ts', source: 'export const title = () => document.title;\n' },
  { path: 'packages/core/src/e4.ts', source: 'export const peer = () => new RTCPeerConnection();\n' },
  { path: 'packages/protocol/src/e5.ts', source: `export const load = () => indexedDB.open('x');\n` },
  {
    path: 'packages/core/src/f1.ts',
    source: `export { one as two } from './f2.ts';\nexport const three = 3;\n`,
  },
  { path: 'packages/core/src/f2.ts', source: `export { three as one } from './f1.ts';\n` },
];

/** What the rule must leave alone. */
const ALLOWED: readonly Planted[] = [
  importing('core/src/call/g1.ts', '@sotto/protocol/result'),
  importing('core/src/call/g2.test.ts', 'node:test'),
  importing('server/src/g3.ts', '@sotto/protocol/result'),
  importing('server/src/g4.ts', 'node:fs'),
  importing('web/src/call/g5.ts', '../ui/x.ts'),
  importing('web/src/call/g6.ts', '@sotto/core/contact/x'),
  importing('web/src/app/g7.ts', '../call/x.ts'),
  importing('web/src/room/g9.ts', '../inCall/x.ts'),
  importing('e2e/src/g8.ts', '@sotto/server/serve'),
];

/** Folders of the app that features share, and `app`, which puts the features together. */
const SHARED = [
  'app',
  'inCall',
  'locale',
  'platform',
  'ring',
  'style',
  'trackEffect',
  'ui',
  'words',
  'worker',
];

let directory: string;
let complaints: ReadonlyMap<string, readonly string[]>;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sotto-lint-'));
  await writeConfig();
  for (const name of PACKAGES) {
    await write(
      `packages/${name}/package.json`,
      await readFile(join(ROOT, `packages/${name}/package.json`), 'utf8'),
    );
  }
  for (const { path, source } of [...FORBIDDEN, ...ALLOWED]) await write(path, source);
  complaints = await lint();
});

after(() => rm(directory, { recursive: true }));

test('every planted file that breaks the rule is found', () => {
  const missed = FORBIDDEN.filter(({ path }) => !complaints.has(path));
  assert.deepEqual(missed, []);
});

test('what the rule allows is left alone', () => {
  const blamed = ALLOWED.filter(({ path }) => complaints.has(path)).map(({ path }) => [
    path,
    complaints.get(path),
  ]);
  assert.deepEqual(blamed, []);
});

test('every folder of the app is a feature that the rule names, or one that features share', async () => {
  const config = await readFile(join(ROOT, 'biome.json'), 'utf8');
  const features = new Set([...config.matchAll(/"\.\.\/(\w+)\/\*\*"/g)].map(([, name = '']) => name));
  const entries = await readdir(join(ROOT, 'packages/web/src'), { withFileTypes: true });
  const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(folders.toSorted(), [...features, ...SHARED].toSorted());
});

/** A file below `packages/` with one import. */
function importing(path: string, specifier: string): Planted {
  return { path: `packages/${path}`, source: `import { x } from '${specifier}';\n\nexport const y = x;\n` };
}

/** The project's own rules, without the parts that need a repository. */
async function writeConfig(): Promise<void> {
  const config = JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8'));
  await write('biome.json', JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }));
}

async function write(path: string, text: string): Promise<void> {
  const file = join(directory, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The rules that were broken, by file. */
async function lint(): Promise<ReadonlyMap<string, readonly string[]>> {
  const output = await new Promise<string>(resolve => {
    const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
    execFile(BIOME, args, { cwd: directory, maxBuffer: 1 << 24 }, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output.slice(output.indexOf('{')));
  const byFile = new Map<string, string[]>();
  for (const { category, location } of diagnostics) {
    if (!/noRestricted|noImportCycles/.test(category)) continue;
    const path = typeof location.path === 'string' ? location.path : location.path.file;
    byFile.set(path, [...(byFile.get(path) ?? []), category]);
  }
  return byFile;
}
