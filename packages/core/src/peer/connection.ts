/**
 * One opened connection: its operations in order, its keys, its tracks and its sealed data channel
 * (spec/call.md, "Connection"). Knows nothing of legs, retries or people; `runPeer.ts` replaces it as a whole.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import { isSameBytes } from '@sotto/protocol/bytes';
import { MAX_CANDIDATES } from '@sotto/protocol/limits';
import type { Candidate } from '@sotto/protocol/sealed/media';
import type { ConnectionCounters, SendSettings } from '../port/connectionQuality.ts';
import type { LocalTrack } from '../port/media.ts';
import {
  type PeerConnectionEvent,
  type PeerHandle,
  type PeerStats,
  TRACK_SLOTS,
  type TrackSlot,
} from '../port/peerConnection.ts';
import { isUsable } from './candidates.ts';
import { type ConnectionSecrets, deriveSecrets, type KeySource } from './connectionKeys.ts';
import { cleanDescription } from './sdp.ts';
import { createSealedSending, type SealedSending } from './sealedSending.ts';

/** What a connection needs to know. */
export interface ConnectionFacts extends KeySource {
  readonly relayOnly: boolean;
  /** Which track each slot is to send; asked whenever that may have changed. */
  readonly track: (slot: TrackSlot) => LocalTrack | undefined;
  /** Whether remote candidates may be used already. */
  readonly letsCandidatesIn: () => boolean;
}

/** What a connection tells beside the port's own events. */
export interface ConnectionListener {
  readonly event: (event: PeerConnectionEvent) => void;
  /** An operation was refused; said once. */
  readonly refused: () => void;
  /** Frame encryption could not be set up. */
  readonly encryptionFailed: () => void;
  /** Keys are acknowledged and the data channel is open. */
  readonly secured: () => void;
  /** A data channel message that was authentic and new. */
  readonly plaintext: (plaintext: Bytes) => void;
  /** The verification code of this connection. */
  readonly code: (code: string) => void;
}

/** An opened connection. Owns the handle until `close`. */
export class Connection {
  readonly #facts: ConnectionFacts;
  readonly #listener: ConnectionListener;
  readonly #handle: PeerHandle;
  #operations: Promise<void> = Promise.resolve();
  #isClosed = false;
  #waiting: Candidate[] = [];
  #ownFingerprint: Bytes | undefined;
  #theirFingerprint: Bytes | undefined;
  #secrets: ConnectionSecrets | undefined;
  #keying: Promise<void> = Promise.resolve();
  #isChannelOpen = false;
  #sending: SealedSending | undefined;
  #isSettingUp = false;
  readonly #early: Bytes[] = [];
  #isKeyed = false;

  constructor(facts: ConnectionFacts, listener: ConnectionListener, handle: PeerHandle) {
    this.#facts = facts;
    this.#listener = listener;
    this.#handle = handle;
  }

  /** Takes in what the port reports. */
  hear(event: PeerConnectionEvent): void {
    if (this.#isClosed) return;
    if (event.kind === 'channelOpen') this.#noteChannel();
    else if (event.kind === 'data') this.#openData(event.bytes);
    else this.#listener.event(event);
  }

  /** Makes an offer; `sdp` is what may leave. */
  offer(restart: boolean, prepare: Promise<void>, done: (sdp: string) => void): void {
    this.#run(async () => {
      await prepare;
      if (!this.#isClosed) done(this.#noteOwn(await this.#handle.createOffer({ restart })));
    });
  }

  /** Applies an offer and answers it. */
  answer(offer: string, candidates: readonly Candidate[], done: (sdp: string) => void): void {
    this.#waiting = [...candidates];
    this.#run(async () => {
      const sdp = this.#noteTheirs(offer);
      const answer = this.#noteOwn(await this.#handle.acceptOffer(sdp));
      if (this.#isClosed) return;
      this.#letCandidatesIn();
      this.#setUpKeys();
      done(answer);
    });
  }

  /** Applies the answer to the last offer. */
  applyAnswer(answer: string, candidates: readonly Candidate[]): void {
    this.#waiting = [...candidates];
    this.#run(async () => {
      const sdp = this.#noteTheirs(answer);
      // Before the answer is applied, so that no frame can arrive ahead of its key.
      this.#setUpKeys();
      await this.#handle.acceptAnswer(sdp);
      this.#letCandidatesIn();
    });
  }

  /** Adds remote candidates; early ones wait for their description. */
  addCandidates(candidates: readonly Candidate[]): void {
    this.#waiting = [...this.#waiting, ...candidates].slice(-MAX_WAITING_CANDIDATES);
    this.letCandidatesIn();
  }

  /** Hands over the waiting remote candidates, unless they still have to wait for acceptance or a description. */
  letCandidatesIn(): void {
    this.#run(async () => this.#letCandidatesIn());
  }

  /** The relay servers for the next gathering. */
  setIceServers(servers: Parameters<PeerHandle['setIceServers']>[0]): void {
    if (!this.#isClosed) this.#handle.setIceServers(servers);
  }

  /** Puts on a slot what it is to send now; before the keys are there, nothing. */
  putTrack(slot: TrackSlot): void {
    if (!this.#isKeyed || this.#isClosed) return;
    this.#put(slot).catch(() => this.#refuse());
  }

  async #put(slot: TrackSlot): Promise<void> {
    await this.#handle.putTrack(slot, this.#facts.track(slot));
  }

  /** The frame keys have changed: those of now come into force. Before there were any, nothing. */
  rekey(): void {
    if (this.#secrets !== undefined && !this.#isClosed)
      this.#setFrameKeys().catch(() => this.#loseEncryption());
  }

  /** Whether keys are acknowledged and the data channel is open. */
  isSecured(): boolean {
    return this.#isKeyed && this.#isChannelOpen && !this.#isClosed;
  }

  /** Seals and sends on the data channel; resolves when it was handed over or dropped. */
  async send(plaintext: Bytes): Promise<void> {
    if (this.isSecured()) await this.#sending?.send(plaintext).catch(() => this.#refuse());
  }

  /** Seals ahead what may be sent next, so that it leaves at once. */
  prepare(plaintexts: readonly Bytes[]): void {
    if (this.isSecured()) this.#sending?.prepare(plaintexts).catch(() => this.#refuse());
  }

  /** Undefined when it cannot be measured. */
  async stats(): Promise<PeerStats | undefined> {
    return this.#isClosed ? undefined : this.#handle.stats().catch(() => undefined);
  }

  /** Undefined when it cannot be measured. */
  async measure(): Promise<ConnectionCounters | undefined> {
    return this.#isClosed ? undefined : this.#handle.measure().catch(() => undefined);
  }

  /** Limits what is sent. */
  shape(settings: SendSettings): void {
    if (this.#isKeyed && !this.#isClosed) this.#handle.shape(settings);
  }

  /** Lets the other side's picture begin anew at once: after an interruption it would wait for seconds. */
  refreshPicture(): void {
    if (this.#isKeyed && !this.#isClosed) this.#handle.refreshPicture();
  }

  /** How many packets have arrived; undefined when it cannot be known. */
  async received(): Promise<number | undefined> {
    return this.#isClosed ? undefined : this.#handle.received().catch(() => undefined);
  }

  /** How loud the microphone on the other side was since this was asked last, 0–1; undefined when it is not known. */
  async loudness(): Promise<number | undefined> {
    return this.#isClosed ? undefined : this.#handle.loudness().catch(() => undefined);
  }

  /** Ends it. Nothing is reported any more. */
  close(): void {
    this.#isClosed = true;
    this.#handle.close();
  }

  #run(operation: () => Promise<void>): void {
    this.#operations = this.#operations
      .then(() => (this.#isClosed ? undefined : operation()))
      .catch(() => this.#refuse());
  }

  #letCandidatesIn(): void {
    if (this.#isClosed || this.#theirFingerprint === undefined || !this.#facts.letsCandidatesIn()) return;
    const usable = this.#waiting.filter(candidate => isUsable(candidate, this.#facts.relayOnly));
    this.#waiting = [];
    for (const candidate of usable) this.#handle.addCandidate(candidate);
  }

  #refuse(): void {
    if (!this.#isClosed) this.#listener.refused();
  }

  #noteOwn(description: string): string {
    const checked = cleanDescription(description);
    if (!checked.ok) throw new Error('the browser made a description of another form');
    this.#ownFingerprint = checked.value.fingerprint;
    return checked.value.sdp;
  }

  #noteTheirs(description: string): string {
    const checked = cleanDescription(description);
    if (!checked.ok) throw new Error('the contact sent a description of another form');
    const known = this.#theirFingerprint;
    // The keys are bound to the first certificate; another one within a connection is nobody we know.
    if (known !== undefined && !isSameBytes(known, checked.value.fingerprint))
      throw new Error('another certificate');
    this.#theirFingerprint = checked.value.fingerprint;
    return checked.value.sdp;
  }

  #setUpKeys(): void {
    if (this.#secrets !== undefined || this.#isSettingUp) return;
    this.#isSettingUp = true;
    this.#deriveKeys().catch(() => this.#loseEncryption());
  }

  async #deriveKeys(): Promise<void> {
    const own = this.#ownFingerprint;
    const theirs = this.#theirFingerprint;
    if (own === undefined || theirs === undefined) throw new Error('keys before descriptions');
    const secrets = await deriveSecrets(this.#facts, own, theirs);
    if (this.#isClosed) return;
    this.#secrets = secrets;
    this.#sending = createSealedSending(secrets.sealer, sealed => {
      if (!this.#isClosed) this.#handle.sendData(sealed);
    });
    for (const bytes of this.#early.splice(0)) this.#openData(bytes);
    await this.#setFrameKeys();
    if (this.#isClosed) return;
    this.#isKeyed = true;
    for (const slot of TRACK_SLOTS) if (this.#facts.track(slot) !== undefined) this.putTrack(slot);
    if (this.isSecured()) this.#listener.secured();
    // Last, because nothing waits for it.
    const code = await secrets.code();
    if (!this.#isClosed) this.#listener.code(code);
  }

  // One after the other, and always those of now: an acknowledgement must never be of keys that were replaced.
  #setFrameKeys(): Promise<void> {
    const setting = this.#keying.then(async () => {
      const keys = this.#secrets?.frames();
      if (keys === undefined) throw new Error('no frame keys');
      if (!this.#isClosed) await this.#handle.setFrameKeys(keys);
    });
    this.#keying = setting.catch(() => undefined);
    return setting;
  }

  #loseEncryption(): void {
    if (!this.#isClosed) this.#listener.encryptionFailed();
  }

  #noteChannel(): void {
    this.#isChannelOpen = true;
    if (this.isSecured()) this.#listener.secured();
  }

  // The contact may have its keys a moment earlier: what comes before ours waits.
  #openData(bytes: Bytes): void {
    if (this.#secrets === undefined) {
      if (this.#early.length < MAX_EARLY_MESSAGES) this.#early.push(bytes);
      return;
    }
    this.#secrets.sealer.open(bytes).then(
      plaintext => {
        if (plaintext !== undefined && !this.#isClosed) this.#listener.plaintext(plaintext);
      },
      () => undefined,
    );
  }
}

const MAX_EARLY_MESSAGES = 16;
/** Those of a description and a full message more; the newest count. */
const MAX_WAITING_CANDIDATES = 2 * MAX_CANDIDATES;
