import assert from 'node:assert/strict';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { applyPatches } from './applyPatches.ts';

const PATCH = `Why it is needed.

--- a/lib/main.js
+++ b/lib/main.js
@@ -1,3 +1,4 @@
 one
-two
+zwei
+drei
 four
`;

test('a patch is applied once, and again changes nothing', context => {
  const { patches, modules, file } = arrange(context, '1.2.3', 'one\ntwo\nfour\n');
  applyPatches(patches, modules);
  applyPatches(patches, modules);
  assert.equal(readFileSync(file, 'utf8'), 'one\nzwei\ndrei\nfour\n');
});

test('a file that is shared by a hard link stays as it is for the others', context => {
  const { patches, modules, file } = arrange(context, '1.2.3', 'one\ntwo\nfour\n');
  const shared = join(patches, 'shared.js');
  linkSync(file, shared);
  applyPatches(patches, modules);
  assert.equal(readFileSync(shared, 'utf8'), 'one\ntwo\nfour\n');
});

test('another version, another text, an ambiguous text and a missing package are errors', context => {
  const wrongVersion = arrange(context, '1.2.4', 'one\ntwo\nfour\n');
  assert.throws(() => applyPatches(wrongVersion.patches, wrongVersion.modules), /version 1\.2\.4/);
  const otherText = arrange(context, '1.2.3', 'one\n2\nfour\n');
  assert.throws(() => applyPatches(otherText.patches, otherText.modules), /does not fit/);
  const twice = arrange(context, '1.2.3', 'one\ntwo\nfour\none\ntwo\nfour\n');
  assert.throws(() => applyPatches(twice.patches, twice.modules), /does not fit/);
  assert.throws(() => applyPatches(twice.patches, join(twice.modules, 'none')), /not installed/);
});

function arrange(context: { after(action: () => void): void }, version: string, text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-patch-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const patches = join(folder, 'patches');
  const modules = join(folder, 'node_modules');
  const file = join(modules, '@some', 'thing', 'lib', 'main.js');
  mkdirSync(patches);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(join(patches, '@some+thing@1.2.3.patch'), PATCH);
  writeFileSync(join(modules, '@some', 'thing', 'package.json'), JSON.stringify({ version }));
  writeFileSync(file, text);
  return { patches, modules, file };
}
