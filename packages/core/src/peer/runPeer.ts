/** Drives the peer machine: performs its effects on real connections and timers (spec/call.md, "Connection"). */
import type { Bytes } from '@sotto/protocol/bytes';
import { MAX_CANDIDATES } from '@sotto/protocol/limits';
import type { Candidate, Leg } from '@sotto/protocol/sealed/media';
import { attempt } from '../call/attempt.ts';
import type { Cancel } from '../port/clock.ts';
import type { LocalTrack } from '../port/media.ts';
import type { PeerConnectionEvent, TrackSlot } from '../port/peerConnection.ts';
import { toSendable } from './candidates.ts';
import { Connection } from './connection.ts';
import { createLifeWatch, type LifeWatch } from './lifeWatch.ts';
import type { PeerEffect } from './peerEffect.ts';
import type { PeerEvent, RemoteOffer } from './peerEvent.ts';
import { transitionPeer } from './peerMachine.ts';
import type { PeerNeeds, PeerNews } from './peerNeeds.ts';
import { IDLE_PEER, type PeerState, type PeerTimer } from './peerState.ts';
import { PEER_TIMES } from './peerTimes.ts';
import { createRelayAccessKeeper, type RelayAccessKeeper } from './relayAccess.ts';

/** How long a last data channel message has to leave before the connection closes. */
const LINGER_MS = 250;
/** Without any arrival for so long, a hint that the network has changed is believed. */
const QUIET_MS = 300;

/** The connection to one remote device, whatever happens to the connections it is made of. */
export class RunningPeer {
  readonly #needs: PeerNeeds;
  readonly #tell: (news: PeerNews) => void;
  readonly #access: RelayAccessKeeper;
  readonly #timers = new Map<PeerTimer, Cancel>();
  readonly #tracks = new Map<TrackSlot, LocalTrack>();
  readonly #queue: PeerEvent[] = [];
  #isRunning = false;
  #state: PeerState = IDLE_PEER;
  #round: number | undefined;
  #connection: Connection | undefined;
  #description = '';
  #unsent: Candidate[] = [];
  #kept: RemoteOffer | undefined;
  readonly #watch: LifeWatch;

  constructor(needs: PeerNeeds, tell: (news: PeerNews) => void) {
    this.#needs = needs;
    this.#tell = tell;
    this.#access = createRelayAccessKeeper(needs.relay, needs.clock);
    this.#watch = createLifeWatch(needs.clock, {
      silent: () => {
        this.hear({ kind: 'pathSilent', quietFor: this.#watch.quietFor() ?? 0 });
        tell({ kind: 'quiet' });
      },
      alive: () => this.hear({ kind: 'pathUp' }),
      woke: () => this.hear({ kind: 'networkChanges' }),
      pulse: () => tell({ kind: 'pulse' }),
      measured: stats => tell({ kind: 'stats', stats }),
    });
  }

  /** Takes in a fact from the call or the contact. */
  hear(event: PeerEvent): void {
    this.#queue.push(event);
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#step(next);
    this.#isRunning = false;
  }

  /** The latest round so far; undefined before the first. */
  round(): number | undefined {
    return this.#round;
  }

  /** This device has, or may have, another network. What may be is believed only when little arrives. */
  networkChanged(isCertain: boolean): void {
    if (isCertain || (this.#watch.quietFor() ?? 0) > PEER_TIMES.look + QUIET_MS)
      this.hear({ kind: 'networkChanges' });
  }

  /** Whether a message on the data channel would leave now, or as soon as there is a path again. */
  isReady(): boolean {
    return this.#connection?.isSecured() ?? false;
  }

  /** What a slot sends from now on, on this and every later connection. */
  setTrack(slot: TrackSlot, track: LocalTrack | undefined): void {
    if (this.#tracks.get(slot) === track) return;
    if (track === undefined) this.#tracks.delete(slot);
    else this.#tracks.set(slot, track);
    this.#connection?.putTrack(slot);
  }

  /** Sends on the data channel; dropped unless ready. */
  send(plaintext: Bytes): void {
    if (this.isReady()) void this.#connection?.send(plaintext);
  }

  /** Seals ahead what may be sent next on this connection; nothing unless ready. */
  prepare(plaintexts: readonly Bytes[]): void {
    this.#connection?.prepare(plaintexts);
  }

  /** The present connection, to be measured, limited and given other frame keys; undefined when there is none. */
  connection(): Pick<Connection, 'measure' | 'shape' | 'rekey' | 'loudness' | 'refreshPicture'> | undefined {
    return this.#connection;
  }

  #step(event: PeerEvent): void {
    const [state, ...effects] = transitionPeer(this.#state, event);
    this.#state = state;
    if (state.name === 'live') this.#round = state.leg.round;
    const isDone = effects.map(effect => this.#attempt(effect.kind, () => this.#perform(effect)));
    // After the report, so that whoever hears it knows of the path already.
    if (event.kind === 'pathUp' && this.isReady()) this.#attempt('ready', () => this.#noteReady());
    if (isDone.includes(false)) this.#queue.push({ kind: 'effectFails' });
  }

  #attempt(effect: string, action: () => void): boolean {
    return attempt(this.#needs.log, 'peer.effectFailed', action, { effect });
  }

  #perform(effect: PeerEffect): void {
    const perform = this.#performers[effect.kind] as (effect: PeerEffect) => void;
    perform(effect);
  }

  readonly #performers: {
    readonly [Kind in PeerEffect['kind']]: (effect: Extract<PeerEffect, { kind: Kind }>) => void;
  } = {
    open: () => this.#open(),
    close: () => this.#close(),
    offer: ({ leg }) => this.#offer(leg),
    answer: ({ offer }) => {
      this.#kept = offer;
      this.#answer(offer);
    },
    answerAgain: () => {
      if (this.#kept !== undefined) this.#answer(this.#kept);
    },
    keepOffer: ({ offer }) => {
      this.#kept = offer;
    },
    applyAnswer: ({ answer }) => this.#connection?.applyAnswer(answer.sdp, answer.candidates),
    addCandidates: ({ candidates }) => this.#addCandidates(candidates),
    letCandidatesIn: () => this.#connection?.letCandidatesIn(),
    sendDescription: ({ leg }) =>
      this.#tell({ kind: 'description', leg, sdp: this.#description, candidates: this.#takeSendable() }),
    sendCandidates: ({ leg }) => this.#sendCandidates(leg),
    askRestart: ({ round }) => this.#tell({ kind: 'restartWanted', round }),
    startTimer: ({ timer, ms }) => this.#startTimer(timer, ms),
    stopTimer: ({ timer }) => this.#stopTimer(timer),
    report: ({ fact }) => this.#tell(fact),
  };

  #open(): void {
    const { peers, connection: name, role, relayOnly } = this.#needs;
    const opened = peers.open({ role, relayOnly, iceServers: [], connection: name }, event =>
      mine?.hear(event),
    );
    if (!opened.ok) {
      this.hear({ kind: opened.code === 'unsupported' ? 'unsupported' : 'effectFails' });
      return;
    }
    const mine = new Connection(
      {
        ...this.#needs,
        track: slot => this.#tracks.get(slot),
        letsCandidatesIn: () => this.#mayUseCandidates(),
      },
      this.#listener,
      opened.value,
    );
    this.#connection = mine;
    void this.#access.refresh().then(() => {
      if (this.#connection === mine) this.#useAccess(mine);
    });
  }

  // Credentials that could not be renewed are still worth a try.
  #useAccess(connection: Connection): void {
    const servers = this.#access.servers();
    const isTaken = this.#attempt('setIceServers', () => connection.setIceServers(servers));
    if (!isTaken) this.hear({ kind: 'operationFails' });
    else this.hear({ kind: servers.length > 0 ? 'relayKnown' : 'relayMissing' });
  }

  readonly #listener = {
    event: (event: PeerConnectionEvent) => this.#hearConnection(event),
    refused: () => this.hear({ kind: 'operationFails' }),
    encryptionFailed: () => this.hear({ kind: 'encryptionFails' }),
    secured: () => {
      if (this.isReady()) this.#noteReady();
    },
    plaintext: (plaintext: Bytes) => this.#tell({ kind: 'data', plaintext }),
    code: (code: string) => this.#tell({ kind: 'code', code }),
  };

  #hearConnection(event: PeerConnectionEvent): void {
    if (event.kind === 'candidate') this.#noteCandidate(event.candidate);
    else if (event.kind === 'gatheringComplete') this.hear({ kind: 'gatheringEnds' });
    else if (event.kind === 'encryptionFailed') this.hear({ kind: 'encryptionFails' });
    else if (event.kind === 'firstFrame') this.#tell(event);
    else if (event.kind === 'state' && event.state !== 'connecting')
      this.hear({ kind: PATH_EVENTS[event.state] });
  }

  #noteCandidate(candidate: Candidate): void {
    const sendable = toSendable(candidate, this.#needs.relayOnly);
    if (sendable === undefined) return;
    this.#unsent.push(sendable);
    this.hear({ kind: 'candidateFound' });
  }

  #mayUseCandidates(): boolean {
    return this.#state.name === 'live' && !this.#state.isHeld;
  }

  #takeSendable(): readonly Candidate[] {
    return this.#mayUseCandidates() ? this.#takeUnsent() : [];
  }

  #takeUnsent(): readonly Candidate[] {
    return this.#unsent.splice(0, MAX_CANDIDATES);
  }

  #sendCandidates(leg: Leg): void {
    while (this.#unsent.length > 0) this.#tell({ kind: 'candidates', leg, candidates: this.#takeUnsent() });
  }

  #offer(leg: Leg): void {
    this.#unsent = [];
    const prepare = leg.restart === 0 ? Promise.resolve() : this.#renewAccess();
    this.#connection?.offer(leg.restart > 0, prepare, sdp => this.#noteDescription(leg, sdp));
  }

  #answer({ leg, sdp, candidates }: RemoteOffer): void {
    this.#unsent = [];
    this.#connection?.answer(sdp, candidates, answer => this.#noteDescription(leg, answer));
  }

  #noteDescription(leg: Leg, sdp: string): void {
    this.#description = sdp;
    this.hear({ kind: 'described', leg });
  }

  // Kept as well, because a connection that is thrown away takes its remote candidates along.
  #addCandidates(candidates: readonly Candidate[]): void {
    if (this.#kept !== undefined) {
      this.#kept = {
        ...this.#kept,
        candidates: [...this.#kept.candidates, ...candidates].slice(-2 * MAX_CANDIDATES),
      };
    }
    this.#connection?.addCandidates(candidates);
  }

  async #renewAccess(): Promise<void> {
    const mine = this.#connection;
    if (await this.#access.refresh()) mine?.setIceServers(this.#access.servers());
  }

  #noteReady(): void {
    if (this.#connection !== undefined) this.#watch.start(this.#connection);
    this.#connection?.refreshPicture();
    this.#tell({ kind: 'ready' });
  }

  #close(): void {
    const closing = this.#connection;
    const lingers = closing?.isSecured() === true && this.#state.name === 'closed';
    this.#connection = undefined;
    this.#watch.stop();
    this.#unsent = [];
    if (lingers) this.#needs.clock.after(LINGER_MS, () => closing.close());
    else closing?.close();
  }

  #startTimer(timer: PeerTimer, ms: number): void {
    const fire = () => {
      this.#timers.delete(timer);
      this.hear({ kind: TIMER_EVENTS[timer] });
    };
    this.#timers.set(timer, this.#needs.clock.after(ms, fire));
  }

  #stopTimer(timer: PeerTimer): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }
}

const PATH_EVENTS = { connected: 'pathUp', disconnected: 'pathLost', failed: 'pathFails' } as const;
const TIMER_EVENTS = {
  watchdog: 'watchdogFires',
  batch: 'batchEnds',
  sayBroken: 'sayBrokenDue',
  retry: 'retryDue',
  limit: 'limitReached',
} as const;
