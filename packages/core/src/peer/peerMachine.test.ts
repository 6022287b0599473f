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

const OPENINGS: readonly PeerEvent[] = [true, false].flatMap(relayOnly =>
  [true, false].flatMap(isHeld => [
    { kind: 'callerOpens', round: 0, relayOnly, isHeld } as const,
    { kind: 'calleeOpens', offer: offer(0, 0), relayOnly, isHeld } as const,
  ]),
);

const ALWAYS: readonly PeerEvent[] = [
  { kind: 'accepted' },
  { kind: 'freshWanted' },
  { kind: 'closes' },
  { kind: 'relayKnown' },
  { kind: 'relayMissing' },
  { kind: 'unsupported' },
  { kind: 'candidateFound' },
  { kind: 'gatheringEnds' },
  { kind: 'pathUp' },
  { kind: 'pathLost' },
  { kind: 'pathSilent', quietFor: 1250 },
  { kind: 'pathFails' },
  { kind: 'operationFails' },
  { kind: 'encryptionFails' },
  { kind: 'effectFails' },
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
    const isLateAnswer = state.role === 'callee' && state.leg.restart > 0 && !state.isDescribed;
    // No relay answers, and there was a path: the next attempt begins anew.
    const isPausing = state.path === 'broken' && !state.hasSpoken && state.timers.includes('retry');
    if (isUnwatched) assert.ok(isLateAnswer || isPausing);
    if (state.path === 'shaky')
      assert.ok(state.timers.includes('sayBroken') && state.timers.includes('retry'));
    if (state.path === 'shaky' || state.path === 'broken') assert.ok(state.timers.includes('limit'));
    if (state.path === 'up') assert.ok(!state.timers.includes('limit') && !state.timers.includes('retry'));
  }
});

test('while candidates are held, none is sent or used, and a callee sends nothing at all', () => {
  const sending = ['sendCandidates', 'letCandidatesIn'];
  const sendingOfCallee = [...sending, 'sendDescription', 'askRestart'];
  for (const { from, event, effects } of steps) {
    if (from.name !== 'live' || !from.isHeld || event.kind === 'accepted') continue;
    const forbidden = from.role === 'callee' ? sendingOfCallee : sending;
    const sent = effects.filter(effect => forbidden.includes(effect.kind));
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

test('the chart in the specification is current', () => {
  const printed = printPeerCharts();
  if (process.env['UPDATE_CHARTS'] === '1') writeFileSync(CHART, printed);
  assert.equal(readFileSync(CHART, 'utf8'), printed, 'print it anew with UPDATE_CHARTS=1');
});

function printPeerCharts(): string {
  const exchange = (state: PeerState) => (state.name === 'live' ? state.exchange : state.name);
  const path = (state: PeerState) => (state.name === 'live' ? state.path : state.name);
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

${printChart('idle', named('caller', path))}

## Path, callee

${printChart('idle', named('callee', path))}
`;
}
