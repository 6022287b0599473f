import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addAudioNack, cleanDescription } from './sdp.ts';

const FINGERPRINT = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0')).join(':');
const LEVEL = 'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level';

function section(kind: string, mid: number): string[] {
  const protocol = kind === 'application' ? 'UDP/DTLS/SCTP' : 'UDP/TLS/RTP/SAVPF';
  return [
    `m=${kind} 61000 ${protocol} ${kind === 'application' ? 'webrtc-datachannel' : '111'}`,
    'c=IN IP4 203.0.113.9',
    'a=rtcp:9 IN IP4 203.0.113.9',
    'a=candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host',
    'a=end-of-candidates',
    'a=ice-ufrag:abcd',
    `a=fingerprint:sha-256 ${FINGERPRINT.toUpperCase()}`,
    `a=mid:${mid}`,
    ...(kind === 'audio' ? [LEVEL, 'a=rtpmap:111 opus/48000/2'] : []),
  ];
}

function description(
  kinds = ['audio', 'video', 'video', 'audio', 'application'],
  bundle = '0 1 2 3 4',
): string {
  const head = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', `a=group:BUNDLE ${bundle}`];
  return `${[...head, ...kinds.flatMap(section)].join('\r\n')}\r\n`;
}

test('a description of the fixed form gives its fingerprint', () => {
  const checked = cleanDescription(description());
  assert.ok(checked.ok);
  assert.deepEqual([...checked.value.fingerprint], [...Array(32).keys()]);
});

test('lines about codecs that a section does not offer are dropped, because Chromium refuses them', () => {
  const stray = ['a=rtcp-fb:121 nack pli', 'a=fmtp:121 apt=120', 'a=rtpmap:121 VP9/90000'];
  const checked = cleanDescription(
    description().replaceAll('a=mid:1\r\n', ['a=mid:1', ...stray, 'a=rtcp-fb:111 nack', ''].join('\r\n')),
  );
  assert.ok(checked.ok);
  assert.doesNotMatch(checked.value.sdp, /:121/);
  assert.match(checked.value.sdp, /a=rtcp-fb:111 nack/);
});

test('no candidate, address or audio level leaves, and none comes in', () => {
  const checked = cleanDescription(description());
  assert.ok(checked.ok);
  assert.doesNotMatch(checked.value.sdp, /candidate|192\.168|203\.0\.113|61000|audio-level/);
  assert.match(checked.value.sdp, /^v=0\r\n/);
  assert.match(checked.value.sdp, /\r\n$/);
});

test('lost sound is asked for again, once per section', () => {
  const checked = cleanDescription(description());
  assert.ok(checked.ok);
  assert.equal(checked.value.sdp.match(/a=rtcp-fb:111 nack\r\n/g)?.length, 2);
  assert.equal(addAudioNack(checked.value.sdp), checked.value.sdp);
});

test('cleaning twice changes nothing more', () => {
  const once = cleanDescription(description());
  assert.ok(once.ok);
  const twice = cleanDescription(once.value.sdp);
  assert.ok(twice.ok);
  assert.equal(twice.value.sdp, once.value.sdp);
});

test('bundle-only sections keep their port of zero', () => {
  const checked = cleanDescription(description().replaceAll('m=video 61000', 'm=video 0'));
  assert.ok(checked.ok);
  assert.match(checked.value.sdp, /m=video 0 UDP/);
});

test('anything but the four media sections and the data channel in one bundle is refused', () => {
  const good = description();
  const bad = [
    description(['audio', 'video', 'application'], '0 1 2'),
    description(['audio', 'audio', 'video', 'video', 'application']),
    description(['audio', 'video', 'video', 'audio', 'application', 'video'], '0 1 2 3 4 5'),
    description(undefined, '0 1 2 3'),
    good.replaceAll('UDP/TLS/RTP/SAVPF', 'RTP/AVP'),
    good.replace('a=fingerprint:sha-256', 'a=fingerprint:sha-1'),
    good.replace(/:1F/, ':2F'),
    good.replaceAll(/a=fingerprint.*\r\n/g, ''),
    good.replaceAll('a=ice-ufrag:abcd\r\n', ''),
    `${good}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\n`,
    good.replace('v=0', 'v=1'),
    '',
    'x'.repeat(30_000),
  ];
  for (const sdp of bad) assert.equal(cleanDescription(sdp).ok, false, sdp.slice(0, 200));
});

test('attack: a description with no, several or weaker fingerprints is refused', () => {
  const good = description();
  const line = /a=fingerprint:.*\r\n/g;
  const replacements = [
    '',
    'a=fingerprint:sha-1 00:01:02\r\n',
    `a=fingerprint:sha-512 ${FINGERPRINT}\r\n`,
    `a=fingerprint:sha-256 ${FINGERPRINT.slice(0, -3)}\r\n`,
    `a=fingerprint:sha-256 ${FINGERPRINT}:20\r\n`,
    `a=fingerprint:sha-256 ${FINGERPRINT.replace('1f', 'zz')}\r\n`,
    ` a=fingerprint:sha-256 ${FINGERPRINT}\r\n`,
  ];
  for (const each of replacements)
    assert.equal(cleanDescription(good.replaceAll(line, each)).ok, false, each);
  const others = [`sha-256 ${FINGERPRINT.replace('1f', '2f')}`, `sha-512 ${FINGERPRINT}`, 'sha-1 00:01:02'];
  for (const other of others)
    assert.equal(cleanDescription(`${good}a=fingerprint:${other}\r\n`).ok, false, other);
});
