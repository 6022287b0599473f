/** What the peer machine knows about its one remote device (spec/charts/peer.md). */
import type { Leg } from '@sotto/protocol/sealed/media';

/** The caller always offers, the callee always answers: nothing ever collides. */
export type PeerRole = 'caller' | 'callee';

/**
 * The exchange of descriptions of the current leg. `fetching`: relay credentials are awaited, the connection exists.
 * `describing`: the local description and its first usable candidate come about; nothing of this leg has left.
 * `held`: the callee's answer is complete, but may not leave before acceptance. `offered`: the answer is awaited.
 * `settled`: both sides have both.
 */
export type Exchange = 'fetching' | 'describing' | 'held' | 'offered' | 'settled';

/**
 * The path. `new`: none yet. `shaky`: lost a moment ago, nothing said. `broken`: lost, and the person is told.
 */
export type PathState = 'new' | 'up' | 'shaky' | 'broken';

/**
 * `watchdog`: a usable candidate must show up. `batch`: candidates are collected before they leave together.
 * `sayBroken`: the loss becomes worth a word. `retry`: the next attempt to find a path. `limit`: the end of patience.
 */
export type PeerTimer = 'watchdog' | 'batch' | 'sayBroken' | 'retry' | 'limit';

/** A connection that is being made or kept. */
export interface LivePeer {
  readonly name: 'live';
  readonly role: PeerRole;
  readonly relayOnly: boolean;
  /**
   * Candidates of either side wait for the acceptance, and so does the callee's answer: the owner hides that the device
   * rings, or allows direct paths, whose candidates and checks show an address.
   */
  readonly isHeld: boolean;
  readonly leg: Leg;
  readonly exchange: Exchange;
  /** The local description of this leg exists. */
  readonly isDescribed: boolean;
  /** A usable candidate of this leg exists. */
  readonly hasCandidate: boolean;
  /** A description of this connection has left: it cannot be thrown away unnoticed any more. */
  readonly hasSpoken: boolean;
  readonly path: PathState;
  /** Whether a path existed before: its loss can be told. */
  readonly wasUp: boolean;
  /** How often this connection was thrown away before anything left. */
  readonly reopenings: number;
  /** Attempts since the path was lost. */
  readonly attempts: number;
  readonly timers: readonly PeerTimer[];
}

/** Everything a peer can be. */
export type PeerState = { readonly name: 'idle' } | LivePeer | { readonly name: 'closed' };

/** Before anything. */
export const IDLE_PEER: PeerState = { name: 'idle' };
