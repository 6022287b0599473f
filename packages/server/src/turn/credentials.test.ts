import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CREDENTIAL_LIFETIME_MS, createRelayCredentials, relayUrls } from './credentials.ts';

const place = { relayIp: '203.0.113.9', port: 3478 };

test('the user name carries the expiry in seconds and the credential is its HMAC', () => {
  const made = createRelayCredentials('north', ['turn:a:1'], 1_700_000_000_123, 'Zm9v');
  assert.equal(made.expires, 1_700_000_000_123 + CREDENTIAL_LIFETIME_MS);
  assert.equal(made.username, '1700043200:Zm9v');
  // printf %s 1700043200:Zm9v | openssl dgst -sha1 -hmac north -binary | base64
  assert.equal(made.credential, 'zbmCVew6mpBg6SHQz4sImSg59Hw=');
});

test('URLs name the host the client used, UDP first', () => {
  assert.deepEqual(relayUrls('call.example.org', place), [
    'turn:call.example.org:3478?transport=udp',
    'turn:call.example.org:3478?transport=tcp',
  ]);
});

test('TLS comes last where it is configured', () => {
  const urls = relayUrls('call.example.org', { ...place, tlsPort: 5349 });
  assert.equal(urls.at(-1), 'turns:call.example.org:5349?transport=tcp');
});

test('names that mean this machine become the relay address', () => {
  for (const host of [
    'localhost',
    'LOCALHOST',
    'sotto.localhost',
    '127.0.0.1',
    '127.1.2.3',
    '::1',
    '[::1]',
  ]) {
    assert.equal(relayUrls(host, place)[0], 'turn:203.0.113.9:3478?transport=udp');
  }
});

test('IPv6 addresses are bracketed and nonsense in the host header is not echoed', () => {
  assert.equal(relayUrls('[2001:db8::1]', place)[0], 'turn:[2001:db8::1]:3478?transport=udp');
  for (const host of ['', 'a b', 'x?y', 'a:1', `${'a'.repeat(300)}`, '-', 'user@host']) {
    assert.equal(relayUrls(host, place)[0], 'turn:203.0.113.9:3478?transport=udp');
  }
});
