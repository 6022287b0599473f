/** The exchange of descriptions and candidates of one leg (spec/call.md, "Connection"). Pure steps of the peer machine. */
import type { Leg } from '@sotto/protocol/sealed/media';
import { draftPeer, type PeerDraft, type PeerStep } from './peerDraft.ts';
import type { RemoteOffer } from './peerEvent.ts';
import { hasLeft, isSameLeg, losePath, openAgain, reopen, startRound } from './peerRenewal.ts';
import type { LivePeer } from './peerState.ts';
import { PEER_TIMES } from './peerTimes.ts';

/** Relay credentials are here, or none are needed. */
export function beginDescribing(state: LivePeer): PeerStep {
  if (state.exchange !== 'fetching') return [state];
  const draft = draftPeer(state);
  draft.change({ exchange: 'describing' });
  draft.start('watchdog', PEER_TIMES.watchdog);
  draft.perform(state.role === 'caller' ? { kind: 'offer', leg: state.leg } : { kind: 'answerAgain' });
  return draft.done();
}

/** The local description was made. */
export function noteDescription(state: LivePeer, { leg }: { readonly leg: Leg }): PeerStep {
  if (state.exchange !== 'describing' || !isSameLeg(leg, state.leg)) return [state];
  const draft = draftPeer(state);
  draft.change({ isDescribed: true });
  if (state.hasCandidate) draft.start('batch', PEER_TIMES.describe);
  // The watchdog of a restart has fired before there was anything to send.
  else if (state.hasSpoken && !state.timers.includes('watchdog')) sendDescription(draft);
  return draft.done();
}

/** A candidate that may leave was found. */
export function noteCandidate(state: LivePeer): PeerStep {
  const draft = draftPeer(state);
  if (state.exchange === 'describing' && !state.hasCandidate) {
    draft.change({ hasCandidate: true });
    draft.stop('watchdog');
    if (state.isDescribed) draft.start('batch', PEER_TIMES.describe);
  } else if (hasLeft(state) && !state.isHeld && !state.timers.includes('batch')) {
    draft.start('batch', PEER_TIMES.batch);
  }
  return draft.done();
}

/** No more candidates will come: nothing to wait for. */
export function finishGathering(state: LivePeer): PeerStep {
  const isComplete = state.exchange === 'describing' && state.isDescribed && state.hasCandidate;
  if (!isComplete) return [state];
  const draft = draftPeer(state);
  sendDescription(draft);
  return draft.done();
}

/** What was collected leaves. */
export function endBatch(state: LivePeer): PeerStep {
  const draft = draftPeer(state);
  draft.fired('batch');
  if (state.exchange === 'describing') sendDescription(draft);
  else if (hasLeft(state)) draft.perform({ kind: 'sendCandidates', leg: state.leg });
  return draft.done();
}

function sendDescription(draft: PeerDraft): void {
  const { role, isHeld, leg } = draft.state();
  draft.stop('watchdog', 'batch');
  if (isHeld && role === 'callee') {
    draft.change({ exchange: 'held' });
    return;
  }
  draft.change({ exchange: role === 'caller' ? 'offered' : 'settled', hasSpoken: true });
  draft.perform({ kind: 'sendDescription', leg });
}

/** The call is accepted. */
export function letCandidatesLeave(state: LivePeer): PeerStep {
  if (!state.isHeld) return [state];
  const draft = draftPeer(state);
  draft.change({ isHeld: false });
  draft.perform({ kind: 'letCandidatesIn' });
  if (state.exchange === 'held') sendDescription(draft);
  else if (hasLeft(state)) draft.perform({ kind: 'sendCandidates', leg: state.leg });
  return draft.done();
}

/** The contact answers. */
export function takeAnswer(state: LivePeer, answer: RemoteOffer): PeerStep {
  const isAwaited = state.exchange === 'offered' && isSameLeg(answer.leg, state.leg);
  if (!isAwaited) return [state];
  return [
    { ...state, exchange: 'settled' },
    { kind: 'applyAnswer', answer },
  ];
}

/** The contact offers: a restart, or a connection from the start. */
export function takeOffer(state: LivePeer, offer: RemoteOffer): PeerStep {
  if (state.role !== 'callee' || !isLater(offer.leg, state.leg)) return [state];
  const draft = draftPeer(state);
  const isNewRound = offer.leg.round > state.leg.round;
  draft.change({ leg: offer.leg });
  if (isNewRound || !state.hasSpoken) {
    draft.perform({ kind: 'keepOffer', offer });
    if (isNewRound) losePath(draft);
    openAgain(draft);
    return draft.done();
  }
  draft.change({ exchange: 'describing', isDescribed: false, hasCandidate: false });
  draft.stop('batch');
  draft.start('watchdog', PEER_TIMES.watchdog);
  draft.perform({ kind: 'answer', offer });
  return draft.done();
}

function isLater(leg: Leg, than: Leg): boolean {
  return leg.round > than.round || (leg.round === than.round && leg.restart > than.restart);
}

/** No candidate came in time. */
export function throwAway(state: LivePeer): PeerStep {
  const draft = draftPeer(state);
  draft.fired('watchdog');
  if (state.exchange !== 'describing' || state.hasCandidate) return draft.done();
  if (!state.hasSpoken) return reopen(draft, 'noRelay');
  // The answer to a restart goes without candidates, so that the caller can take its next step.
  if (state.role === 'caller') startRound(draft);
  else if (state.isDescribed) sendDescription(draft);
  return draft.done();
}
