import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { packFolder } from './packSource.ts';

const LONG = `packages/web/src/${'a-folder-with-a-name/'.repeat(5)}file.ts`;
const SOURCE = ['LICENSE', 'README.md', 'package.json', 'packages/web/src/main.ts', 'spec/frames.md', LONG];
/** What an operator may keep in the same folder. */
const PRIVATE = [
  '.env',
  '.npmrc',
  'key.pem',
  'credentials.json',
  '.data/secret.json',
  'certs/key.md',
  'packages/server/key.pem',
  'packages/server/.env',
  'packages/web/.secret/x.ts',
  'packages/web/node_modules/x/index.ts',
  'packages/web/dist/index.html',
];

test('the archive holds the source, which unpacks as it was, and nothing that is private', async context => {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-source-'));
  context.after(() => rm(folder, { recursive: true }));
  const root = join(folder, 'project');
  for (const path of [...SOURCE, ...PRIVATE]) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), path.repeat(40));
  }
  const archive = join(folder, 'source.tgz');
  const packed = await packFolder(root);
  await writeFile(archive, packed);
  const names = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n');
  assert.deepEqual(
    names,
    SOURCE.toSorted().map(path => `sotto/${path}`),
  );
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  for (const path of SOURCE) {
    assert.equal(await readFile(join(folder, 'sotto', path), 'utf8'), path.repeat(40));
  }
  assert.deepEqual(await packFolder(root), packed, 'the same source makes the same archive');
});
