/**
 * What the media worker does with every encoded frame (spec/frames.md): seal what leaves, open what arrives, drop and
 * count whatever cannot be. Fails closed: without a key nothing passes, in either direction.
 */
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import { TRACK_SLOTS, type TrackSlot } from '../../port/peerConnection.ts';
import { type FrameCodec, plainToParts, type SealedParts, sealedToParts } from './codecFraming.ts';
import {
  createFrameTally,
  type DropReason,
  type FrameCounters,
  type FrameTally,
  tallyToCounters,
} from './counters.ts';
import { FRAME_TAG_BYTES, openFrame, sealFrame } from './frame.ts';
import { decodeFrameHeader, type FrameHeader } from './header.ts';
import {
  type ConnectionBaseKeys,
  createKeyring,
  type KeyMemory,
  type Keyring,
  type ReceiveKey,
} from './keyring.ts';

/** An encoded frame as a transform sees it. */
export interface EncodedFrame {
  readonly data: Bytes;
  /** `undefined`: a codec that cannot be sealed. */
  readonly codec: FrameCodec | undefined;
  /** A video key frame. */
  readonly isKey: boolean;
}

/** Seals or opens one frame; `undefined`: it was dropped and counted. Calls may overlap. Rejects only if WebCrypto does. */
export type FrameWork = (frame: EncodedFrame) => Promise<Bytes | undefined>;

/** Frame encryption of one connection: one keyring, one set of counters, any number of slots. */
export interface FramePipeline {
  /** Resolves when the keys are in force for every slot, present and future. */
  setKeys(keys: ConnectionBaseKeys): Promise<void>;
  /** From now on everything is dropped, until keys are set again. */
  forgetKeys(): void;
  /** Whether sound that arrives is passed on. At first it is not. */
  hear(isHeard: boolean): void;
  counters(): FrameCounters;
  createFrameSender(slot: TrackSlot): FrameWork;
  createFrameReceiver(slot: TrackSlot): FrameWork;
}

/** A pipeline without keys. */
export function createFramePipeline(memory: KeyMemory): FramePipeline {
  const keyring = createKeyring(memory);
  const tally = createFrameTally();
  let isHeard = false;
  return {
    hear: value => {
      isHeard = value;
    },
    setKeys: keys => keyring.setKeys(keys),
    forgetKeys: () => keyring.forgetKeys(),
    counters: () => tallyToCounters(tally),
    createFrameSender: slot => createFrameSender(slot, keyring, tally),
    createFrameReceiver: slot => createFrameReceiver(slot, keyring, tally, () => isHeard || !SOUND.has(slot)),
  };
}

/** Seals the frames of one slot. Counters follow the order of the calls. */
export function createFrameSender(slot: TrackSlot, keyring: Keyring, tally: FrameTally): FrameWork {
  const drop = dropper(tally);
  const slotId = slotToId(slot);
  return async frame => {
    const key = keyring.send();
    if (key === undefined) return drop('noKey');
    if (frame.codec === undefined) return drop('unsupported');
    const parts = plainToParts(frame.codec, frame.isKey, frame.data);
    if (parts === undefined) return drop('malformed');
    const counter = key.takeCounter();
    if (counter === undefined) return drop('exhausted');
    const sealed = await sealFrame(key.material, counter, frameMetadata(slotId, parts.clear), parts.secret);
    tally.sealed++;
    return concatBytes(parts.clear, sealed.header, sealed.body);
  };
}

const SOUND: ReadonlySet<TrackSlot> = new Set(['microphone', 'screenSound']);

/** Opens the frames of one slot. What is not yet wanted is opened, too, so that it cannot be sent again later. */
export function createFrameReceiver(
  slot: TrackSlot,
  keyring: Keyring,
  tally: FrameTally,
  isWanted: () => boolean,
): FrameWork {
  const drop = dropper(tally);
  const slotId = slotToId(slot);
  return async frame => {
    // RTP padding (bandwidth probes of Chromium) arrives as an empty frame: nothing is lost and nobody attacks.
    if (frame.data.length === 0) return undefined;
    if (!keyring.isReady()) return drop('noKey');
    if (frame.codec === undefined) return drop('unsupported');
    const parts = sealedToParts(frame.codec, frame.isKey, frame.data);
    const read = readSealed(parts, keyring);
    if (typeof read === 'string') return drop(read);
    const metadata = frameMetadata(slotId, read.parts.clear);
    const plaintext = await openFrame(read.key.material, read.header, metadata, read.parts.sealed);
    if (plaintext === undefined) return drop('forged');
    // Only now, and in one step with the check: a copy may have been decrypted at the same time.
    if (!read.key.window.accept(Number(read.header.counter))) return drop('replayed');
    if (!isWanted()) return drop('early');
    tally.opened++;
    return read.parts.isClearKept ? concatBytes(read.parts.clear, plaintext) : plaintext;
  };
}

/** The authenticated metadata: the slot, so that no frame can be moved to another, and the bytes that stay clear. */
export function frameMetadata(slotId: number, clear: Bytes): Bytes {
  const metadata = new Uint8Array(1 + clear.length);
  metadata[0] = slotId;
  metadata.set(clear, 1);
  return metadata;
}

interface ReadFrame {
  readonly parts: SealedParts;
  readonly header: FrameHeader;
  readonly key: ReceiveKey;
}

function readSealed(parts: SealedParts | undefined, keyring: Keyring): ReadFrame | DropReason {
  if (parts === undefined) return 'malformed';
  const header = decodeFrameHeader(parts.sealed);
  if (header === undefined) return 'plain';
  const key = keyring.receive(header.kid);
  if (key === undefined) return header.kid === keyring.send()?.material.kid ? 'reflected' : 'plain';
  if (parts.sealed.length < header.length + FRAME_TAG_BYTES) return 'malformed';
  if (header.counter > BigInt(Number.MAX_SAFE_INTEGER)) return 'forged';
  return key.window.isSeen(Number(header.counter)) ? 'replayed' : { parts, header, key };
}

function slotToId(slot: TrackSlot): number {
  return TRACK_SLOTS.indexOf(slot);
}

function dropper(tally: FrameTally): (reason: DropReason) => undefined {
  return reason => {
    tally.dropped[reason]++;
  };
}
