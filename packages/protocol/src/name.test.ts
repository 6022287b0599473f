import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPlainName } from './name.ts';
import { decodeLinkRecord, encodeLinkRecord } from './sealed/linkRecord.ts';
import { decodeRoomCard, encodeRoomCard } from './sealed/roomBundle.ts';
import { decodeRoomMember, encodeRoomMember } from './sealed/roomMember.ts';

test('names of all scripts, with emoji, stay as they are', () => {
  const names = [
    'Ada',
    'Zoé Müller-O’Brien',
    'Łukasz “Lu”',
    'محمد',
    'עדה לבלייס',
    'می‌خواهم',
    'क्षेत्रज्ञ',
    'ภัทรพล',
    '山田 太郎',
    '👩‍👩‍👧‍👦 Family',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '❤️',
    '7',
  ];
  for (const name of names) assert.equal(toPlainName(name), name);
});

test('a name is one line without outer spaces', () => {
  assert.equal(toPlainName('  Ada \n\t Lovelace\u2028 '), 'Ada Lovelace');
  assert.equal(toPlainName('Ada\u00a0Lovelace'), 'Ada Lovelace');
});

test('a name of which nothing would be seen is none', () => {
  for (const name of [
    '',
    '   ',
    '\u200b',
    '\u200d\u200c',
    '\u3164',
    '\u2800 \u2800',
    '\u0301',
    '\ufe0f',
    '\u2066\u2069',
  ])
    assert.equal(toPlainName(name), '', JSON.stringify(name));
});

test('what turns the words around a name, hides in it or grows over its line is left out', () => {
  assert.equal(toPlainName('\u202eadA'), 'adA');
  assert.equal(toPlainName('A\u200bd\u00ada\u0007'), 'Ada');
  assert.equal(toPlainName('\ud83dAda'), 'Ada');
  assert.equal(toPlainName(`a${'\u0301'.repeat(40)}b`), `a${'\u0301'.repeat(5)}b`);
});

test('names from others are made plain when they are decoded', () => {
  const name = '\u202eadA\u200b';
  assert.deepEqual(decodeRoomCard(encodeRoomCard({ name })), { ok: true, value: { name: 'adA' } });
  const member = {
    seat: 'AAAAAAAAAAAAAAAAAAAAAA' as never,
    name,
    pseudonym: new Uint8Array(32),
    proof: new Uint8Array(64),
  };
  const decoded = decodeRoomMember(encodeRoomMember(member));
  assert.ok(decoded.ok);
  assert.equal(decoded.value.name, 'adA');
  const bytes = new Uint8Array(32);
  const facts = { adminKey: bytes, r: bytes, hostKey: bytes, hostProof: new Uint8Array(64), version: 1 };
  const terms = { days: 90, once: false, people: 5 };
  const record = { ...facts, terms, name, media: 'video', policy: 'open', hosts: [bytes], bans: [] } as const;
  const read = decodeLinkRecord(encodeLinkRecord({ ...record, hosts: [bytes], bans: [] }));
  assert.ok(read.ok);
  assert.equal(read.value.name, 'adA');
});
