import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitLinks } from './splitLinks.ts';

const links = (message: string): readonly string[] =>
  splitLinks(message).flatMap(part => (part.kind === 'link' ? [part.text] : []));

test('addresses are found and the rest stays text', () => {
  assert.deepEqual(splitLinks('see https://example.org/a?b=c#d now'), [
    { kind: 'text', text: 'see ' },
    { kind: 'link', text: 'https://example.org/a?b=c#d', href: 'https://example.org/a?b=c#d' },
    { kind: 'text', text: ' now' },
  ]);
});

test('punctuation behind an address is not part of it', () => {
  assert.deepEqual(links('(https://example.org), «https://a.example»? https://b.example/x_(y).'), [
    'https://example.org',
    'https://a.example',
    'https://b.example/x_(y)',
  ]);
});

test('only web addresses become links', () => {
  assert.deepEqual(
    links('javascript:alert(1) data:text/html,x file:///etc ftp://a.example mailto:a@b.example'),
    [],
  );
  assert.deepEqual(links('https:// http://?'), []);
});

test('addresses that pretend to be others stay text', () => {
  assert.deepEqual(links('https://bank.example@evil.example/'), []);
  assert.deepEqual(links('https://evil.example/\u202egro.knab'), []);
});

test('whatever comes, the pieces join to the message', () => {
  for (const message of [
    '',
    'a',
    'https://a.example',
    '\n https://a.example.\nhttps://b.example/)',
    'http://[::1',
  ]) {
    assert.equal(
      splitLinks(message)
        .map(part => part.text)
        .join(''),
      message,
    );
  }
});
