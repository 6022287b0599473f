import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Leg } from '@sotto/protocol/sealed/media';
import { printChart, walkMachine } from '../sim/walkMachine.ts';
import type { PeerEffect } from './peerEffect.ts';
import type { PeerEvent, RemoteOffer } from './peerEvent.ts';
import { transitionPeer } from './peerMachine.ts';
import { IDLE_PEER, type LivePeer, type PeerState, type PeerTimer } from './peerState.ts';

const CHART = new URL('../../../../spec/charts/peer.md', import.meta.url);

const TIMER_EVENTS: Readonly<Record<PeerTimer, PeerEvent>> = {
  watchdog: { kind: 'watchdogFires' },
  batch: { kind: 'batchEnds' },
  sayBroken: { kind: 'sayBrokenDue' },
  retry: { kind: 'retryDue' },
  limit: { kind: 'limitReached' },
};

const offer = (round: number, restart: number): RemoteOffer => ({
  leg: { round, restart },
  sdp: 'sdp',
  candidates: [],
});

const OPENINGS: readonly PeerEvent[] = [true, false].flatMap(relayOnly => [
  { kind: 'callerOpens', round: 0, relayOnly } as const,
  { kind: 'calleeOpens', offer: offer(0, 0), relayOnly, isHeld: false } as const,
  { kind: 'calleeOpens', offer: offer(0, 0), relayOnly, isHeld: true } as const,
]);

const ALWAYS: readonly PeerEvent[] = [
  { kind: 'accepted' },
  { kind: 'freshWanted' },
  { kind: 'closes' },
  { kind: 'relayKnown' },
  { kind: 'relayMissing' },
  { kind: 'unsupported' },
  { kind: 'candidateFound' },
  { kind: 'gatheringEnds' },
  { kind: 'linkUp' },
  { kind: 'linkLost' },
  { kind: 'linkFails' },
  { kind: 'operationFails' },
  { kind: 'encryptionFails' },
  { kind: 'networkChanges' },
];

function possibleEvents(state: PeerState): readonly PeerEvent[] {
  if (state.name !== 'live') return state.name === 'idle' ? [...OPENINGS, { kind: 'closes' }] : ALWAYS;
  const { round, restart } = state.leg;
  const legs: readonly Leg[] = [state.leg, { round, restart: restart + 1 }, { round: round + 1, restart: 0 }];
  return [
    ...ALWAYS,
    ...state.timers.map(timer => TIMER_EVENTS[timer]),
    ...legs.map(leg => ({ kind: 'described', leg }) as const),
    ...legs.map(leg => ({ kind: 'offerArrives', offer: offer(leg.round, leg.restart) }) as const),
    ...legs.map(leg => ({ kind: 'answerArrives', answer: offer(leg.round, leg.restart) }) as const),
    ...legs.map(leg => ({ kind: 'candidatesArrive', leg, candidates: [] }) as const),
    ...[round - 1, round, round + 1].map(asked => ({ kind: 'restartAsked', round: asked }) as const),
  ];
}

/** Rounds and attempts grow without end; what they are compared with stays the same. */
function stateToKey(state: PeerState): string {
  if (state.name !== 'live') return state.name;
  const { leg, attempts, timers, ...rest } = state;
  return JSON.stringify({
    ...rest,
    isRestart: leg.restart > 0,
    attempts: attempts % 3,
    timers: [...timers].sort(),
  });
}

const steps = walkMachine<PeerState, PeerEvent, PeerEffect>({
  start: IDLE_PEER,
  transition: transitionPeer,
  events: possibleEvents,
  key: stateToKey,
});

const lives = steps.flatMap(({ to }) => (to.name === 'live' ? [to] : []));

test('every reachable state: timers and connections are balanced, and once closed nothing runs', () => {
  for (const { from, event, to, effects } of steps) {
    const fired = Object.entries(TIMER_EVENTS).find(([, each]) => each.kind === event.kind)?.[0];
    const running = new Set<string>(from.name === 'live' ? from.timers.filter(timer => timer !== fired) : []);
    let open = from.name === 'live' ? 1 : 0;
    for (const effect of effects) {
      if (effect.kind === 'open') open += 1;
      if (effect.kind === 'close') open -= 1;
      assert.ok(open === 0 || open === 1, `${event.kind}: ${open} connections`);
      if (effect.kind === 'startTimer') {
        assert.ok(!running.has(effect.timer), `${effect.timer} was started twice`);
        running.add(effect.timer);
      }
      if (effect.kind === 'stopTimer') assert.ok(running.delete(effect.timer), `${effect.timer} did not run`);
    }
    assert.deepEqual([...running].sort(), to.name === 'live' ? [...to.timers].sort() : [], event.kind);
    assert.equal(open, to.name === 'live' ? 1 : 0);
  }
  assert.ok(lives.length > 1000);
});

test('whoever waits, waits with a timer: gathering has its watchdog, a lost path its limit', () => {
  for (const state of lives) {
    const isUnwatched =
      state.exchange === 'describing' && !state.hasCandidate && !state.timers.includes('watchdog');
    // The answer to a restart may still be in the making when its watchdog has fired: then the retry timer remains.
    if (isUnwatched) assert.ok(state.role === 'callee' && state.leg.restart > 0 && !state.isDescribed);
    if (state.link === 'shaky')
      assert.ok(state.timers.includes('sayBroken') && state.timers.includes('retry'));
    if (state.link === 'shaky' || state.link === 'broken') assert.ok(state.timers.includes('limit'));
    if (state.link === 'up') assert.ok(!state.timers.includes('limit') && !state.timers.includes('retry'));
  }
});

test('while an answer is held, nothing is sent, whatever happens', () => {
  const sending = ['sendDescription', 'sendCandidates', 'askRestart', 'letCandidatesIn'];
  for (const { from, event, effects } of steps) {
    if (from.name !== 'live' || !from.isHeld || event.kind === 'accepted') continue;
    const sent = effects.filter(effect => sending.includes(effect.kind));
    assert.deepEqual(sent, [], event.kind);
  }
});

test('a description leaves with a candidate; only the answer to a restart may leave without', () => {
  for (const { from, to, effects } of steps) {
    if (!effects.some(effect => effect.kind === 'sendDescription') || to.name !== 'live') continue;
    assert.ok(to.hasCandidate || (to.role === 'callee' && to.leg.restart > 0), from.name);
    assert.ok(to.isDescribed);
  }
});

test('only the caller offers, only the callee answers', () => {
  for (const { to, effects } of steps) {
    if (to.name !== 'live') continue;
    const kinds = effects.map(effect => effect.kind);
    if (to.role === 'caller') assert.ok(!kinds.includes('answer') && !kinds.includes('answerAgain'));
    else assert.ok(!kinds.includes('offer') && !kinds.includes('applyAnswer'));
  }
});

// --- Transitions one by one ---

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
    link: 'up',
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
      link: 'broken',
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
    { kind: 'linkLost' },
    'start sayBroken 2000, start retry 3000, start limit 90000',
  ],
  [
    'after 2 s it is said',
    live({ link: 'shaky', timers: ['sayBroken', 'retry', 'limit'] }),
    { kind: 'sayBrokenDue' },
    'report broken',
  ],
  [
    'back before that: not a word',
    live({ link: 'shaky', timers: ['sayBroken', 'retry', 'limit'] }),
    { kind: 'linkUp' },
    'stop sayBroken, stop retry, stop limit',
  ],
  [
    'back after that',
    live({ link: 'broken', timers: ['retry', 'limit'] }),
    { kind: 'linkUp' },
    'stop retry, stop limit, report recovered',
  ],
  [
    'after 3 s the caller restarts',
    live({ link: 'broken', timers: ['retry', 'limit'] }),
    { kind: 'retryDue' },
    'start retry 5000, start watchdog 2000, offer 0.1',
  ],
  [
    'the callee asks',
    live({ role: 'callee', link: 'broken', timers: ['retry', 'limit'] }),
    { kind: 'retryDue' },
    'start retry 5000, askRestart 0',
  ],
  [
    'the third attempt is a new round',
    live({ link: 'broken', attempts: 2, timers: ['retry', 'limit'] }),
    { kind: 'retryDue' },
    'start retry 13000, close, open',
  ],
  [
    'an unanswered offer is not repeated',
    live({ link: 'broken', exchange: 'offered', timers: ['retry', 'limit'] }),
    { kind: 'retryDue' },
    'start retry 5000',
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
    live({ link: 'broken', timers: ['retry', 'limit'] }),
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

test('the chart in the specification is current', () => {
  const printed = printPeerCharts();
  if (process.env['UPDATE_CHARTS'] === '1') writeFileSync(CHART, printed);
  assert.equal(readFileSync(CHART, 'utf8'), printed, 'print it anew with UPDATE_CHARTS=1');
});

function printPeerCharts(): string {
  const exchange = (state: PeerState) => (state.name === 'live' ? state.exchange : state.name);
  const link = (state: PeerState) => (state.name === 'live' ? state.link : state.name);
  const named = (role: LivePeer['role'], name: (state: PeerState) => string) =>
    steps
      .filter(({ from, to }) => [from, to].every(each => each.name !== 'live' || each.role === role))
      .map(({ from, event, to }) => ({ from: name(from), event: event.kind, to: name(to) }))
      .sort((a, b) => (`${a.from} ${a.to} ${a.event}` < `${b.from} ${b.to} ${b.event}` ? -1 : 1));
  return `# The peer machine

Printed from \`packages/core/src/peer/peerMachine.ts\` by its test (\`UPDATE_CHARTS=1\`); the times are in \`peerTimes.ts\`.
A live peer has two sides that move independently: the exchange of descriptions of its current leg, and the path.

## Exchange, caller

${printChart('idle', named('caller', exchange))}

## Exchange, callee

${printChart('idle', named('callee', exchange))}

## Path, caller

${printChart('idle', named('caller', link))}

## Path, callee

${printChart('idle', named('callee', link))}
`;
}
