import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decodeStun,
  encodeStun,
  errorCodeOf,
  findAttribute,
  isIntegrityRight,
  longTermKey,
  STUN_ATTRIBUTE,
  STUN_TYPE,
  xorAddressOf,
  xorIpv4Value,
} from './stun.ts';

/** RFC 5769 sections 2.1 to 2.4. */
const PASSWORD = Buffer.from('VOkJxbRl1RmTxUk/WvJxBt');
const REQUEST = Buffer.from(
  '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74' +
    '002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020' +
    '000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf',
  'hex',
);
const IPV4_RESPONSE = Buffer.from(
  '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220' +
    '002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96',
  'hex',
);
const IPV6_RESPONSE = Buffer.from(
  '010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220' +
    '002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed41' +
    '80280004c8fb0b4c',
  'hex',
);

test('the sample request of RFC 5769 decodes and its integrity holds', () => {
  const message = decodeStun(REQUEST);
  assert.equal(message?.type, STUN_TYPE.bindingRequest);
  assert.equal(message && findAttribute(message, STUN_ATTRIBUTE.username)?.toString(), 'evtj:h6vY');
  assert.ok(isIntegrityRight(REQUEST, PASSWORD));
  assert.ok(!isIntegrityRight(REQUEST, Buffer.from('another')));
});

test('the sample responses of RFC 5769 carry the mapped addresses', () => {
  const ipv4 = decodeStun(IPV4_RESPONSE);
  assert.deepEqual(ipv4 && xorAddressOf(ipv4, STUN_ATTRIBUTE.xorMappedAddress), {
    address: '192.0.2.1',
    port: 32853,
  });
  const ipv6 = decodeStun(IPV6_RESPONSE);
  assert.deepEqual(ipv6 && xorAddressOf(ipv6, STUN_ATTRIBUTE.xorMappedAddress), {
    address: '2001:db8:1234:5678:11:2233:4455:6677',
    port: 32853,
  });
  assert.ok(isIntegrityRight(IPV4_RESPONSE, PASSWORD));
  assert.ok(isIntegrityRight(IPV6_RESPONSE, PASSWORD));
});

test('the long-term key of RFC 5769 section 2.4 proves its request', () => {
  const key = longTermKey('マトリックス', 'example.org', 'TheMatrIX');
  const request = Buffer.from(
    '000100602112a44278ad3433c6ad72c029da412e00060012e3839ee38388e383aae38383e382afe382b90000' +
      '0015001c662f2f3439396b39353464364f4c33346f4c394653547679363473410014000b6578616d706c652e6f726700' +
      '00080014f67024656dd64a3e02b8e0712e85c9a28ca89666',
    'hex',
  );
  assert.ok(isIntegrityRight(request, key));
});

test('what is encoded decodes to itself, with integrity and fingerprint', () => {
  const peer = { address: '203.0.113.7', port: 54321 };
  const message = {
    type: STUN_TYPE.createPermissionRequest,
    transaction: Buffer.alloc(12, 7),
    attributes: [{ type: STUN_ATTRIBUTE.xorPeerAddress, value: xorIpv4Value(peer) }],
  };
  const datagram = encodeStun(message, PASSWORD);
  const decoded = decodeStun(datagram);
  assert.deepEqual(decoded && xorAddressOf(decoded, STUN_ATTRIBUTE.xorPeerAddress), peer);
  assert.ok(isIntegrityRight(datagram, PASSWORD));
});

test('truncated, altered and foreign datagrams are no messages', () => {
  for (let length = 0; length < REQUEST.length; length++) {
    assert.equal(decodeStun(REQUEST.subarray(0, length)), undefined);
  }
  for (let index = 20; index < REQUEST.length; index++) {
    const altered = Buffer.from(REQUEST);
    altered[index] = (altered[index] ?? 0) ^ 0x40;
    const decoded = decodeStun(altered);
    assert.ok(decoded === undefined || !isFingerprinted(decoded), `byte ${index}`);
  }
  assert.equal(decodeStun(Buffer.from('GET / HTTP/1.1\r\n\r\n')), undefined);
});

test('an error code is read from class and number', () => {
  const value = Buffer.from([0, 0, 4, 37, ...Buffer.from('Mismatch')]);
  const message = {
    type: STUN_TYPE.allocateError,
    transaction: Buffer.alloc(12),
    attributes: [{ type: STUN_ATTRIBUTE.errorCode, value }],
  };
  assert.equal(errorCodeOf(message), 437);
});

/** Flipping a bit of the last attribute's type only makes the message one without a fingerprint. */
function isFingerprinted(message: NonNullable<ReturnType<typeof decodeStun>>): boolean {
  return message.attributes.at(-1)?.type === STUN_ATTRIBUTE.fingerprint;
}
