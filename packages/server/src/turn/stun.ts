/**
 * STUN messages: as much of RFC 8489 as it takes to ask a relay whether it is alive and to open an allocation on it
 * (RFC 8656). Encoding never fails; decoding answers undefined to anything that is not a well-formed message.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Message types used here: method and class combined (RFC 8489 section 5, RFC 8656 section 17). */
export const STUN_TYPE = {
  bindingRequest: 0x0001,
  bindingSuccess: 0x0101,
  allocateRequest: 0x0003,
  allocateSuccess: 0x0103,
  allocateError: 0x0113,
  refreshRequest: 0x0004,
  createPermissionRequest: 0x0008,
  createPermissionSuccess: 0x0108,
} as const;

/** Attribute types used here (RFC 8489 section 18.3, RFC 8656 section 18). */
export const STUN_ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedTransport: 0x0019,
  xorMappedAddress: 0x0020,
  fingerprint: 0x8028,
} as const;

/** One type-length-value; `value` without its padding. */
export interface StunAttribute {
  readonly type: number;
  readonly value: Buffer;
}

/** A message without its integrity and fingerprint attributes' meaning checked, except where stated. */
export interface StunMessage {
  readonly type: number;
  /** 12 bytes that tie an answer to its request. */
  readonly transaction: Buffer;
  readonly attributes: readonly StunAttribute[];
}

/** An IPv4 or IPv6 transport address. */
export interface StunAddress {
  readonly address: string;
  readonly port: number;
}

const HEADER_LENGTH = 20;
const MAGIC_COOKIE = 0x2112a442;
/** RFC 8489 section 14.7: keeps the checksum from matching another protocol's. */
const FINGERPRINT_XOR = 0x5354554e;
const INTEGRITY_LENGTH = 24;
const FINGERPRINT_LENGTH = 8;

/** The bytes of a message, with MESSAGE-INTEGRITY when a key is given and always with FINGERPRINT. */
export function encodeStun(message: StunMessage, key?: Buffer): Buffer {
  const plain = Buffer.concat([encodeHeader(message), ...message.attributes.map(encodeAttribute)]);
  const guarded = key === undefined ? withLength(plain, 0) : appendIntegrity(plain, key);
  const counted = withLength(guarded, FINGERPRINT_LENGTH);
  const value = Buffer.alloc(4);
  value.writeUInt32BE(fingerprintOf(counted));
  return Buffer.concat([counted, encodeAttribute({ type: STUN_ATTRIBUTE.fingerprint, value })]);
}

/** The message in a datagram; undefined if it is none or its fingerprint is wrong. */
export function decodeStun(datagram: Buffer): StunMessage | undefined {
  if (datagram.length < HEADER_LENGTH || datagram.readUInt32BE(4) !== MAGIC_COOKIE) return undefined;
  const length = datagram.readUInt16BE(2);
  if (length % 4 !== 0 || datagram.length !== HEADER_LENGTH + length) return undefined;
  const attributes = decodeAttributes(datagram);
  if (attributes === undefined || !isFingerprintRight(datagram, attributes)) return undefined;
  return { type: datagram.readUInt16BE(0), transaction: datagram.subarray(8, HEADER_LENGTH), attributes };
}

/** Whether a datagram's MESSAGE-INTEGRITY (RFC 8489 section 14.5) was made with this key. */
export function isIntegrityRight(datagram: Buffer, key: Buffer): boolean {
  let offset = HEADER_LENGTH;
  while (offset + 4 <= datagram.length) {
    const length = datagram.readUInt16BE(offset + 2);
    if (datagram.readUInt16BE(offset) === STUN_ATTRIBUTE.messageIntegrity) {
      const stated = datagram.subarray(offset + 4, offset + 4 + length);
      const expected = integrityOf(datagram.subarray(0, offset), key);
      return stated.length === expected.length && timingSafeEqual(stated, expected);
    }
    offset += 4 + padded(length);
  }
  return false;
}

/** The key of the long-term mechanism: MD5 over user name, realm and password (RFC 8489 section 9.2.2). */
export function longTermKey(username: string, realm: string, password: string): Buffer {
  return createHash('md5').update(`${username}:${realm}:${password}`).digest();
}

/** An attribute's value. */
export function findAttribute(message: StunMessage, type: number): Buffer | undefined {
  return message.attributes.find(attribute => attribute.type === type)?.value;
}

/** The number in an ERROR-CODE attribute, such as 401. */
export function errorCodeOf(message: StunMessage): number | undefined {
  const value = findAttribute(message, STUN_ATTRIBUTE.errorCode);
  return value === undefined || value.length < 4 ? undefined : (value[2] ?? 0) * 100 + (value[3] ?? 0);
}

/** The address in an XOR-…-ADDRESS attribute (RFC 8489 section 14.2). */
export function xorAddressOf(message: StunMessage, type: number): StunAddress | undefined {
  const value = findAttribute(message, type);
  if (value === undefined) return undefined;
  const size = value[1] === 1 ? 4 : value[1] === 2 ? 16 : 0;
  if (size === 0 || value.length !== 4 + size) return undefined;
  const bytes = xored(value.subarray(4), message.transaction);
  const address = size === 4 ? [...bytes].join('.') : ipv6Text(bytes);
  return { address, port: value.readUInt16BE(2) ^ (MAGIC_COOKIE >>> 16) };
}

/** The value of an XOR-…-ADDRESS attribute for an IPv4 address. */
export function xorIpv4Value(target: StunAddress): Buffer {
  const value = Buffer.alloc(8);
  value[1] = 1;
  value.writeUInt16BE(target.port ^ (MAGIC_COOKIE >>> 16), 2);
  xored(Buffer.from(target.address.split('.').map(Number)), Buffer.alloc(12)).copy(value, 4);
  return value;
}

function encodeHeader(message: StunMessage): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeUInt16BE(message.type);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  message.transaction.copy(header, 8);
  return header;
}

function encodeAttribute(attribute: StunAttribute): Buffer {
  const encoded = Buffer.alloc(4 + padded(attribute.value.length));
  encoded.writeUInt16BE(attribute.type);
  encoded.writeUInt16BE(attribute.value.length, 2);
  attribute.value.copy(encoded, 4);
  return encoded;
}

function appendIntegrity(plain: Buffer, key: Buffer): Buffer {
  const value = integrityOf(plain, key);
  return Buffer.concat([plain, encodeAttribute({ type: STUN_ATTRIBUTE.messageIntegrity, value })]);
}

/** Both checks count their own attribute in the length, and nothing after it. */
function integrityOf(before: Buffer, key: Buffer): Buffer {
  return createHmac('sha1', key).update(withLength(before, INTEGRITY_LENGTH)).digest();
}

function fingerprintOf(before: Buffer): number {
  return (crc32(before) ^ FINGERPRINT_XOR) >>> 0;
}

function isFingerprintRight(datagram: Buffer, attributes: readonly StunAttribute[]): boolean {
  const last = attributes.at(-1);
  if (last?.type !== STUN_ATTRIBUTE.fingerprint) return true;
  const before = datagram.subarray(0, datagram.length - FINGERPRINT_LENGTH);
  return last.value.length === 4 && last.value.readUInt32BE() === fingerprintOf(before);
}

function decodeAttributes(datagram: Buffer): readonly StunAttribute[] | undefined {
  const attributes: StunAttribute[] = [];
  let offset = HEADER_LENGTH;
  while (offset < datagram.length) {
    const start = offset + 4;
    if (start > datagram.length) return undefined;
    const length = datagram.readUInt16BE(offset + 2);
    offset += 4 + padded(length);
    if (offset > datagram.length) return undefined;
    attributes.push({
      type: datagram.readUInt16BE(start - 4),
      value: datagram.subarray(start, start + length),
    });
  }
  return attributes;
}

/** A copy whose header counts what is there and `more` bytes to come. */
function withLength(message: Buffer, more: number): Buffer {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(message.length - HEADER_LENGTH + more, 2);
  return copy;
}

function xored(bytes: Buffer, transaction: Buffer): Buffer {
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(MAGIC_COOKIE);
  transaction.copy(mask, 4);
  return Buffer.from(bytes.map((byte, index) => byte ^ (mask[index] ?? 0)));
}

function ipv6Text(bytes: Buffer): string {
  return Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(group * 2).toString(16)).join(':');
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
