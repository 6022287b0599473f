import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMarkers, idMarkers, textMarker } from './markers.ts';

const SECRET = 'Überraschung für Ärzte';
const marker = textMarker('secret', SECRET);

/** Ways in which a secret could be written down, in the middle of other things. */
const PLANTED: Readonly<Record<string, (secret: Buffer) => Buffer>> = {
  'UTF-8': secret => secret,
  hex: secret => Buffer.from(secret.toString('hex')),
  'upper-case hex': secret => Buffer.from(secret.toString('hex').toUpperCase()),
  'UTF-16 LE': secret => Buffer.from(secret.toString(), 'utf16le'),
  'UTF-16 BE': secret => Buffer.from(secret.toString(), 'utf16le').swap16(),
  JSON: secret => Buffer.from(JSON.stringify({ text: secret.toString() })),
  URL: secret => Buffer.from(`/x?y=${encodeURIComponent(secret.toString())}`),
};

for (const [form, plant] of Object.entries(PLANTED)) {
  test(`a secret is found as ${form}`, () => {
    const bytes = Buffer.concat([
      Buffer.from([1, 2, 3, 255]),
      plant(Buffer.from(SECRET)),
      Buffer.from([0, 9]),
    ]);
    assert.notDeepEqual(findMarkers([marker], [{ where: 'here', bytes }]), []);
  });
}

for (const form of ['base64', 'base64url'] as const) {
  test(`a secret is found in ${form}, wherever it begins and ends`, () => {
    for (const before of ['', 'a', 'ab', 'abc', 'abcd']) {
      for (const after of ['', 'x', 'xy', 'xyz']) {
        const bytes = Buffer.from(Buffer.from(`${before}${SECRET}${after}`).toString(form));
        const found = findMarkers([marker], [{ where: 'here', bytes }]);
        assert.notDeepEqual(found, [], `between ${before.length} and ${after.length} bytes`);
      }
    }
  });
}

test('an id is found as it is written and as its bytes', () => {
  const id = 'AQIDBAUGBwgJCgsMDQ4PEA';
  const raw = Buffer.from(id, 'base64url');
  for (const bytes of [Buffer.from(`x${id}y`), Buffer.concat([raw, raw]), Buffer.from(raw.toString('hex'))]) {
    assert.notDeepEqual(findMarkers(idMarkers('id', id), [{ where: 'here', bytes }]), []);
  }
});

test('nothing is found where nothing is, and what could be met by chance is refused', () => {
  const bytes = crypto.getRandomValues(Buffer.alloc(65_536));
  assert.deepEqual(findMarkers([marker], [{ where: 'noise', bytes }]), []);
  assert.throws(() => textMarker('short', 'Ada'), RangeError);
});
