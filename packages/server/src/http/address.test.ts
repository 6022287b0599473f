import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { addressToNetwork, requestToAddress } from './address.ts';

test('IPv4 counts alone, IPv6 by its /64', () => {
  const rows: readonly (readonly [address: string, network: string])[] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['nonsense', 'unknown'],
  ];
  for (const [address, network] of rows) assert.equal(addressToNetwork(address), network, address);
});

test('only a trusted proxy is believed, and only what it wrote itself', () => {
  const request = {
    socket: { remoteAddress: '10.0.0.1' },
    headers: { 'x-forwarded-for': '1.1.1.1, 203.0.113.9' },
  } as unknown as IncomingMessage;
  assert.equal(requestToAddress(request, false), '10.0.0.1');
  assert.equal(requestToAddress(request, true), '203.0.113.9');
});
