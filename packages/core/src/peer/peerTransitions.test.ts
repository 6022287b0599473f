/** The peer machine's transitions, one by one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PeerEffect } from './peerEffect.ts';
import type { PeerEvent, RemoteOffer } from './peerEvent.ts';
import { transitionPeer } from './peerMachine.ts';
import type { LivePeer } from './peerState.ts';

const offer = (round: number, restart: number): RemoteOffer => ({
  leg: { round, restart },
  sdp: 'sdp',
  candidates: [],
});

function live(changes: Partial<LivePeer>): LivePeer {
  return {
    name: 'live',
    role: 'caller',
    relayOnly: true,
    isHeld: false,
    leg: { round: 0, restart: 0 },
    exchange: 'settled',
    isDescribed: true,
    hasCandidate: true,
    hasSpoken: true,
    path: 'up',
    wasUp: true,
    reopenings: 0,
    attempts: 0,
    timers: [],
    ...changes,
  };
}

/** State, event, and what is done: `offer 0.1`, `start watchdog 2000`, `report broken`. */
const TABLE: readonly (readonly [string, LivePeer, PeerEvent, string])[] = [
  [
    'credentials let the caller offer',
    live({ exchange: 'fetching', hasSpoken: false }),
    { kind: 'relayKnown' },
    'start watchdog 2000, offer 0.0',
  ],
  [
    'no credentials end a relay-only call',
    live({ exchange: 'fetching', hasSpoken: false }),
    { kind: 'relayMissing' },
    'report failed noRelay, close',
  ],
  [
    'no credentials, direct: try without',
    live({ exchange: 'fetching', hasSpoken: false, relayOnly: false }),
    { kind: 'relayMissing' },
    'start watchdog 2000, offer 0.0',
  ],
  [
    'the first candidate calls the watchdog off',
    live({ exchange: 'describing', hasCandidate: false, timers: ['watchdog'] }),
    { kind: 'candidateFound' },
    'stop watchdog, start batch 20',
  ],
  [
    'the description leaves',
    live({ exchange: 'describing', timers: ['batch'] }),
    { kind: 'batchEnds' },
    'sendDescription 0.0',
  ],
  [
    'gathering complete: no waiting',
    live({ exchange: 'describing', timers: ['batch'] }),
    { kind: 'gatheringEnds' },
    'stop batch, sendDescription 0.0',
  ],
  [
    'a held answer stays',
    live({ role: 'callee', isHeld: true, exchange: 'describing', timers: ['batch'] }),
    { kind: 'batchEnds' },
    '',
  ],
  [
    'and leaves on acceptance',
    live({ role: 'callee', isHeld: true, exchange: 'held' }),
    { kind: 'accepted' },
    'letCandidatesIn, sendDescription 0.0',
  ],
  [
    'no candidate: thrown away',
    live({ exchange: 'describing', hasSpoken: false, hasCandidate: false, timers: ['watchdog'] }),
    { kind: 'watchdogFires' },
    'close, open',
  ],
  [
    'too often: no relay',
    live({
      exchange: 'describing',
      hasSpoken: false,
      hasCandidate: false,
      reopenings: 4,
      timers: ['watchdog'],
    }),
    { kind: 'watchdogFires' },
    'report failed noRelay, close',
  ],
  [
    'no candidate for a restart: next round',
    live({
      leg: { round: 0, restart: 1 },
      exchange: 'describing',
      hasCandidate: false,
      path: 'broken',
      timers: ['watchdog', 'limit'],
    }),
    { kind: 'watchdogFires' },
    'close, open',
  ],
  ['later candidates go together', live({}), { kind: 'candidateFound' }, 'start batch 100'],
  [
    'the awaited answer',
    live({ exchange: 'offered' }),
    { kind: 'answerArrives', answer: offer(0, 0) },
    'applyAnswer',
  ],
  [
    'an outdated answer',
    live({ exchange: 'offered', leg: { round: 0, restart: 1 } }),
    { kind: 'answerArrives', answer: offer(0, 0) },
    '',
  ],
  [
    'an outdated offer',
    live({ role: 'callee', leg: { round: 1, restart: 0 } }),
    { kind: 'offerArrives', offer: offer(0, 7) },
    '',
  ],
  [
    'a restart offer',
    live({ role: 'callee' }),
    { kind: 'offerArrives', offer: offer(0, 1) },
    'start watchdog 2000, answer',
  ],
  [
    'a fresh offer',
    live({ role: 'callee' }),
    { kind: 'offerArrives', offer: offer(1, 0) },
    'keepOffer, start limit 90000, report broken, close, open',
  ],
  ['an offer to the caller', live({}), { kind: 'offerArrives', offer: offer(1, 0) }, ''],
  [
    'the path is interrupted',
    live({}),
    { kind: 'pathLost' },
    'start sayBroken 2000, start retry 3000, start limit 90000',
  ],
  [
    'nothing arrives any more: what has passed already counts',
    live({}),
    { kind: 'pathSilent', quietFor: 1250 },
    'start sayBroken 750, start retry 750, start limit 90000',
  ],
  [
    'silence of a path known to be lost',
    live({ path: 'broken' }),
    { kind: 'pathSilent', quietFor: 1250 },
    '',
  ],
  [
    'after 2 s it is said',
    live({ path: 'shaky', timers: ['sayBroken', 'retry', 'limit'] }),
    { kind: 'sayBrokenDue' },
    'report broken',
  ],
  [
    'back before that: not a word',
    live({ path: 'shaky', timers: ['sayBroken', 'retry', 'limit'] }),
    { kind: 'pathUp' },
    'stop sayBroken, stop retry, stop limit',
  ],
  [
    'back after that',
    live({ path: 'broken', timers: ['retry', 'limit'] }),
    { kind: 'pathUp' },
    'stop retry, stop limit, report recovered',
  ],
  [
    'after 3 s the caller restarts',
    live({ path: 'broken', timers: ['retry', 'limit'] }),
    { kind: 'retryDue' },
    'start retry 5000, start watchdog 2000, offer 0.1',
  ],
  [
    'the callee asks',
    live({ role: 'callee', path: 'broken', timers: ['retry', 'limit'] }),
    { kind: 'retryDue' },
    'start retry 5000, askRestart 0',
  ],
  [
    'the third attempt is a new round',
    live({ path: 'broken', attempts: 2, timers: ['retry', 'limit'] }),
    { kind: 'retryDue' },
    'start retry 13000, close, open',
  ],
  [
    'an unanswered offer is not repeated',
    live({ path: 'broken', exchange: 'offered', timers: ['retry', 'limit'] }),
    { kind: 'retryDue' },
    'start retry 5000',
  ],
  [
    'a relay that does not answer ends a call that never had a path',
    live({ exchange: 'describing', hasCandidate: false, hasSpoken: false, wasUp: false, reopenings: 4 }),
    { kind: 'watchdogFires' },
    'report failed noRelay, close',
  ],
  [
    'and does not end one that had',
    live({
      ...{ path: 'broken', exchange: 'describing', hasCandidate: false, hasSpoken: false, reopenings: 4 },
      timers: ['watchdog', 'retry', 'limit'],
    }),
    { kind: 'watchdogFires' },
    '',
  ],
  [
    'without an attempt ahead, one is arranged',
    live({ path: 'broken', exchange: 'fetching', hasCandidate: false, hasSpoken: false, timers: ['limit'] }),
    { kind: 'relayMissing' },
    'start retry 20000',
  ],
  [
    'the next attempt makes the connection anew',
    live({
      ...{ path: 'broken', exchange: 'describing', hasCandidate: false, hasSpoken: false, reopenings: 4 },
      timers: ['retry', 'limit'],
    }),
    { kind: 'retryDue' },
    'start retry 5000, close, open',
  ],
  [
    'another network: restart at once',
    live({}),
    { kind: 'networkChanges' },
    'start watchdog 2000, offer 0.1',
  ],
  ['another network at the callee', live({ role: 'callee' }), { kind: 'networkChanges' }, 'askRestart 0'],
  [
    'another network before anything left',
    live({ exchange: 'describing', hasSpoken: false, timers: ['watchdog'] }),
    { kind: 'networkChanges' },
    'stop watchdog, close, open',
  ],
  ['asked for a restart', live({}), { kind: 'restartAsked', round: 0 }, 'start watchdog 2000, offer 0.1'],
  ['asked while one is under way', live({ exchange: 'offered' }), { kind: 'restartAsked', round: 0 }, ''],
  [
    'asked for a fresh connection',
    live({}),
    { kind: 'restartAsked', round: 1 },
    'start limit 90000, report broken, close, open',
  ],
  [
    'asked about an old round',
    live({ leg: { round: 2, restart: 0 } }),
    { kind: 'restartAsked', round: 1 },
    '',
  ],
  [
    'the browser refuses',
    live({ role: 'callee' }),
    { kind: 'operationFails' },
    'start limit 90000, report broken, start retry 3000, askRestart 1',
  ],
  [
    '90 s',
    live({ path: 'broken', timers: ['retry', 'limit'] }),
    { kind: 'limitReached' },
    'report gaveUp, stop retry, close',
  ],
  ['encryption is gone', live({}), { kind: 'encryptionFails' }, 'report failed deviceFailed, close'],
  [
    'early candidates of this leg',
    live({}),
    { kind: 'candidatesArrive', leg: { round: 0, restart: 0 }, candidates: [] },
    'addCandidates',
  ],
  [
    'candidates of another leg',
    live({}),
    { kind: 'candidatesArrive', leg: { round: 1, restart: 0 }, candidates: [] },
    '',
  ],
];

for (const [story, state, event, expected] of TABLE) {
  test(story, () => {
    const [, ...effects] = transitionPeer(state, event);
    assert.equal(effects.map(describe).join(', '), expected);
  });
}

function describe(effect: PeerEffect): string {
  switch (effect.kind) {
    case 'startTimer':
      return `start ${effect.timer} ${effect.ms}`;
    case 'stopTimer':
      return `stop ${effect.timer}`;
    case 'report':
      return `report ${effect.fact.kind}${effect.fact.kind === 'failed' ? ` ${effect.fact.failure}` : ''}`;
    case 'offer':
    case 'sendDescription':
    case 'sendCandidates':
      return `${effect.kind} ${effect.leg.round}.${effect.leg.restart}`;
    case 'askRestart':
      return `askRestart ${effect.round}`;
    default:
      return effect.kind;
  }
}
