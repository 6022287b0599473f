/**
 * One WebRTC connection to one remote device, reduced to what the peer machine needs (spec/call.md, "Connection").
 * The browser's implementation owns the media worker; the simulator's owns a fake network.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { Result } from '@sotto/protocol/result';
import type { Candidate } from '@sotto/protocol/sealed/media';
import type { ConnectionCounters, SendSettings } from './connectionQuality.ts';
import type { LocalTrack } from './media.ts';

/** The four fixed media sections of every connection. */
export type TrackSlot = 'microphone' | 'camera' | 'screen' | 'screenSound';

/** The slots in the order of their media sections; the data channel's section comes last. */
export const TRACK_SLOTS: readonly TrackSlot[] = ['microphone', 'camera', 'screen', 'screenSound'];

/** A STUN or TURN server, as `RTCIceServer` has it. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** How a connection is opened. */
export interface PeerOptions {
  /** The caller offers, always; the callee answers. */
  readonly role: 'caller' | 'callee';
  /** No host or server-reflexive candidate may be gathered or used. */
  readonly relayOnly: boolean;
  readonly iceServers: readonly IceServer[];
  /**
   * Name of the call this connection serves (its call id), so that a screen finds the remote tracks. The same name
   * comes again when a connection is replaced; the earlier one has been closed by then. Never logged.
   */
  readonly connection: string;
}

/** A key of frame encryption (RFC 9605). In 1:1 calls `kid` 0 is the caller's, 1 the callee's. */
export interface FrameKey {
  readonly kid: number;
  /** SFrame base key. */
  readonly key: Bytes;
}

/** All keys of one connection. */
export interface FrameKeys {
  readonly send: FrameKey;
  readonly receive: readonly FrameKey[];
}

/** What a connection reports; nothing more once it is closed. */
export type PeerConnectionEvent =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'gatheringComplete' }
  /** ICE and DTLS together (`RTCPeerConnection.connectionState`). */
  | { readonly kind: 'state'; readonly state: 'connecting' | 'connected' | 'disconnected' | 'failed' }
  | { readonly kind: 'channelOpen' }
  | { readonly kind: 'data'; readonly bytes: Bytes }
  /** The first frame of a slot was received and decrypted. */
  | { readonly kind: 'firstFrame'; readonly slot: TrackSlot }
  /** Frame encryption is gone (the worker died): no media may flow any more. */
  | { readonly kind: 'encryptionFailed' };

/** Measured now. */
export interface PeerStats {
  /** Which way the selected pair goes; undefined while none is selected. */
  readonly path: 'relay' | 'direct' | undefined;
  /** Received frames that did not decrypt or were not encrypted, dropped so far. */
  readonly droppedFrames: number;
}

/**
 * An open connection. Rejected promises mean that the connection is unusable. Descriptions go in and out exactly as
 * the browser has them; core removes candidates and header extensions (`peer/sdp.ts`).
 */
export interface PeerHandle {
  /** Makes and sets the local offer; with `restart` for new ICE credentials. */
  createOffer(options: { readonly restart: boolean }): Promise<string>;
  /** Sets the remote offer, then makes and sets the local answer. */
  acceptOffer(sdp: string): Promise<string>;
  /** Sets the remote answer. */
  acceptAnswer(sdp: string): Promise<void>;
  /** Adds a remote candidate; one that cannot be used is dropped silently. */
  addCandidate(candidate: Candidate): void;
  /** Replaces the servers for the next restart (`setConfiguration`). */
  setIceServers(servers: readonly IceServer[]): void;
  /**
   * Gives the worker its keys; resolves when the worker has acknowledged them on every sender and receiver. Again when
   * they change: all keys change in one step, and a key that stays goes on with its counter and its replay window.
   */
  setFrameKeys(keys: FrameKeys): Promise<void>;
  /** `replaceTrack` on the slot's sender; never a renegotiation. Called only after the keys are acknowledged. */
  putTrack(slot: TrackSlot, track: LocalTrack | undefined): Promise<void>;
  /** Sends on the data channel (ordered, reliable, negotiated out of band); dropped unless it is open. */
  sendData(bytes: Bytes): void;
  stats(): Promise<PeerStats>;
  /** What was counted so far (spec/quality.md). */
  measure(): Promise<ConnectionCounters>;
  /** Limits what is sent from now on, on tracks that come later, too. Said often; cheap when nothing changes. */
  shape(settings: SendSettings): void;
  /** Sends pictures that need no earlier ones, on every slot that sends pictures. */
  refreshPicture(): void;
  /** Packets of media and messages that have arrived so far, from the first one on; undefined if not countable. */
  received(): Promise<number | undefined>;
  /** How loud the received microphone was since this was asked last, 0–1, from the decrypted sound; undefined if unknown. */
  loudness(): Promise<number | undefined>;
  /** Ends everything at once; reports nothing more. Harmless when repeated. */
  close(): void;
}

/**
 * Opens connections. Every `open` makes a fresh certificate: frame keys are derived from both fingerprints, so a
 * certificate used twice would mean a key used twice with the same nonces.
 */
export interface PeerConnectionPort {
  /**
   * The four transceivers exist afterwards. `unsupported`: no WebRTC, or this browser cannot encrypt frames. `failed`:
   * this connection could not be made, and nothing of it is left.
   */
  open(
    options: PeerOptions,
    on: (event: PeerConnectionEvent) => void,
  ): Result<PeerHandle, 'unsupported' | 'failed'>;
}
