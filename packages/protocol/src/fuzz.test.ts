import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToInviteToken } from './link/inviteLink.ts';
import type { Result } from './result.ts';
import { decodeChannelMessage, encodeChannelMessage } from './sealed/channelMessage.ts';
import {
  decodeEnvelope,
  decodeIntroduction,
  decodeInvitationRecord,
  encodeEnvelope,
  encodeIntroduction,
  encodeInvitationRecord,
} from './sealed/invitationRecord.ts';
import { decodeLinkNote, decodeLinkNoteBox, encodeLinkNote, encodeLinkNoteBox } from './sealed/linkNote.ts';
import { padContent, unpadContent } from './sealed/padding.ts';
import { decodeSealedMessage, encodeSealedMessage } from './sealed/sealedMessage.ts';
import {
  CHANNEL_SAMPLES,
  CLIENT_SAMPLES,
  ENVELOPE_SAMPLES,
  INTRODUCTION_SAMPLE,
  LINK_NOTE_BOX_SAMPLE,
  LINK_NOTE_SAMPLES,
  RECORD_SAMPLE,
  SEALED_SAMPLES,
  SERVER_SAMPLES,
} from './testing/samples.ts';
import { createSeededSource, mutateBytes } from './testing/seededBytes.ts';
import { decodeClientMessage, encodeClientMessage } from './wire/clientMessage.ts';
import { decodeServerMessage, encodeServerMessage } from './wire/serverMessage.ts';

const INPUTS_PER_DECODER = 100_000;

/** A decoder together with well-formed inputs, and the encoder that gives what it accepted back. */
interface Target {
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  readonly decode: (bytes: Uint8Array) => Result<unknown, 'malformed'>;
  readonly encode: (value: never) => Uint8Array;
}

const TARGETS: readonly Target[] = [
  {
    name: 'client message',
    samples: CLIENT_SAMPLES.map(encodeClientMessage),
    decode: decodeClientMessage,
    encode: encodeClientMessage,
  },
  {
    name: 'server message',
    samples: SERVER_SAMPLES.map(encodeServerMessage),
    decode: decodeServerMessage,
    encode: encodeServerMessage,
  },
  {
    name: 'sealed message',
    samples: SEALED_SAMPLES.map(encodeSealedMessage),
    decode: decodeSealedMessage,
    encode: encodeSealedMessage,
  },
  {
    name: 'channel message',
    samples: CHANNEL_SAMPLES.map(encodeChannelMessage),
    decode: decodeChannelMessage,
    encode: encodeChannelMessage,
  },
  {
    name: 'invitation record',
    samples: [encodeInvitationRecord(RECORD_SAMPLE)],
    decode: decodeInvitationRecord,
    encode: encodeInvitationRecord,
  },
  {
    name: 'introduction',
    samples: [encodeIntroduction(INTRODUCTION_SAMPLE)],
    decode: decodeIntroduction,
    encode: encodeIntroduction,
  },
  {
    name: 'envelope',
    samples: ENVELOPE_SAMPLES.map(encodeEnvelope),
    decode: decodeEnvelope,
    encode: encodeEnvelope,
  },
  {
    name: 'link note',
    samples: LINK_NOTE_SAMPLES.map(encodeLinkNote),
    decode: decodeLinkNote,
    encode: encodeLinkNote,
  },
  {
    name: 'sealed link note',
    samples: [encodeLinkNoteBox(LINK_NOTE_BOX_SAMPLE)],
    decode: decodeLinkNoteBox,
    encode: encodeLinkNoteBox,
  },
];

for (const { name, samples, decode, encode } of TARGETS) {
  test(`the ${name} decoder answers ${INPUTS_PER_DECODER} damaged inputs with a value or a code`, () => {
    const source = createSeededSource(0x5077_0001);
    let accepted = 0;
    for (let i = 0; i < INPUTS_PER_DECODER; i += 1) {
      const sample = samples[i % samples.length] ?? new Uint8Array();
      const decoded = decode(mutateBytes(source, sample));
      if (!decoded.ok) assert.equal(decoded.code, 'malformed');
      else if (accepted++ % 50 === 0) assert.ok(decode(encode(decoded.value as never)).ok);
    }
    assert.ok(accepted < INPUTS_PER_DECODER);
  });
}

test('padding takes any damaged plaintext', () => {
  const source = createSeededSource(0x5077_0002);
  const sample = padContent(source.bytes(50)) ?? new Uint8Array();
  for (let i = 0; i < INPUTS_PER_DECODER; i += 1) {
    const content = unpadContent(mutateBytes(source, sample.subarray(0, 120)));
    assert.ok(content === undefined || content.length <= 130);
  }
});

test('pasted texts give a token of 16 bytes or nothing', () => {
  const source = createSeededSource(0x5077_0003);
  const sample = new TextEncoder().encode('https://sotto.example/invite#AAAAAAAAAAAAAAAAAAAAAA');
  for (let i = 0; i < INPUTS_PER_DECODER; i += 1) {
    const token = textToInviteToken(String.fromCharCode(...mutateBytes(source, sample)));
    assert.ok(token === undefined || token.length === 16);
  }
});
