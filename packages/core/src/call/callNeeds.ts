/** What the call engine needs from the rest of the client, and its own face (spec/call.md). Types only. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { CallId, ContactId, ItemId } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { Wake } from '@sotto/protocol/wire/blob';
import type { ClientView } from '../client/view.ts';
import type { CallItem } from '../history/callItem.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { MediaPort } from '../port/media.ts';
import type { IceServer, PeerConnectionPort } from '../port/peerConnection.ts';
import type { Random } from '../port/random.ts';
import type { Ringer } from '../port/ringer.ts';
import type { DeviceCommands } from './deviceCommands.ts';
import type { StoredCall } from './storedCall.ts';

/** How a call message is to travel. */
export interface SendOptions {
  /** Ahead of texts and receipts that still wait. Call messages keep their order among themselves. */
  readonly urgent: boolean;
  readonly wake: Wake;
}

/** A message that was sealed and is on its way. */
export interface SentMessage {
  /** Resolves when the server has stored it; stays pending while offline. Rejects if it can never be sent. */
  readonly accepted: Promise<void>;
  /** With `callInvite` only: the secret exported for this call in the epoch that sealed it. */
  readonly callSecret: Bytes | undefined;
}

/** Relay credentials of one call. */
export interface RelayAccess {
  readonly iceServers: readonly IceServer[];
  /** When they end; undefined for servers from the settings. */
  readonly expires: number | undefined;
}

/** The person's settings, as far as calls read them. */
export interface CallSettings {
  /** Relay candidates only, in both directions. */
  readonly relayOnly: boolean;
  /** Callers learn that this device rings, and the transport comes up meanwhile. */
  readonly showRinging: boolean;
  /** As little as possible is sent and asked for. */
  readonly saveData: boolean;
}

/** The way to the contacts: seals in the contact's group and puts into its mailbox. */
export interface CallMessenger {
  /** Resolves once sealed. Rejects when the contact is gone or its group unusable. */
  send(contactId: ContactId, message: CallMessage, options: SendOptions): Promise<SentMessage>;
  /** Leaves `message` with the server, to be delivered should this client vanish. One per contact. */
  setWill(contactId: ContactId, message: CallMessage): Promise<void>;
  /** Takes the will back. */
  clearWill(contactId: ContactId): Promise<void>;
  /** Fresh credentials for one call; undefined when no relay can be had. */
  relay(): Promise<RelayAccess | undefined>;
  /** A call's path has fallen silent: perhaps the server cannot be reached either, without anybody having noticed. */
  checkServer(): void;
}

/** What is stored of one call from now on. One atomic step: an item and its record never contradict each other. */
export interface CallChange {
  readonly callId: CallId;
  readonly contactId: ContactId;
  /** What a reload or crash needs; undefined when the call needs nothing any more. */
  readonly stored: StoredCall | undefined;
  /** The item to insert or replace in the conversation; undefined leaves what is there. */
  readonly item: CallItem | undefined;
  /** The item to remove: the call disappeared in favour of the contact's simultaneous one. */
  readonly forgottenItem: ItemId | undefined;
}

/** What the engine keeps for a reload or crash, and what it writes into conversations. */
export interface CallKeeper {
  /** Resolves when durable. */
  save(change: CallChange): Promise<void>;
}

/** Keys of one connection, made from the call secret and both DTLS fingerprints. */
export interface ConnectionKeys {
  readonly media: { readonly caller: Bytes; readonly callee: Bytes };
  readonly channel: { readonly caller: Bytes; readonly callee: Bytes };
}

/** Seals and opens data channel messages of one direction each; `open` gives undefined for anything forged or old. */
export interface ChannelSealer {
  seal(plaintext: Bytes): Promise<Bytes>;
  open(sealed: Bytes): Promise<Bytes | undefined>;
}

/** The cryptography of calls, injected (`crypto/callKeys.ts`, `crypto/channelSeal.ts`). */
export interface CallCrypto {
  deriveConnectionKeys(
    callSecret: Bytes,
    fingerprints: { readonly callerFingerprint: Bytes; readonly calleeFingerprint: Bytes },
  ): Promise<ConnectionKeys>;
  /** 30 digits in groups of 5, equal on both sides if and only if nobody is in between. */
  deriveVerificationCode(
    callSecret: Bytes,
    fingerprints: { readonly callerFingerprint: Bytes; readonly calleeFingerprint: Bytes },
  ): Promise<string>;
  /** `send` and `receive` are the two channel keys as this side uses them. */
  createChannelSealer(keys: { readonly send: Bytes; readonly receive: Bytes }): ChannelSealer;
}

/** Everything the engine is made from. */
export interface CallNeeds {
  readonly messenger: CallMessenger;
  readonly keeper: CallKeeper;
  readonly settings: () => CallSettings;
  /** Whether this contact's calls appear without a sound. */
  readonly isMuted: (contactId: ContactId) => boolean;
  readonly crypto: CallCrypto;
  readonly peers: PeerConnectionPort;
  readonly media: MediaPort;
  readonly ringer: Ringer;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What is known about a message beside its content. */
export interface Arrival {
  /** When the server accepted it, corrected to this device's clock. Milliseconds since 1970. */
  readonly arrivedAt: number;
  /** With `callInvite` only: the secret exported for this call in the epoch that sealed it. */
  readonly callSecret: Bytes | undefined;
}

/** Why a call command did nothing. */
export type CallCommandProblem = 'alreadyInCall' | 'noSuchCall';

/** All calls of this client with contacts. */
export interface CallEngine extends DeviceCommands {
  /**
   * Calls a contact. When that contact is calling this client already, accepts that call instead. Must run in a
   * person's act.
   */
  placeCall(contactId: ContactId, media: CallMedia): Result<{ readonly callId: CallId }, CallCommandProblem>;
  /**
   * Accepts an incoming call at any time while its caller waits. `others` says what becomes of the call that has the
   * screen meanwhile. At most one call is held: holding a second one fails, and so does holding one without media.
   */
  accept(callId: CallId, media: CallMedia, others?: 'end' | 'hold'): Result<void, CallCommandProblem>;
  /** Rejects; the caller is not told and cannot tell. */
  reject(callId: CallId): Result<void, CallCommandProblem>;
  /** Stops the ringing; the call stays acceptable. */
  ignore(callId: CallId): Result<void, CallCommandProblem>;
  /** Holds the running call: nothing is captured, sent or played. Fails while another call is held. */
  hold(): Result<void, CallCommandProblem>;
  /** Takes a held call up again, with the devices it had; the running one is held instead. Must run in a person's act. */
  resume(callId: CallId): Result<void, CallCommandProblem>;
  /**
   * Gives up or hangs up the call that has the screen, and takes up the one that was held meanwhile; or takes an ended
   * one off the screen. Must run in a person's act.
   */
  endCall(): Result<void, CallCommandProblem>;
  /** Ends a running call here without a word, because it goes on behind a link. Its line in the conversation; undefined for none. */
  moveOn(callId: CallId): CallItem | undefined;
  /** Takes in a message from a contact's channel. Resolves when what must survive a crash is stored. Never rejects. */
  messageArrived(contactId: ContactId, message: CallMessage, arrival: Arrival): Promise<void>;
  /** Takes over what an earlier run left; once, before anything else. */
  restore(stored: readonly StoredCall[]): Promise<void>;
  /** The network has changed or come back, or (not certain) may have: running calls look for a new path at once. */
  networkChanged(isCertain?: boolean): void;
  /** The contact is deleted or blocked: its calls end, and it is not told. */
  forgetContact(contactId: ContactId): void;
  /** The call that has the screen, the further incoming ones, and those held beside it. */
  views(): Pick<ClientView, 'call' | 'waitingCalls' | 'heldCalls'>;
  /** Whether a call has the devices, or is held. */
  isInCall(): boolean;
  /** Calls `listener` after every change of `views()`. Returns an unsubscriber. */
  onChange(listener: () => void): () => void;
  /** Ends everything, telling the contacts; for a page that goes away. Resolves when all is sealed and stored. */
  close(): Promise<void>;
}
