/** The sealed bytes that go into a room (spec/group.md, "Bundles"): under the join key, so that the server reads none. */
import { type Bytes, textToBytes } from '@sotto/protocol/bytes';
import { CARD_SIZES, GROUP_STEP_BYTES, KNOCK_SIZES, MAX_NOTE_BYTES } from '@sotto/protocol/limits';
import { failure, type Result } from '@sotto/protocol/result';
import { padContent, padToStep, unpadContent } from '@sotto/protocol/sealed/padding';
import {
  decodeGroupBundle,
  decodeJoinRequest,
  decodeRoomCard,
  encodeGroupBundle,
  encodeJoinRequest,
  encodeRoomCard,
  type GroupBundle,
  type JoinRequest,
  type RoomCard,
} from '@sotto/protocol/sealed/roomBundle';
import {
  decodeSignedStatement,
  encodeSignedStatement,
  type SignedStatement,
} from '@sotto/protocol/sealed/roomStatement';
import { openBox, sealBox } from '../crypto/aead.ts';
import type { Random } from '../port/random.ts';

/** What seals and opens, for one link. Everybody who holds the link can do both: what counts is signed inside. */
export interface RoomSeals {
  readonly sealRequest: (request: JoinRequest) => Promise<Bytes>;
  readonly openRequest: (bytes: Bytes) => Promise<Result<JoinRequest, 'forged' | 'malformed'>>;
  readonly sealBundle: (bundle: GroupBundle) => Promise<Bytes>;
  readonly openBundle: (bytes: Bytes) => Promise<Result<GroupBundle, 'forged' | 'malformed'>>;
  readonly sealCard: (card: RoomCard) => Promise<Bytes>;
  readonly openCard: (bytes: Bytes) => Promise<Result<RoomCard, 'forged' | 'malformed'>>;
  /** A host's word to somebody who is not let in. */
  readonly sealNote: (note: SignedStatement) => Promise<Bytes>;
  readonly openNote: (bytes: Bytes) => Promise<Result<SignedStatement, 'forged' | 'malformed'>>;
  /** Wraps an MLS message into a blob of one of the padding sizes; `undefined` when it is too large. */
  readonly wrapMessage: (message: Bytes) => Promise<Bytes | undefined>;
  readonly unwrapMessage: (blob: Bytes) => Promise<Bytes | undefined>;
}

/** The seals of a link. */
export function createRoomSeals(random: Random, joinKey: Bytes): RoomSeals {
  const seal = (context: Bytes, plaintext: Bytes) => sealBox(random, joinKey, plaintext, context);
  /** What is too large even for the largest size goes as it is, and the server refuses it. */
  const sealPadded = (context: Bytes, plaintext: Bytes, sizes: readonly number[]) =>
    seal(context, padContent(plaintext, sizes) ?? plaintext);
  async function open<Value>(
    context: Bytes,
    bytes: Bytes,
    decode: (plaintext: Uint8Array) => Result<Value, 'malformed'>,
  ): Promise<Result<Value, 'forged' | 'malformed'>> {
    const plaintext = await openBox(joinKey, bytes, context);
    if (plaintext === undefined) return failure('forged');
    const content = unpadContent(plaintext);
    return content === undefined ? failure('malformed') : decode(content);
  }
  return {
    sealRequest: request => sealPadded(REQUEST, encodeJoinRequest(request), KNOCK_SIZES),
    openRequest: bytes => open(REQUEST, bytes, decodeJoinRequest),
    sealBundle: bundle => seal(BUNDLE, padToStep(encodeGroupBundle(bundle), GROUP_STEP_BYTES)),
    openBundle: bytes => open(BUNDLE, bytes, decodeGroupBundle),
    sealCard: card => sealPadded(CARD, encodeRoomCard(card), CARD_SIZES),
    openCard: bytes => open(CARD, bytes, decodeRoomCard),
    sealNote: note => seal(NOTE, padToStep(encodeSignedStatement(note), MAX_NOTE_BYTES)),
    openNote: bytes => open(NOTE, bytes, decodeSignedStatement),
    async wrapMessage(message) {
      const padded = padContent(message);
      return padded === undefined ? undefined : seal(MESSAGE, padded);
    },
    async unwrapMessage(blob) {
      const padded = await openBox(joinKey, blob, MESSAGE);
      return padded === undefined ? undefined : unpadContent(padded);
    },
  };
}

const REQUEST = textToBytes('sotto join request v1');
const BUNDLE = textToBytes('sotto group bundle v1');
const CARD = textToBytes('sotto room card v1');
const NOTE = textToBytes('sotto lobby note v1');
const MESSAGE = textToBytes('sotto room message v1');
