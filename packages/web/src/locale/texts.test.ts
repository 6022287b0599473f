/** Finds texts that are missing, unused, untranslated or badly set, in every language. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { texts as english } from './en/texts.ts';
import { texts as french } from './fr/texts.ts';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
/** Texts that are rightly the same in both languages. */
const SAME = new Set([
  'app.name',
  'contact.list',
  'composer.label',
  'item.summary',
  'call.shortcut',
  'ring.vibration',
  'ring.notifications',
]);
const keys = Object.keys(english) as (keyof typeof english)[];

async function readSource(): Promise<string> {
  const files = await readdir(SOURCE, { recursive: true });
  const own = files.filter(file => /\.tsx?$/.test(file) && !/locale\/(en|fr)\/|\.test\.ts$/.test(file));
  return (await Promise.all(own.map(file => readFile(join(SOURCE, file), 'utf8')))).join('\n');
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '').sort();
}

test('every key exists in both languages', () => {
  assert.deepEqual(Object.keys(french).sort(), Object.keys(english).sort());
});

test('no text is empty, and placeholders agree', () => {
  for (const key of keys) {
    assert.notEqual(french[key].trim(), '', key);
    assert.deepEqual(placeholders(french[key]), placeholders(english[key]), key);
  }
});

test('every text is translated', () => {
  const untranslated = keys.filter(key => french[key] === english[key] && !SAME.has(key));
  assert.deepEqual(untranslated, []);
});

test('every text is used', async () => {
  const source = await readSource();
  const isUsed = (key: string): boolean => source.includes(`'${key}'`);
  assert.deepEqual(
    keys.filter(key => !isUsed(key) && !isUsed(key.replace(/\.(one|other)$/, ''))),
    [],
  );
});

test('French punctuation is preceded by a no-break space, quotes are guillemets, apostrophes are curly', () => {
  for (const key of keys) {
    assert.doesNotMatch(french[key], /(?<![\u202f])[;?!]/u, key);
    assert.doesNotMatch(french[key], /(?<!\u00a0):/u, key);
    assert.doesNotMatch(french[key], /«(?!\u00a0)|(?<!\u00a0)»|["']|\.\.\./u, key);
  }
});

test('English is set with real ellipses and quotes', () => {
  for (const key of keys) assert.doesNotMatch(english[key], /["']|\.\.\./, key);
});
