/**
 * The connection with one other member of a link call (spec/room.md, "Connections"): one running peer after the other,
 * its sealed channel and what goes over both. Nothing leaves before both people have joined.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import { MAX_WATCHED_HEIGHT, type MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { OpenTalk } from '@sotto/protocol/sealed/roomTalk';
import { type CallChannel, createCallChannel } from '../../call/callChannel.ts';
import { isSameState } from '../../call/mediaStates.ts';
import type { GroupMember } from '../../group/member.ts';
import type { RemoteOffer } from '../../peer/peerEvent.ts';
import { type PeerNewsHandlers, PeerSeries } from '../../peer/peerSeries.ts';
import type { RunningPeer } from '../../peer/runPeer.ts';
import type { Cancel } from '../../port/clock.ts';
import { type PeerStats, TRACK_SLOTS } from '../../port/peerConnection.ts';
import { createMeshListener, type MeshListener } from './meshListener.ts';
import type { MeshConnectionParts, WayFacts, WayState } from './meshNeeds.ts';
import { createMeshQuality, type MeshQuality } from './meshQuality.ts';
import { createMeshTalk, type MeshTalk } from './meshTalk.ts';
import { MESH_TIMES } from './meshTimes.ts';
import { createStrayFrames, type StrayFrames } from './strayFrames.ts';

/** Bytes that the offerer adds to what both certificates give for the data channel. */
const SECRET_BYTES = 32;

/** The connection with a member, as long as both are in the group. */
export class MeshConnection {
  readonly other: GroupMember;
  readonly #parts: MeshConnectionParts;
  readonly #isCaller: boolean;
  readonly #secret = Promise.withResolvers<Bytes>();
  readonly #ownSecret: Bytes | undefined;
  readonly #talk: MeshTalk;
  readonly #channel: CallChannel;
  readonly #peers = new PeerSeries();
  readonly #quality: MeshQuality;
  readonly #listener: MeshListener;
  readonly #strays: StrayFrames;
  #path: 'new' | 'up' | 'broken' | 'failed' = 'new';
  #theirs: MediaState | undefined;
  /** The connection itself has told it: what comes by way of the server may be older. */
  #isTold = false;
  #said: MediaState | undefined;
  #stats: PeerStats | undefined;
  #watched = MAX_WATCHED_HEIGHT;
  #cancelAgain: Cancel = () => undefined;

  constructor(parts: MeshConnectionParts) {
    const { needs, me, other, tell } = parts;
    this.other = other;
    this.#parts = parts;
    // Leaves are in one order for all, so nobody offers against an offer.
    this.#isCaller = me.leaf < other.leaf;
    this.#ownSecret = this.#isCaller ? needs.random.bytes(SECRET_BYTES) : undefined;
    if (this.#ownSecret !== undefined) this.#secret.resolve(this.#ownSecret);
    this.#talk = createMeshTalk(tell, other.seat);
    this.#channel = createCallChannel(plaintext => this.#peer?.send(plaintext));
    const shared = { peer: () => this.#peer, theirs: () => this.#theirs };
    this.#quality = createMeshQuality({
      ...{ ...shared, needs, channel: this.#channel, receivers: parts.receivers },
      watched: () => this.#watched,
    });
    this.#listener = createMeshListener({ ...shared, needs });
    this.#strays = createStrayFrames(needs.clock, parts.isBehind);
    if (this.#isCaller) this.#open();
  }

  get #peer(): RunningPeer | undefined {
    return this.#peers.current();
  }

  facts(): WayFacts {
    const { isTheirPicturePaused, picture, rating } = this.#quality.facts();
    return {
      way: this.#way(),
      isReady: this.#peer?.isReady() ?? false,
      path: this.#path === 'up' ? this.#stats?.path : undefined,
      rating: this.#hasJoined() ? rating : undefined,
      connection: this.other.seat,
      spokeAt: this.#listener.spokeAt(),
      isReceived: this.#listener.isReceived(),
      theirs: this.#theirs,
      droppedFrames: this.#strays.suspicious(),
      ...{ picture, isTheirPicturePaused },
    };
  }

  /** Takes in what the other member tells about this connection. What has the wrong direction means nothing. */
  hear(talk: OpenTalk): void {
    if (talk.k === 'description') this.#hearDescription(talk);
    else if (talk.k === 'candidates') this.#peer?.hear({ ...talk, kind: 'candidatesArrive' });
    else if (talk.k === 'restart') this.#peer?.hear({ kind: 'restartAsked', round: talk.round });
    else if (talk.k === 'state' && !this.#isTold) this.#noteTheirs(talk.media);
  }

  /** This person's devices, or whether this person has joined, have changed. */
  mediaChanged(): void {
    this.#release();
    this.#tellState(false);
  }

  /** How high the picture of this member is looked at. */
  watch(height: number): void {
    if (this.#watched === height) return;
    this.#watched = height;
    this.#channel.sendWatch(height);
  }

  /** Others are in the group: what is sent is shared out anew, and frames under keys of before or after may arrive. */
  groupChanged(): void {
    this.#quality.reshape();
    this.#strays.epochChanged();
  }

  /** The running peer, to be told of other keys and other networks; undefined while there is none. */
  readonly peer = () => this.#peers.current();

  /** The server can be reached again. */
  reconnected(): void {
    this.#talk.repeat();
  }

  close(): void {
    this.#cancelAgain();
    this.#quality.stop();
    this.#listener.stop();
    this.#peers.end();
  }

  #way(): WayState {
    if (this.#path === 'failed') return 'failed';
    if (this.#path === 'broken') return 'reconnecting';
    if (!this.#hasJoined()) return 'preparing';
    return this.#path === 'up' ? 'connected' : 'connecting';
  }

  /** Both people have joined: only then anything flows, and only then a direct path may show an address. */
  #hasJoined(): boolean {
    return this.#theirs !== undefined && this.#parts.needs.mine() !== undefined;
  }

  #hearDescription({ leg, sdp, candidates, secret }: Extract<OpenTalk, { k: 'description' }>): void {
    const description = { leg, sdp, candidates };
    if (this.#isCaller) this.#peer?.hear({ kind: 'answerArrives', answer: description });
    else if (secret !== undefined) {
      this.#secret.resolve(secret);
      if (this.#peer === undefined) this.#open(description);
      else this.#peer.hear({ kind: 'offerArrives', offer: description });
    }
  }

  /** Callers offer; callees answer this offer. */
  #open(offer?: RemoteOffer): void {
    const { needs, frameKeys } = this.#parts;
    const { relayOnly } = needs.settings(this.other);
    const { clock, log, peers, crypto, relay } = needs;
    const peer = this.#peers.begin(
      {
        ...{ clock, log, peers, crypto, relay, relayOnly, frameKeys },
        role: this.#isCaller ? 'caller' : 'callee',
        connection: this.other.seat,
        callSecret: this.#secret.promise,
      },
      this.#newsHandlers,
    );
    this.#path = this.#path === 'new' ? 'new' : 'broken';
    this.#syncTracks();
    const isHeld = !relayOnly && !this.#hasJoined();
    if (offer !== undefined) peer.hear({ kind: 'calleeOpens', offer, relayOnly, isHeld });
    else peer.hear({ kind: 'callerOpens', round: this.#peers.nextRound(), relayOnly, isHeld });
    this.#expectPath();
  }

  // A pair is never given up while both are in the call: the one who offers begins anew.
  #expectPath(): void {
    if (!this.#isCaller) return;
    this.#cancelAgain = this.#parts.needs.clock.after(MESH_TIMES.connecting, () => {
      if (this.#path === 'up') return;
      // Held candidates are no missing path.
      if (this.#hasJoined() || this.#parts.needs.settings(this.other).relayOnly) this.#renew();
      else this.#expectPath();
    });
  }

  #renew(): void {
    this.#cancelAgain();
    this.#peers.end();
    this.#open();
  }

  readonly #newsHandlers: PeerNewsHandlers = {
    up: () => this.#notePath('up'),
    broken: () => this.#notePath('broken'),
    recovered: () => this.#notePath('up'),
    gaveUp: () => this.#fail(),
    failed: () => this.#fail(),
    description: description => this.#talk.description(description, this.#ownSecret),
    candidates: ({ leg, candidates }) => this.#talk.candidates(leg, candidates),
    restartWanted: ({ round }) => this.#talk.restart(round),
    ready: () => this.#noteReady(),
    data: ({ plaintext }) => this.#hearChannel(plaintext),
    firstFrame: ({ slot }) => this.#listener.arrived(slot),
    // The room has one for all.
    code: () => undefined,
    quiet: () => this.#parts.needs.checkServer(),
    pulse: () => this.#tellState(true),
    stats: ({ stats }) => {
      this.#stats = stats;
      this.#strays.counted(stats.droppedFrames);
      this.#parts.needs.changed();
    },
  };

  #notePath(path: 'up' | 'broken'): void {
    if (path === 'up') this.#cancelAgain();
    this.#path = path;
    this.#parts.needs.changed();
  }

  #fail(): void {
    this.#parts.needs.log.warn('mesh.wayFailed');
    this.#peers.end();
    this.#path = 'failed';
    this.#cancelAgain();
    if (this.#isCaller)
      this.#cancelAgain = this.#parts.needs.clock.after(MESH_TIMES.again, () => this.#renew());
    this.#parts.needs.changed();
  }

  #noteReady(): void {
    // A connection that was begun anew is up although it was not lost by the machine's own count.
    this.#notePath('up');
    this.#quality.reshape();
    this.#channel.sendWatch(this.#watched);
    this.#tellState(true);
  }

  #hearChannel(plaintext: Bytes): void {
    const message = this.#channel.read(plaintext);
    if (message?.k === 'network') this.#quality.networkTold(message.state);
    else if (message?.k === 'watch') this.#quality.asked(message.height);
    else if (message?.k === 'state') {
      this.#isTold = true;
      this.#noteTheirs(message.state);
    }
  }

  #noteTheirs(state: MediaState): void {
    const known = this.#theirs;
    this.#theirs = state;
    if (known !== undefined && isSameState(known, state)) return;
    this.#release();
    this.#parts.needs.changed();
  }

  #release(): void {
    if (this.#hasJoined()) {
      this.#peer?.hear({ kind: 'accepted' });
      this.#quality.start();
      this.#listener.start();
    }
    this.#syncTracks();
  }

  #tellState(isRepeated: boolean): void {
    const mine = this.#parts.needs.mine();
    if (mine === undefined) {
      // Before joining, a sign of life that says nothing.
      if (isRepeated) this.#channel.sendWatch(this.#watched);
      return;
    }
    if (!this.#peer?.isReady()) return;
    if (!isRepeated && this.#said !== undefined && isSameState(this.#said, mine)) return;
    this.#said = mine;
    this.#channel.sendState(mine);
  }

  #syncTracks(): void {
    const { mine, track } = this.#parts.needs;
    const isSilent = !this.#hasJoined() || mine()?.held === true || this.#theirs?.held === true;
    for (const slot of TRACK_SLOTS) this.#peer?.setTrack(slot, isSilent ? undefined : track(slot));
  }
}
