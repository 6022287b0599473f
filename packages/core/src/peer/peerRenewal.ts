/**
 * How the peer machine begins again: the same leg on a new connection, an ICE restart, or the next round
 * (spec/call.md, "Recovery"). Pure.
 */
import type { Leg } from '@sotto/protocol/sealed/media';
import type { PeerDraft, PeerStep } from './peerDraft.ts';
import type { PeerFailure } from './peerEffect.ts';
import type { LivePeer } from './peerState.ts';
import { PEER_TIMES } from './peerTimes.ts';

/** How often a connection is thrown away before the relay counts as unreachable. */
const MAX_REOPENINGS = 4;
/** The exchange of a connection that was just opened. */
export const UNDESCRIBED = {
  exchange: 'fetching',
  isDescribed: false,
  hasCandidate: false,
  hasSpoken: false,
} as const;

/** Whether two legs are the same. */
export function isSameLeg(a: Leg, b: Leg): boolean {
  return a.round === b.round && a.restart === b.restart;
}

/** The local description of this leg has left. */
export function hasLeft(state: LivePeer): boolean {
  return state.exchange === 'offered' || state.exchange === 'settled';
}

/** Another connection for the same leg. */
export function openAgain(draft: PeerDraft): void {
  draft.stop('watchdog', 'batch');
  draft.change(UNDESCRIBED);
  draft.perform({ kind: 'close' });
  draft.perform({ kind: 'open' });
}

/** Throws away a connection of which nothing has left; not too often. */
export function reopen(draft: PeerDraft, failure: PeerFailure): PeerStep {
  const { reopenings } = draft.state();
  if (reopenings >= MAX_REOPENINGS) return failOrWait(draft, failure);
  draft.change({ reopenings: reopenings + 1 });
  openAgain(draft);
  return draft.done();
}

/** The next round: a connection from the start. Caller only. */
export function startRound(draft: PeerDraft): void {
  const { leg } = draft.state();
  draft.change({ leg: { round: leg.round + 1, restart: 0 } });
  if (draft.state().path !== 'new') losePath(draft);
  openAgain(draft);
}

/** An ICE restart: the working path stays until a new one is found. Caller only. */
export function restart(draft: PeerDraft): void {
  const { leg } = draft.state();
  const next = { round: leg.round, restart: leg.restart + 1 };
  draft.change({ leg: next, exchange: 'describing', isDescribed: false, hasCandidate: false });
  draft.stop('batch');
  draft.start('watchdog', PEER_TIMES.watchdog);
  draft.perform({ kind: 'offer', leg: next });
}

/** The path is gone for certain: no more waiting before it is said. */
export function losePath(draft: PeerDraft): void {
  const { path, wasUp, timers } = draft.state();
  draft.stop('sayBroken');
  if (!timers.includes('limit')) draft.start('limit', PEER_TIMES.limit);
  if (path !== 'broken' && wasUp) draft.report({ kind: 'broken' });
  draft.change({ path: 'broken' });
}

/** No connection can be made now. Who lost a path waits for the next attempt: only the limit ends that. */
export function failOrWait(draft: PeerDraft, failure: PeerFailure): PeerStep {
  const { path, timers } = draft.state();
  if (path !== 'broken') return fail(draft, failure);
  if (!timers.includes('retry')) draft.start('retry', PEER_TIMES.retries[4]);
  return draft.done();
}

/** Nothing has left of this connection, and nothing is happening that could change it. */
export function isStuck({ exchange, hasSpoken, hasCandidate, timers }: LivePeer): boolean {
  if (hasSpoken || hasCandidate || timers.includes('watchdog')) return false;
  return exchange === 'fetching' || exchange === 'describing';
}

/** No connection can be made: says why and ends. */
export function fail(draft: PeerDraft, failure: PeerFailure): PeerStep {
  draft.report({ kind: 'failed', failure });
  return draft.closed();
}
