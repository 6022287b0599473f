/** How the peer machine keeps, loses and finds a path (spec/call.md, "Recovery"). Pure steps of the peer machine. */
import { draftPeer, type PeerDraft, type PeerStep } from './peerDraft.ts';
import { hasLeft, isStuck, losePath, openAgain, reopen, restart, startRound } from './peerRenewal.ts';
import type { LivePeer } from './peerState.ts';
import { PEER_TIMES } from './peerTimes.ts';

/** Every so many attempts, a new connection instead of an ICE restart: a path can be lost for good in a live one. */
const ATTEMPTS_PER_ROUND = 3;

/** There is a path. */
export function notePathUp(state: LivePeer): PeerStep {
  if (isStuck(state)) return [state];
  const draft = draftPeer(state);
  draft.stop('sayBroken', 'retry', 'limit');
  draft.change({ path: 'up', wasUp: true, attempts: 0, reopenings: 0 });
  if (!state.wasUp) draft.report({ kind: 'up' });
  else if (state.path === 'broken') draft.report({ kind: 'recovered' });
  return draft.done();
}

/** The path is interrupted; it may come back by itself. */
export function notePathLost(state: LivePeer): PeerStep {
  return state.path === 'up' ? beginShaking(state, PEER_TIMES.sayBroken, PEER_TIMES.retries[0]) : [state];
}

/** Nothing arrives any more: the path was lost a while ago. */
export function notePathSilent(state: LivePeer, { quietFor }: { readonly quietFor: number }): PeerStep {
  if (state.path !== 'up') return [state];
  const left = (ms: number) => Math.max(0, ms - quietFor);
  return beginShaking(state, left(PEER_TIMES.sayBroken), left(PEER_TIMES.silentRetry));
}

function beginShaking(state: LivePeer, sayBroken: number, retry: number): PeerStep {
  const draft = draftPeer(state);
  draft.change({ path: 'shaky' });
  draft.start('sayBroken', sayBroken);
  draft.start('retry', retry);
  draft.start('limit', PEER_TIMES.limit);
  return draft.done();
}

/** The path will not come back by itself. */
export function notePathFailed(state: LivePeer): PeerStep {
  const draft = draftPeer(state);
  const isKnown = state.path === 'broken' && state.timers.includes('retry');
  losePath(draft);
  if (!isKnown) tryAgain(draft);
  return draft.done();
}

/** The interruption has lasted. */
export function tellLoss(state: LivePeer): PeerStep {
  const draft = draftPeer(state);
  draft.fired('sayBroken');
  if (state.path === 'shaky') {
    draft.change({ path: 'broken' });
    draft.report({ kind: 'broken' });
  }
  return draft.done();
}

/** The next attempt is due. */
export function retry(state: LivePeer): PeerStep {
  const draft = draftPeer(state);
  draft.fired('retry');
  tryAgain(draft);
  return draft.done();
}

// An offer that is still unanswered is not made again: it waits safely in the contact's mailbox.
function tryAgain(draft: PeerDraft): void {
  const { attempts, role, leg, exchange } = draft.state();
  const attempt = attempts + 1;
  draft.change({ attempts: attempt });
  draft.start('retry', PEER_TIMES.retries[attempt] ?? PEER_TIMES.retries[4]);
  if (isStuck(draft.state())) {
    draft.change({ reopenings: 0 });
    openAgain(draft);
  }
  if (exchange !== 'settled') return;
  if (role === 'callee') draft.perform({ kind: 'askRestart', round: leg.round });
  else if (attempt % ATTEMPTS_PER_ROUND === 0) startRound(draft);
  else restart(draft);
}

/** This device has another network: no waiting. */
export function followNetwork(state: LivePeer): PeerStep {
  if (state.exchange === 'fetching') return [state];
  const draft = draftPeer(state);
  if (!state.hasSpoken) openAgain(draft);
  else if (state.role === 'caller') restart(draft);
  else draft.perform({ kind: 'askRestart', round: state.leg.round });
  return draft.done();
}

/** The contact asks for a restart, or, with a later round, for a connection from the start. */
export function answerRestartRequest(state: LivePeer, round: number): PeerStep {
  if (state.role !== 'caller') return [state];
  const draft = draftPeer(state);
  if (round > state.leg.round && hasLeft(state)) startRound(draft);
  else if (round === state.leg.round && state.exchange === 'settled') restart(draft);
  return draft.done();
}

/** The browser refused an operation: this connection is of no more use. */
export function recoverFromRefusal(state: LivePeer): PeerStep {
  const draft = draftPeer(state);
  if (!state.hasSpoken) return reopen(draft, 'deviceFailed');
  losePath(draft);
  draft.start('retry', PEER_TIMES.retries[0]);
  if (state.role === 'caller') startRound(draft);
  else draft.perform({ kind: 'askRestart', round: state.leg.round + 1 });
  return draft.done();
}

/** The contact holds no connection any more. */
export function makeFresh(state: LivePeer): PeerStep {
  if (state.role !== 'caller' || !state.hasSpoken) return [state];
  const draft = draftPeer(state);
  startRound(draft);
  if (draft.state().path === 'broken') draft.start('limit', PEER_TIMES.limit);
  return draft.done();
}

/** The end of patience. */
export function giveUp(state: LivePeer): PeerStep {
  const draft = draftPeer(state);
  draft.fired('limit');
  draft.report({ kind: 'gaveUp' });
  return draft.closed();
}
