/** What a running peer needs from the call above it, and what it tells. Types only. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { Candidate, Leg } from '@sotto/protocol/sealed/media';
import type { RelayAccess } from '../call/callNeeds.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { PeerConnectionPort, PeerStats, TrackSlot } from '../port/peerConnection.ts';
import type { KeySource } from './connectionKeys.ts';
import type { PeerReport } from './peerEffect.ts';
import type { RemoteOffer } from './peerEvent.ts';

/** What a running peer needs. */
export interface PeerNeeds extends KeySource {
  readonly clock: Clock;
  readonly log: Log;
  readonly peers: PeerConnectionPort;
  /** Fresh relay credentials; undefined or rejected when none can be had. */
  readonly relay: () => Promise<RelayAccess | undefined>;
  /** Name of the connections, see `PeerOptions`. */
  readonly connection: string;
  readonly relayOnly: boolean;
}

/** What a running peer tells. */
export type PeerNews =
  | PeerReport
  /** To be sent as an invitation's offer, `callOffer` or `callAnswer`. */
  | ({ readonly kind: 'description' } & RemoteOffer)
  | { readonly kind: 'candidates'; readonly leg: Leg; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'restartWanted'; readonly round: number }
  /** Path, keys and data channel are there; said again after each reconnect. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'data'; readonly plaintext: Bytes }
  | { readonly kind: 'firstFrame'; readonly slot: TrackSlot }
  | { readonly kind: 'code'; readonly code: string }
  /** Nothing arrives any more. */
  | { readonly kind: 'quiet' }
  /** Time for a sign of life. */
  | { readonly kind: 'pulse' }
  | { readonly kind: 'stats'; readonly stats: PeerStats };
