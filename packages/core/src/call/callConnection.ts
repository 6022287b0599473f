/**
 * A call's way to the other device: its connection, its data channel and what it sends over both. Stands between the
 * call machine, which never sees a description, and the peer machine, which never sees a person.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { EndReason } from '@sotto/protocol/sealed/callEnd';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { CallItem } from '../history/callItem.ts';
import type { PeerEvent, RemoteOffer } from '../peer/peerEvent.ts';
import { type PeerNewsHandlers, PeerSeries } from '../peer/peerSeries.ts';
import type { RunningPeer } from '../peer/runPeer.ts';
import { type PeerStats, TRACK_SLOTS } from '../port/peerConnection.ts';
import { type CallChannel, createCallChannel } from './callChannel.ts';
import type { CallEvent } from './callEvent.ts';
import type { CallNeeds } from './callNeeds.ts';
import { type CallQuality, createCallQuality } from './callQuality.ts';
import type { CallSender } from './callSender.ts';
import type { LocalMedia } from './localMedia.ts';
import { HELD, isSameState } from './mediaStates.ts';

/** What a connection works with. */
export interface CallConnectionParts {
  readonly needs: CallNeeds;
  readonly media: LocalMedia;
  readonly sender: CallSender;
  readonly item: CallItem;
  /** Incoming only: what the invitation brought. */
  readonly offer: RemoteOffer | undefined;
  readonly callSecret: Promise<Bytes>;
  /** Facts for the call machine. */
  readonly tell: (event: CallEvent) => void;
  /** The view may read differently. */
  readonly changed: () => void;
}

/** The connection of one call, over all the peers that make it one after the other. */
export class CallConnection {
  readonly #parts: CallConnectionParts;
  readonly #channel: CallChannel;
  readonly #peers = new PeerSeries();
  /** The newest offer: the caller's, to be answered, or the own one that an invitation may take along. */
  #offer: RemoteOffer | undefined;
  /** The acceptance, once there is one: nothing of this person may leave before. */
  #accepted: CallMedia | undefined;
  #isInvitationOut = false;
  #hasMedia = false;
  #told: MediaState | undefined;
  #theirs: MediaState | undefined;
  #stats: PeerStats | undefined;
  #verificationCode: string | undefined;
  #isHeld = false;
  readonly #quality: CallQuality;

  constructor(parts: CallConnectionParts) {
    this.#parts = parts;
    this.#offer = parts.offer;
    this.#channel = createCallChannel(plaintext => this.#peer?.send(plaintext));
    this.#quality = createCallQuality({
      ...{ needs: parts.needs, channel: this.#channel, changed: parts.changed },
      ...{ peer: () => this.#peer, mine: () => this.mine(), theirs: () => this.#theirs },
    });
  }

  get #peer(): RunningPeer | undefined {
    return this.#peers.current();
  }

  /** What the other side says and what was measured. */
  facts() {
    const verificationCode = this.#verificationCode;
    const [quality, hasMedia] = [this.#quality.view(), this.#hasMedia];
    return { theirs: this.#theirs, stats: this.#stats, hasMedia, verificationCode, quality } as const;
  }

  /** Caller: makes a connection. Callee: answers the newest offer. */
  open(): void {
    const { needs, callSecret, item } = this.#parts;
    const { clock, log, peers, crypto, messenger, settings } = needs;
    const { relayOnly } = settings();
    const peer = this.#peers.begin(
      {
        ...{ clock, log, peers, crypto, relayOnly, callSecret },
        connection: item.callId,
        relay: () => messenger.relay(),
        role: item.mine ? 'caller' : 'callee',
      },
      this.#newsHandlers,
    );
    this.#syncTracks();
    const opening = this.#opening(relayOnly);
    if (opening !== undefined) peer.hear(opening);
  }

  /** The contact holds no connection: makes another one. */
  renew(): void {
    this.#peer?.hear({ kind: 'freshWanted' });
  }

  close(): void {
    this.#peers.end();
    this.#quality.stop();
  }

  networkChanged(isCertain: boolean): void {
    this.#peer?.networkChanged(isCertain);
  }

  /** The own offer, for the invitation that leaves now. Later ones go by themselves. */
  takeOfferForInvitation(): RemoteOffer | undefined {
    this.#isInvitationOut = true;
    return this.#offer;
  }

  /** The round that an acceptance can name. */
  heldRound(): number | undefined {
    return this.#peer?.round() ?? this.#offer?.leg.round;
  }

  /** The call is accepted: a held answer leaves, tracks go out as they come, states are told. */
  release(media: CallMedia): void {
    this.#accepted = media;
    this.#peer?.hear({ kind: 'accepted' });
    if (this.#hasMedia) this.#quality.start();
    this.mediaChanged();
  }

  /** The acceptance, on the faster way. False when that is not open. */
  sendAccept(media: CallMedia): boolean {
    this.#channel.sendAccept(media);
    return this.#peer?.isReady() ?? false;
  }

  /** The end, on the faster way. */
  sendEnd(reason: EndReason): void {
    this.#channel.sendEnd(reason);
  }

  /** A device was switched, opened or lost. */
  mediaChanged(): void {
    this.#syncTracks();
    this.#tellState();
  }

  /** Sends nothing and says so, or sends again. */
  setHeld(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    this.mediaChanged();
  }

  /** What this device sends, or will as soon as it may. */
  mine(): MediaState {
    const { media } = this.#parts;
    if (this.#isHeld) return HELD;
    const [microphone, camera] = [media.isOn('microphone'), media.isOn('camera')];
    return { microphone, camera, screen: media.screen.isShared(), held: false, hand: false };
  }

  /** Takes in what belongs to the connection. A message of the wrong direction means nothing. */
  messageArrived(message: CallMessage): void {
    if (message.k === 'callCandidates') this.#peer?.hear({ ...message, kind: 'candidatesArrive' });
    else if (this.#parts.item.mine) this.#hearCallee(message);
    else if (message.k === 'callOffer') {
      this.#takeOffer({ leg: message.leg, sdp: message.sdp, candidates: message.candidates });
    }
  }

  #hearCallee(message: CallMessage): void {
    const { tell } = this.#parts;
    if (message.k === 'callRinging') tell({ kind: 'contactRings' });
    else if (message.k === 'callAnswer') this.#peer?.hear({ kind: 'answerArrives', answer: message });
    else if (message.k === 'callRestart') this.#peer?.hear({ kind: 'restartAsked', round: message.round });
    else if (message.k === 'callAccept') {
      tell({
        kind: 'contactAccepts',
        holdsConnection: message.round !== undefined && this.#peer !== undefined,
      });
    }
  }

  #takeOffer(offer: RemoteOffer): void {
    this.#offer = offer;
    if (this.#peer === undefined) this.#parts.tell({ kind: 'offerArrives' });
    else this.#peer.hear({ kind: 'offerArrives', offer });
  }

  #opening(relayOnly: boolean): PeerEvent | undefined {
    const isHeld = this.#accepted === undefined && this.#holdsUntilAccepted();
    if (this.#parts.item.mine)
      return { kind: 'callerOpens', round: this.#peers.nextRound(), relayOnly, isHeld };
    return this.#offer && { kind: 'calleeOpens', offer: this.#offer, relayOnly, isHeld };
  }

  // A direct path's candidates and checks show this device's address: not to somebody who merely calls or rings.
  #holdsUntilAccepted(): boolean {
    const { needs, item } = this.#parts;
    const { relayOnly, showRinging } = needs.settings();
    return !relayOnly || (!item.mine && !showRinging);
  }

  readonly #newsHandlers: PeerNewsHandlers = {
    up: () => undefined,
    broken: () => this.#parts.tell({ kind: 'peerBreaks' }),
    recovered: () => this.#parts.tell({ kind: 'peerRecovers' }),
    gaveUp: () => this.#parts.tell({ kind: 'peerGivesUp' }),
    failed: ({ failure }) => this.#parts.tell({ kind: 'peerFails', failure }),
    description: description => this.#sendDescription(description),
    candidates: ({ leg, candidates }) => this.#parts.sender.candidates(leg, candidates),
    restartWanted: ({ round }) => this.#parts.sender.restart(round),
    ready: () => this.#noteReady(),
    data: ({ plaintext }) => this.#hearChannel(plaintext),
    firstFrame: () => this.#noteMedia(),
    code: ({ code }) => {
      this.#verificationCode = code;
      this.#parts.changed();
    },
    quiet: () => this.#parts.needs.messenger.checkServer(),
    pulse: () => this.#repeatState(),
    stats: ({ stats }) => {
      this.#stats = stats;
      this.#parts.changed();
    },
  };

  #sendDescription(description: RemoteOffer): void {
    const { item, sender, tell } = this.#parts;
    if (!item.mine) sender.answer(description);
    else if (this.#isInvitationOut) sender.offer(description);
    else {
      this.#offer = description;
      tell({ kind: 'offerReady' });
    }
  }

  // Said again on every new path: what was sent while the old one died may be lost.
  #noteReady(): void {
    if (this.#accepted === undefined) {
      if (!this.#parts.item.mine) this.#peer?.prepare(this.#channel.possibleAccepts());
      return;
    }
    if (!this.#parts.item.mine && !this.#hasMedia) this.#channel.sendAccept(this.#accepted);
    this.#repeatState();
  }

  #repeatState(): void {
    this.#told = undefined;
    this.#tellState();
  }

  #tellState(): void {
    if (this.#accepted === undefined || !this.#peer?.isReady()) return;
    const { media, item } = this.#parts;
    // An acceptance is released before its devices are wanted: until then nothing true can be said of them.
    if (!this.#isHeld && !media.isStartedFor(item.callId)) return;
    const state = this.mine();
    if (this.#told !== undefined && isSameState(this.#told, state)) return;
    this.#told = state;
    this.#channel.sendState(state);
  }

  #hearChannel(plaintext: Bytes): void {
    const { tell, item, changed } = this.#parts;
    const message = this.#channel.read(plaintext);
    if (message?.k === 'end') tell({ kind: 'contactEnds', reason: message.reason });
    else if (message?.k === 'accept' && item.mine) tell({ kind: 'contactAccepts', holdsConnection: true });
    else if (message?.k === 'network') this.#quality.networkTold(message.state);
    else if (message?.k === 'state') {
      this.#theirs = message.state;
      this.#syncTracks();
      // Nothing will come, so there is nothing to wait for.
      if (!message.state.microphone && !message.state.camera) this.#noteMedia();
      changed();
    }
  }

  #noteMedia(): void {
    this.#hasMedia = true;
    // It tells the other side of this one's network.
    if (this.#accepted !== undefined) this.#quality.start();
    this.#parts.tell({ kind: 'mediaFlows' });
  }

  #syncTracks(): void {
    const { media } = this.#parts;
    const isSilent = this.#accepted === undefined || this.#isHeld || this.#theirs?.held === true;
    for (const slot of TRACK_SLOTS) this.#peer?.setTrack(slot, isSilent ? undefined : media.track(slot));
  }
}
