import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllowedOrigin } from './origin.ts';

test('a page may reach the host it came from and no other', () => {
  const rows: readonly (readonly [origin: string | undefined, host: string, isAllowed: boolean])[] = [
    [undefined, 'a.example', true],
    ['https://a.example', 'a.example', true],
    ['https://a.example', 'a.example:443', true],
    ['http://a.example', 'a.example:80', true],
    ['http://[::1]:8080', '[::1]:8080', true],
    ['https://a.example', 'a.example:80', false],
    ['https://a.example:8443', 'a.example', false],
    ['https://a.example.evil.example', 'a.example', false],
    ['file://a.example', 'a.example', false],
    ['null', 'null', false],
    ['', 'a.example', false],
  ];
  for (const [origin, host, isAllowed] of rows) {
    assert.equal(isAllowedOrigin(origin, host, undefined), isAllowed, `${origin} at ${host}`);
  }
});
