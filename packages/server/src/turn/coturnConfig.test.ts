import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CoturnSettings, coturnConfig } from './coturnConfig.ts';

const settings: CoturnSettings = {
  secret: 'north',
  port: 3478,
  relayIp: '10.0.0.5',
  portRange: [49_152, 65_535],
  directory: '/data',
};

test('the relay is closed to strangers, writes nothing down and relays UDP only', () => {
  const lines = linesOf({});
  const must = [
    'use-auth-secret',
    'static-auth-secret=north',
    'no-cli',
    'no-tcp-relay',
    'no-multicast-peers',
  ];
  for (const line of [
    ...must,
    'stale-nonce=600',
    'fingerprint',
    'log-file=/dev/null',
    'no-stdout-log',
    'no-tls',
  ]) {
    assert.ok(lines.includes(line), line);
  }
});

test('its own address is the one exception among private peers', () => {
  assert.deepEqual(allowedIn(linesOf({})), ['10.0.0.5']);
  assert.deepEqual(allowedIn(linesOf({ externalIp: '203.0.113.5' })), ['10.0.0.5', '203.0.113.5']);
});

test('loopback peers are allowed only where loopback is all there is', () => {
  assert.ok(!linesOf({}).includes('allow-loopback-peers'));
  assert.ok(linesOf({ relayIp: '127.0.0.1' }).includes('allow-loopback-peers'));
});

test('no denied range begins with the any-address, which would deny every IPv4 peer', () => {
  const denied = linesOf({}).filter(line => line.startsWith('denied-peer-ip='));
  assert.ok(denied.length > 20);
  assert.ok(!denied.some(line => line.startsWith('denied-peer-ip=::-')));
});

test('TLS and an unprivileged user are set where they are given', () => {
  const lines = linesOf({ tls: { certFile: '/c.pem', keyFile: '/k.pem', port: 5349 }, user: 'turnserver' });
  for (const line of ['cert=/c.pem', 'pkey=/k.pem', 'tls-listening-port=5349', 'proc-user=turnserver']) {
    assert.ok(lines.includes(line), line);
  }
  assert.ok(!lines.includes('no-tls'));
});

function linesOf(changes: Partial<CoturnSettings>): readonly string[] {
  return coturnConfig({ ...settings, ...changes }).split('\n');
}

function allowedIn(lines: readonly string[]): readonly string[] {
  return lines.filter(line => line.startsWith('allowed-peer-ip=')).map(line => line.split('=')[1] ?? '');
}
