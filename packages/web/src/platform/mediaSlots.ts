/**
 * The four media sections of a connection, in their fixed order (spec/call.md). Frame encryption is
 * attached in the task in which a transceiver comes to be.
 */
import type { MediaKind } from '@sotto/core/port/connectionQuality';
import { TRACK_SLOTS, type TrackSlot } from '@sotto/core/port/peerConnection';
import type { RemoteStreams } from '../inCall/pictures.ts';
import { preferCodecs } from './codecs.ts';
import type { ConnectionEncryption } from './frameEncryption.ts';
import { changeParameters } from './senderParameters.ts';

const KINDS: Readonly<Record<TrackSlot, 'audio' | 'video'>> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screenSound: 'audio',
};

/**
 * Sections that are used by few calls. Chromium probes the path with packets of sections that could send, and what
 * matters waits behind those: one without a track does not count as one that could until it is active.
 */
const RESTING: ReadonlySet<TrackSlot> = new Set(['screen', 'screenSound']);

/** The four fixed media sections of a connection. */
export interface MediaSlots {
  /** Caller: makes the transceivers. */
  addAll(): void;
  /** Callee: turns what the offer made into sections that send, too. */
  prepareAnswer(): void;
  /** Puts a track on a section, and lets the section rest when it has none and seldom has one. */
  put(slot: TrackSlot, track: MediaStreamTrack | null): Promise<void>;
  sender(slot: TrackSlot): RTCRtpSender;
  receiver(slot: TrackSlot): RTCRtpReceiver;
  /** Names of the sections whose quality is watched. */
  mids(): Readonly<Record<MediaKind, string | null>>;
  streams(): RemoteStreams;
}

/** Prepares a new connection for its sections; `changed` is told when their streams can be had. */
export function createMediaSlots(
  pc: RTCPeerConnection,
  encryption: ConnectionEncryption,
  id: string,
  changed: () => void,
): MediaSlots {
  const bySlot = new Map<TrackSlot, RTCRtpTransceiver>();

  function attach(transceiver: RTCRtpTransceiver, slot: TrackSlot): void {
    encryption.attachSender(transceiver.sender, id, slot);
    encryption.attachReceiver(transceiver.receiver, id, slot);
    preferCodecs(transceiver, KINDS[slot]);
    bySlot.set(slot, transceiver);
  }

  function get(slot: TrackSlot): RTCRtpTransceiver {
    const transceiver = bySlot.get(slot);
    if (transceiver === undefined) throw new Error('the connection has no such media section yet');
    return transceiver;
  }

  pc.ontrack = ({ transceiver }) => {
    // The callee's transceivers come to be here, in the order of the offer's sections.
    const slot = TRACK_SLOTS[bySlot.size];
    if ([...bySlot.values()].includes(transceiver)) return;
    if (slot === undefined || KINDS[slot] !== transceiver.receiver.track.kind) transceiver.stop();
    else attach(transceiver, slot);
  };

  return {
    addAll: () => {
      for (const slot of TRACK_SLOTS) attach(pc.addTransceiver(KINDS[slot], toInit(slot)), slot);
      changed();
    },
    prepareAnswer: () => {
      if (bySlot.size !== TRACK_SLOTS.length) throw new Error('the offer lacks a media section');
      for (const transceiver of bySlot.values()) transceiver.direction = 'sendrecv';
      for (const slot of RESTING) setActive(get(slot).sender, false).catch(() => undefined);
      changed();
    },
    put: (slot, track) => put(get(slot).sender, slot, track),
    sender: slot => get(slot).sender,
    receiver: slot => get(slot).receiver,
    mids: () => ({
      ...{ sound: get('microphone').mid, camera: get('camera').mid },
      screen: get('screen').mid,
    }),
    streams: () => {
      const of = (slot: TrackSlot) => new MediaStream([get(slot).receiver.track]);
      return {
        ...{ picture: of('camera'), sound: of('microphone') },
        ...{ screen: of('screen'), screenSound: of('screenSound') },
      };
    },
  };
}

function toInit(slot: TrackSlot): RTCRtpTransceiverInit {
  const isResting = RESTING.has(slot);
  return { direction: 'sendrecv', ...(isResting ? { sendEncodings: [{ active: false }] } : {}) };
}

async function put(sender: RTCRtpSender, slot: TrackSlot, track: MediaStreamTrack | null): Promise<void> {
  if (RESTING.has(slot) && track !== null) await setActive(sender, true);
  await sender.replaceTrack(track);
  if (RESTING.has(slot) && track === null) await setActive(sender, false);
}

function setActive(sender: RTCRtpSender, isActive: boolean): Promise<void> {
  return changeParameters(sender, (_, encoding) => {
    encoding.active = isActive;
  });
}
