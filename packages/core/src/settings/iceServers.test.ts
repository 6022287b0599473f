import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededSource, mutateBytes, type SeededSource } from '@sotto/protocol/testing/seededBytes';
import {
  type IceAddress,
  type IceAddressProblem,
  iceAddressToLine,
  iceAddressToServer,
  lineToIceAddress,
} from './iceAddress.ts';
import { hasTurn, MAX_ICE_SERVERS, textToIceServers, toIceServers } from './iceServers.ts';

const turn = { scheme: 'turn', port: 3478, transport: 'udp', username: 'u', password: 'p' } as const;

test('addresses are read by the grammar of RFC 7064 and RFC 7065, default ports included', () => {
  const expected: Readonly<Record<string, IceAddress>> = {
    'stun:stun.example.org': { scheme: 'stun', host: 'stun.example.org', port: 3478 },
    'stun:stun.example.org:': { scheme: 'stun', host: 'stun.example.org', port: 3478 },
    'STUNS:Stun.Example.ORG.': { scheme: 'stuns', host: 'stun.example.org', port: 5349 },
    'stun:192.0.2.7:03479': { scheme: 'stun', host: '192.0.2.7', port: 3479 },
    'stun:[2001:DB8::1]': { scheme: 'stun', host: '2001:db8::1', port: 3478 },
    'stun:[::ffff:192.0.2.7]:1': { scheme: 'stun', host: '::ffff:192.0.2.7', port: 1 },
    'stun:büro.example': { scheme: 'stun', host: 'xn--bro-hoa.example', port: 3478 },
    'turn:u:p@relay_1.example': { ...turn, host: 'relay_1.example' },
    'turn:u:p@host?transport=TCP': { ...turn, host: 'host', transport: 'tcp' },
    'turns:u:p@host': { ...turn, scheme: 'turns', host: 'host', port: 5349, transport: 'tcp' },
    'turns:u:p@[::1]:443?transport=udp': { ...turn, scheme: 'turns', host: '::1', port: 443 },
  };
  for (const [line, address] of Object.entries(expected))
    assert.deepEqual(lineToIceAddress(line), { ok: true, value: address }, line);
});

test('user and password may be plain or escaped and hold any symbol', () => {
  const read = (credentials: string) => {
    const address = lineToIceAddress(`turn:${credentials}@host`);
    return address.ok && 'username' in address.value
      ? [address.value.username, address.value.password]
      : address;
  };
  assert.deepEqual(read('ann:a:b@c/d?e#f&g=[h]'), ['ann', 'a:b@c/d?e#f&g=[h]']);
  assert.deepEqual(read('1790000000%3Aopaque:c2Vjcm%2B0=='), ['1790000000:opaque', 'c2Vjcm+0==']);
  assert.deepEqual(read('%C3%A9lise:100% s%fre%'), ['élise', '100% s%fre%']);
  assert.deepEqual(read('élise:%ff%41'), ['élise', '%ff%41']);
  assert.deepEqual(read('/u?x#:p'), ['/u?x#', 'p']);
});

test('what is wrong has a reason', () => {
  const long = 'x'.repeat(509);
  const expected: Readonly<Record<string, IceAddressProblem>> = {
    'stun.example.org': 'unknownScheme',
    'https://example.org': 'unknownScheme',
    'constructor:host': 'unknownScheme',
    'stun://stun.example.org': 'slashes',
    'turn://u:p@host': 'slashes',
    'stun:': 'badHost',
    'stun::3478': 'badHost',
    'stun:a..b': 'badHost',
    'stun:-a.example': 'badHost',
    'stun:host/path': 'badHost',
    'stun:host name': 'badHost',
    'stun:host # comment': 'badHost',
    'stun:a.example,stun:b.example': 'badHost',
    'stun:256.0.0.1': 'badHost',
    'stun:1.2.3': 'badHost',
    'stun:0x7f.1': 'badHost',
    'stun:[1.2.3.4]': 'badHost',
    'stun:[::1%25eth0]': 'badHost',
    'stun:[1::2::3]': 'badHost',
    'stun:[1:2:3:4:5:6:7]': 'badHost',
    'stun:[1:2:3:4:5:6:7::8]': 'badHost',
    'stun:[::1': 'badHost',
    'stun:[::1]3478': 'badHost',
    'stun:a\u0000b': 'badHost',
    'stun:2001:db8::1': 'bracketsMissing',
    'stun:2001:db8::1:3478': 'bracketsMissing',
    'turn:u:p@::1?transport=udp': 'bracketsMissing',
    'stun:host:0': 'badPort',
    'stun:host:65536': 'badPort',
    'stun:host:+1': 'badPort',
    'stun:host:3478:1': 'badPort',
    'turn:u:p@host?transport=sctp': 'badTransport',
    'turn:u:p@host?': 'badTransport',
    'turn:u:p@host?transport=udp&x=1': 'badTransport',
    'turn:host:3478': 'missingCredentials',
    'turn:u@host': 'missingCredentials',
    'turn:@host': 'missingCredentials',
    'turn::p@host': 'badCredentials',
    'turn:u:@host': 'badCredentials',
    'turn:u%0A:p@host': 'badCredentials',
    'turn:u:\ud800@host': 'badCredentials',
    [`turn:${long}:p@host`]: 'badCredentials',
    'stun:u:p@host': 'stunWithCredentials',
    'stun:host?transport=udp': 'stunWithTransport',
    [`stun:${'a'.repeat(2048)}`]: 'tooLong',
  };
  for (const [line, code] of Object.entries(expected))
    assert.deepEqual(lineToIceAddress(line), { ok: false, code }, line.slice(0, 80));
});

test('a list has comments, blank lines, named duplicates and a limit', () => {
  const list = textToIceServers(
    [
      '# mine',
      '',
      ' stun:a.example ',
      'turn:b.example',
      'STUN:A.example:3478',
      'turn:u:p@c',
      'turn:u:q@C:3478',
    ].join('\r\n'),
  );
  assert.deepEqual(
    list.lines.map(({ line }) => line),
    [3, 6],
  );
  assert.deepEqual(list.problems, [
    { line: 4, reason: 'missingCredentials' },
    { line: 5, reason: 'duplicate', sameAs: 3 },
    { line: 7, reason: 'duplicate', sameAs: 6 },
  ]);
  assert.equal(hasTurn(list), true);
  assert.deepEqual(toIceServers(list), [
    { urls: ['stun:a.example:3478'] },
    { urls: ['turn:c:3478?transport=udp'], username: 'u', credential: 'p' },
  ]);
  const many = textToIceServers(
    Array.from({ length: MAX_ICE_SERVERS + 1 }, (_, index) => `stun:${index}.example`).join('\n'),
  );
  assert.deepEqual(many.problems, [{ line: MAX_ICE_SERVERS + 1, reason: 'tooMany' }]);
  assert.equal(hasTurn(many), false);
  assert.deepEqual(textToIceServers('\n# nothing\n'), { lines: [], problems: [] });
});

const SAMPLES = [
  'stun:stun.example.org:3478',
  'stuns:[2001:db8::7]:443',
  'turn:user:password@host.example:3478?transport=udp',
  'turns:1790000000%3Aid:p%40ss:w/rd?#@[::ffff:1.2.3.4]?transport=tcp',
  '# comment\nturn:é:%F0%9F%94%91@büro.example\n\nstun:192.0.2.1',
];

test('100,000 damaged lists never throw, and what is read prints and reads back as the same', () => {
  const source = createSeededSource(7064);
  let addresses = 0;
  for (let round = 0; round < 100_000; round += 1) {
    const text = damagedText(source);
    const list = textToIceServers(text);
    addresses += list.lines.length;
    const printed = list.lines.map(({ address }) => iceAddressToLine(address)).join('\n');
    const again = textToIceServers(printed);
    assert.deepEqual(again.problems, [], text);
    assert.deepEqual(
      again.lines.map(({ address }) => address),
      list.lines.map(({ address }) => address),
      text,
    );
    for (const { address } of list.lines) assertCanonical(address);
  }
  assert.ok(addresses > 20_000, `${addresses} addresses`);
});

function damagedText(source: SeededSource): string {
  const sample = SAMPLES[source.number(SAMPLES.length)] ?? '';
  if (source.number(3) > 0)
    return new TextDecoder().decode(mutateBytes(source, new TextEncoder().encode(sample)));
  // Whole characters of the grammar find more than single bits do.
  const symbols = ':@/?#[]%.=&\n 09afz-_é';
  const at = source.number(sample.length + 1);
  const symbol = symbols[source.number(symbols.length)] ?? '';
  return sample.slice(0, at) + symbol + sample.slice(at + source.number(3));
}

/** What a peer connection is given can be read in one way only. */
function assertCanonical(address: IceAddress): void {
  const [url = ''] = iceAddressToServer(address).urls;
  assert.match(url, /^(?:stuns?|turns?):(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\]):\d+(?:\?transport=(?:udp|tcp))?$/);
  assert.match(iceAddressToLine(address), /^[!-~]+$/);
}
