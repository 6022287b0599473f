import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUsable, toSendable } from './candidates.ts';

const candidate = (text: string) => ({ candidate: text, sdpMid: '0', sdpMLineIndex: 0 });
const host = candidate('candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0');
const mdns = candidate(
  'candidate:1 1 udp 2122260223 4f2c1c4e-0e2b-4d5e-9d3c-0c7b1f1a2b3c.local 50000 typ host',
);
const srflx = candidate(
  'candidate:2 1 udp 1686052607 198.51.100.4 50000 typ srflx raddr 192.168.1.7 rport 50000',
);
const relay = candidate(
  'candidate:3 1 udp 41885439 203.0.113.9 61000 typ relay raddr 198.51.100.4 rport 50000 generation 0',
);
const end = candidate('');

test('relay only: nothing but relayed candidates leaves, and none of them says whom the relay hides', () => {
  const sendable = [host, mdns, srflx, relay, end].map(each => toSendable(each, true));
  assert.deepEqual(sendable.slice(0, 3), [undefined, undefined, undefined]);
  assert.equal(sendable[4], undefined);
  assert.match(sendable[3]?.candidate ?? '', / typ relay raddr 0\.0\.0\.0 rport 0 generation 0$/);
});

test('relay only: none of the other side’s direct candidates is used', () => {
  assert.deepEqual(
    [host, mdns, srflx, relay, end].map(each => isUsable(each, true)),
    [false, false, false, true, false],
  );
});

test('direct paths: every kind passes, names do not', () => {
  assert.deepEqual(
    [host, mdns, srflx, relay].map(each => isUsable(each, false)),
    [true, true, true, true],
  );
  const named = candidate('candidate:1 1 udp 1 spy.example 5000 typ host');
  assert.equal(isUsable(named, false), false);
  assert.equal(isUsable(candidate('candidate:1 1 udp 1 spy.local 5000 typ relay'), true), false);
});

test('a candidate that smuggles another line, or claims two types, is nothing', () => {
  for (const text of [
    `${relay.candidate}\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host`,
    'candidate:1 1 udp 1 192.0.2.1 9 typ bogus',
    'candidate:1 1 sctp 1 192.0.2.1 9 typ relay',
    'candidate:1 1 udp 1 999.0.2.1 9 typ relay',
    'typ relay',
  ]) {
    assert.equal(isUsable(candidate(text), true), false, text);
  }
});
