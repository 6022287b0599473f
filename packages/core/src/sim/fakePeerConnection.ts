/**
 * A network of fake peer connections: they find each other by their descriptions and lose their path when a test cuts
 * it. Host candidates are reported even for relay only, so that every simulation proves that core lets none out.
 */
import { type Bytes, bytesToBase64url, bytesToHex, isSameBytes } from '@sotto/protocol/bytes';
import { success } from '@sotto/protocol/result';
import type { Candidate } from '@sotto/protocol/sealed/media';
import type { Clock } from '../port/clock.ts';
import type { SendSettings } from '../port/connectionQuality.ts';
import type { LocalTrack } from '../port/media.ts';
import type {
  FrameKeys,
  PeerConnectionEvent,
  PeerConnectionPort,
  PeerHandle,
  PeerOptions,
  TrackSlot,
} from '../port/peerConnection.ts';
import type { Random } from '../port/random.ts';
import { candidateToUfrag, readDescription, writeCandidate, writeDescription } from './fakeDescription.ts';

/** Times of the fake network, in milliseconds. */
const TIMES = { gather: 30, complete: 60, connect: 40, deliver: 20, notice: 500 } as const;

/** The fake network. */
export interface FakePeerNetwork {
  /** A port for one client. `log` hears everything that the port is told to do, without random parts. */
  port(clock: Clock, log?: (line: string) => void): PeerConnectionPort;
  /** Loses every path. `isFatal`: existing connections need an ICE restart afterwards. */
  cut(isFatal: boolean): void;
  mend(): void;
  /** So many of the next gatherings find no relay and say nothing (the 437 hang). */
  hang(gatherings: number): void;
  /** So many of the next openings throw. */
  refuse(openings: number): void;
  /** So many of the next servers throw when they are set. */
  refuseServers(times: number): void;
  /** Connections that were not closed. */
  open(): number;
  /** Every connection sends a frame on each of its tracks. */
  flow(): void;
  /** A frame arrives on every connection, although nobody's core has put a track there. */
  intrude(): void;
  /** Rules of the port that core broke. */
  violations(): readonly string[];
}

/** Makes a network on which everything works. */
export function createFakePeerNetwork(random: Random): FakePeerNetwork {
  return new Network(random);
}

class Network implements FakePeerNetwork {
  readonly random: Random;
  readonly connections = new Set<FakeConnection>();
  readonly broken: string[] = [];
  isCut = false;
  hanging = 0;
  refusing = 0;
  refusingServers = 0;

  constructor(random: Random) {
    this.random = random;
  }

  port(clock: Clock, log: (line: string) => void = () => undefined): PeerConnectionPort {
    return {
      open: (options, on) => {
        if (this.refusing-- > 0) throw new Error('no connection can be made');
        log(`open ${options.role} ${options.relayOnly}`);
        const connection = new FakeConnection({ network: this, clock, options, on, log });
        this.connections.add(connection);
        return success(connection);
      },
    };
  }

  cut(isFatal: boolean): void {
    this.isCut = true;
    for (const connection of this.connections) connection.losePath(isFatal);
  }

  mend(): void {
    this.isCut = false;
    for (const connection of this.connections) connection.check();
  }

  hang(gatherings: number): void {
    this.hanging = gatherings;
  }

  refuse(openings: number): void {
    this.refusing = openings;
  }

  refuseServers(times: number): void {
    this.refusingServers = times;
  }

  open(): number {
    return this.connections.size;
  }

  flow(): void {
    for (const connection of this.connections) connection.pump();
  }

  intrude(): void {
    for (const connection of this.connections) connection.takeFrame('microphone');
  }

  violations(): readonly string[] {
    return this.broken;
  }
}

interface ConnectionParts {
  readonly network: Network;
  readonly clock: Clock;
  readonly options: PeerOptions;
  readonly on: (event: PeerConnectionEvent) => void;
  readonly log: (line: string) => void;
}

class FakeConnection implements PeerHandle {
  readonly #network: Network;
  readonly #clock: Clock;
  readonly isRelayOnly: boolean;
  readonly #on: ConnectionParts['on'];
  readonly #log: ConnectionParts['log'];
  readonly #fingerprint: string;
  ufrag = '';
  #hasServers = false;
  #remote: { ufrag: string; fingerprint: string } | undefined;
  #remoteCandidates: string[] = [];
  /** The pair of user fragments over which there is a path. */
  #pair: string | undefined;
  #partner: FakeConnection | undefined;
  #isChecking = false;
  #isClosed = false;
  #hasChannel = false;
  #keys: FrameKeys | undefined;
  readonly #tracks = new Map<TrackSlot, LocalTrack>();
  readonly #seen = new Set<TrackSlot>();
  #dropped = 0;
  #shape = '';
  /** Sent while there was no path: the data channel repeats it. */
  #unsent: Bytes[] = [];

  constructor({ network, clock, options, on, log }: ConnectionParts) {
    this.#network = network;
    this.#clock = clock;
    this.isRelayOnly = options.relayOnly;
    this.#on = on;
    this.#log = log;
    this.#fingerprint = bytesToHex(network.random.bytes(32));
  }

  setIceServers(servers: PeerOptions['iceServers']): void {
    if (this.#network.refusingServers-- > 0) throw new Error('a server is refused');
    this.#hasServers = servers.length > 0;
  }

  async createOffer({ restart }: { readonly restart: boolean }): Promise<string> {
    this.#log(`createOffer ${restart}`);
    this.#require(restart === (this.ufrag !== ''), 'a first offer is no restart, a later one is');
    return this.#describe();
  }

  async acceptOffer(sdp: string): Promise<string> {
    this.#log('acceptOffer');
    this.#setRemote(sdp);
    return this.#describe();
  }

  async acceptAnswer(sdp: string): Promise<void> {
    this.#log('acceptAnswer');
    this.#setRemote(sdp);
    this.check();
  }

  addCandidate({ candidate }: Candidate): void {
    this.#log('addCandidate');
    this.#require(this.#remote !== undefined, 'a candidate needs its description first');
    const ufrag = candidateToUfrag(candidate);
    const isRelayOnly = this.isRelayOnly || this.#find(ufrag)?.isRelayOnly === true;
    this.#require(!isRelayOnly || candidate.includes('typ relay'), 'a direct candidate left or came in');
    this.#remoteCandidates.push(ufrag);
    this.check();
  }

  async setFrameKeys(keys: FrameKeys): Promise<void> {
    this.#log('setFrameKeys');
    this.#keys = keys;
    this.pump();
  }

  async putTrack(slot: TrackSlot, track: LocalTrack | undefined): Promise<void> {
    this.#log(`putTrack ${slot} ${track !== undefined}`);
    this.#require(this.#keys !== undefined, 'a track needs acknowledged keys first');
    if (track === undefined) this.#tracks.delete(slot);
    else this.#tracks.set(slot, track);
    this.pump();
  }

  sendData(bytes: Bytes): void {
    this.#log(`sendData ${bytes.length}`);
    const other = this.#livePartner();
    if (other === undefined) this.#unsent.push(bytes);
    else this.#clock.after(TIMES.deliver, () => other.#tell({ kind: 'data', bytes }));
  }

  async measure() {
    const nothing = { route: undefined, roundTrip: undefined, availableOut: undefined };
    return { at: this.#clock.now(), ...nothing, sending: {}, receiving: {} };
  }

  shape({ camera }: SendSettings): void {
    const now = `shape ${camera.isPaused ? 'paused' : camera.height}`;
    if (now !== this.#shape) this.#log(now);
    this.#shape = now;
  }

  refreshPicture(): void {}

  readonly received = async () => undefined;

  readonly loudness = async () => undefined;

  async stats() {
    return { path: this.#pair === undefined ? undefined : ('relay' as const), droppedFrames: this.#dropped };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#log('close');
    this.#isClosed = true;
    this.#network.connections.delete(this);
    this.#partner?.losePath(true);
  }

  /** The path is gone, for good or until the network is mended. */
  losePath(isFatal: boolean): void {
    if (this.#pair === undefined) return;
    const lost = this.#pair;
    this.#clock.after(TIMES.notice, () => {
      const isBack = this.#pair === lost && !isFatal && !this.#network.isCut;
      if (!isBack) this.#tell({ kind: 'state', state: 'disconnected' });
    });
    if (isFatal) this.#pair = `dead ${lost}`;
  }

  /** Connects if both sides have what ICE needs, and nothing is cut. */
  check(): void {
    const other = this.#other();
    if (other === undefined || this.#network.isCut || this.#isChecking || this.#isClosed) return;
    const pair = [this.ufrag, other.ufrag].sort().join(' ');
    const canReach =
      this.#remoteCandidates.includes(other.ufrag) || other.#remoteCandidates.includes(this.ufrag);
    const isNew = this.#pair !== pair;
    if (!canReach || this.#pair === `dead ${pair}`) return;
    this.#isChecking = true;
    this.#clock.after(TIMES.connect, () => {
      this.#isChecking = false;
      if (this.#other() === other && !this.#network.isCut && !this.#isClosed)
        this.#connect(pair, isNew, other);
    });
    other.check();
  }

  #connect(pair: string, isNew: boolean, other: FakeConnection): void {
    if (this.#remote?.fingerprint !== other.#fingerprint) {
      this.#tell({ kind: 'state', state: 'failed' });
      return;
    }
    this.#pair = pair;
    this.#partner = other;
    if (isNew) this.#log('connected');
    this.#tell({ kind: 'state', state: 'connected' });
    if (!this.#hasChannel) {
      this.#hasChannel = true;
      this.#tell({ kind: 'channelOpen' });
    }
    for (const bytes of this.#unsent.splice(0)) this.sendData(bytes);
    this.pump();
    other.pump();
  }

  /** A frame that was decrypted. */
  takeFrame(slot: TrackSlot): void {
    if (this.#livePartner() === undefined || this.#seen.has(slot)) return;
    this.#seen.add(slot);
    this.#tell({ kind: 'firstFrame', slot });
  }

  /** Frames flow from here to the other side, if it can decrypt them. */
  pump(): void {
    const other = this.#livePartner();
    const sent = this.#keys?.send;
    if (other === undefined) return;
    const theirs = other.#keys;
    const key = theirs?.receive.find(each => each.kid === sent?.kid)?.key;
    const isDecrypted = sent !== undefined && key !== undefined && isSameBytes(key, sent.key);
    for (const slot of this.#tracks.keys()) {
      if (!isDecrypted) other.#dropped += 1;
      else if (!other.#seen.has(slot)) {
        other.#seen.add(slot);
        this.#clock.after(TIMES.deliver, () => other.#tell({ kind: 'firstFrame', slot }));
      }
    }
  }

  /** The connection that this one's remote description names, if that one names this in turn. */
  #other(): FakeConnection | undefined {
    const other = this.#find(this.#remote?.ufrag);
    return other !== undefined && other.#remote?.ufrag === this.ufrag ? other : undefined;
  }

  /** The side that this one has a working path to. */
  #livePartner(): FakeConnection | undefined {
    const isAlive = this.#pair !== undefined && !this.#pair.startsWith('dead') && !this.#network.isCut;
    return isAlive ? this.#partner : undefined;
  }

  #find(ufrag: string | undefined): FakeConnection | undefined {
    return [...this.#network.connections].find(each => each.ufrag === ufrag);
  }

  #setRemote(sdp: string): void {
    this.#require(!sdp.includes('candidate:'), 'a description came in with candidates');
    this.#remote = readDescription(sdp);
    this.#remoteCandidates = this.#remoteCandidates.filter(ufrag => ufrag === this.#remote?.ufrag);
  }

  #describe(): string {
    this.ufrag = bytesToBase64url(this.#network.random.bytes(6));
    this.#gather(this.ufrag);
    return writeDescription({ ufrag: this.ufrag, fingerprint: this.#fingerprint });
  }

  #gather(ufrag: string): void {
    const isHanging = this.#network.hanging-- > 0;
    const report = (event: PeerConnectionEvent) => {
      if (this.ufrag === ufrag) this.#tell(event);
    };
    this.#clock.after(1, () => report({ kind: 'candidate', candidate: writeCandidate('host', ufrag) }));
    if (!this.#hasServers || isHanging) return;
    this.#clock.after(TIMES.gather, () =>
      report({ kind: 'candidate', candidate: writeCandidate('relay', ufrag) }),
    );
    this.#clock.after(TIMES.complete, () => report({ kind: 'gatheringComplete' }));
  }

  #tell(event: PeerConnectionEvent): void {
    if (!this.#isClosed) this.#on(event);
  }

  #require(isKept: boolean, rule: string): void {
    if (!isKept) this.#network.broken.push(rule);
  }
}
