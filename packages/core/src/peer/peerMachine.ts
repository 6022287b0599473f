/**
 * The connection to one remote device: descriptions, candidates, the watchdog, restarts and the end of patience
 * (spec/call.md, "Connection"; spec/charts/peer.md). Pure: `(state, event) → [state, ...effects]`.
 */
import { draftPeer, type PeerStep } from './peerDraft.ts';
import type { PeerEvent } from './peerEvent.ts';
import {
  beginDescribing,
  endBatch,
  finishGathering,
  letCandidatesLeave,
  noteCandidate,
  noteDescription,
  takeAnswer,
  takeOffer,
  throwAway,
} from './peerExchange.ts';
import {
  answerRestartRequest,
  followNetwork,
  giveUp,
  makeFresh,
  notePathFailed,
  notePathLost,
  notePathSilent,
  notePathUp,
  recoverFromRefusal,
  retry,
  tellLoss,
} from './peerPath.ts';
import { fail, failOrWait, isSameLeg, UNDESCRIBED } from './peerRenewal.ts';
import type { LivePeer, PeerState } from './peerState.ts';

/** The step from a state by an event. Events that mean nothing in a state leave it as it is, by identity. */
export function transitionPeer(state: PeerState, event: PeerEvent): PeerStep {
  if (state.name === 'closed') return [state];
  if (state.name === 'idle') return leaveIdle(state, event);
  const handler = TABLE[event.kind] as (state: LivePeer, event: PeerEvent) => PeerStep;
  return handler(state, event);
}

type Handlers = {
  readonly [Kind in PeerEvent['kind']]: (
    state: LivePeer,
    event: Extract<PeerEvent, { kind: Kind }>,
  ) => PeerStep;
};

const ignore = (state: LivePeer): PeerStep => [state];

const TABLE: Handlers = {
  callerOpens: ignore,
  calleeOpens: ignore,
  accepted: letCandidatesLeave,
  freshWanted: makeFresh,
  closes: state => draftPeer(state).closed(),
  relayKnown: beginDescribing,
  relayMissing: state =>
    state.exchange === 'fetching' && state.relayOnly
      ? failOrWait(draftPeer(state), 'noRelay')
      : beginDescribing(state),
  unsupported: state => fail(draftPeer(state), 'unsupported'),
  described: noteDescription,
  candidateFound: noteCandidate,
  gatheringEnds: finishGathering,
  pathUp: notePathUp,
  pathLost: notePathLost,
  pathFails: notePathFailed,
  pathSilent: notePathSilent,
  operationFails: recoverFromRefusal,
  encryptionFails: state => fail(draftPeer(state), 'deviceFailed'),
  effectFails: state => fail(draftPeer(state), 'deviceFailed'),
  networkChanges: followNetwork,
  offerArrives: (state, { offer }) => takeOffer(state, offer),
  answerArrives: (state, { answer }) => takeAnswer(state, answer),
  candidatesArrive: (state, { leg, candidates }) =>
    isSameLeg(leg, state.leg) ? [state, { kind: 'addCandidates', candidates }] : [state],
  restartAsked: (state, { round }) => answerRestartRequest(state, round),
  watchdogFires: throwAway,
  batchEnds: endBatch,
  sayBrokenDue: tellLoss,
  retryDue: retry,
  limitReached: giveUp,
};

function leaveIdle(state: PeerState, event: PeerEvent): PeerStep {
  if (event.kind === 'callerOpens') {
    const leg = { round: event.round, restart: 0 };
    return [
      createLivePeer({ role: 'caller', relayOnly: event.relayOnly, isHeld: event.isHeld, leg }),
      { kind: 'open' },
    ];
  }
  if (event.kind === 'calleeOpens') {
    const { offer, relayOnly, isHeld } = event;
    const live = createLivePeer({ role: 'callee', relayOnly, isHeld, leg: offer.leg });
    return [live, { kind: 'keepOffer', offer }, { kind: 'open' }];
  }
  return event.kind === 'closes' ? [{ name: 'closed' }] : [state];
}

function createLivePeer(facts: Pick<LivePeer, 'role' | 'relayOnly' | 'isHeld' | 'leg'>): LivePeer {
  return {
    name: 'live',
    ...facts,
    ...UNDESCRIBED,
    path: 'new',
    wasUp: false,
    reopenings: 0,
    attempts: 0,
    timers: [],
  };
}
