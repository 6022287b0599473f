import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { printChart, printTable, type WalkedStep, walkMachine } from '../sim/walkMachine.ts';
import type { CallEffect } from './callEffect.ts';
import type { CallEvent } from './callEvent.ts';
import { transitionCall } from './callMachine.ts';
import { type CallState, IDLE_CALL, stateToActivities } from './callState.ts';

const CHART = new URL('../../../../spec/charts/call.md', import.meta.url);

/** Every event with every value that matters. */
const EVENTS: readonly CallEvent[] = [
  { kind: 'userCalls' },
  { kind: 'userAccepts', isFresh: true },
  { kind: 'userAccepts', isFresh: false },
  { kind: 'userRejects' },
  { kind: 'userIgnores' },
  { kind: 'userHangsUp' },
  { kind: 'userHolds' },
  { kind: 'userResumes' },
  { kind: 'movesOn' },
  { kind: 'inviteArrives', showsRinging: true, isWindowOpen: true, canPrepare: true },
  { kind: 'inviteArrives', showsRinging: false, isWindowOpen: true, canPrepare: true },
  { kind: 'inviteArrives', showsRinging: true, isWindowOpen: true, canPrepare: false },
  { kind: 'inviteArrives', showsRinging: true, isWindowOpen: false, canPrepare: false },
  { kind: 'inviteFloods' },
  { kind: 'inviteWins', canPrepare: true },
  { kind: 'inviteWins', canPrepare: false },
  { kind: 'glareLost' },
  { kind: 'contactRings' },
  { kind: 'contactAccepts', holdsConnection: true },
  { kind: 'contactAccepts', holdsConnection: false },
  { kind: 'offerArrives' },
  { kind: 'contactResponds' },
  { kind: 'contactEnds', reason: 'hungUp' },
  { kind: 'contactEnds', reason: 'interrupted' },
  { kind: 'contactEnds', reason: 'gaveUp' },
  { kind: 'contactEnds', reason: 'noPath' },
  { kind: 'contactEnds', reason: 'deviceFailed' },
  { kind: 'contactEnds', reason: 'alreadyOver' },
  { kind: 'contactForgotten' },
  { kind: 'restored', stage: 'undecided', isWindowOpen: true },
  { kind: 'restored', stage: 'ignored', isWindowOpen: false },
  { kind: 'restored', stage: 'rejected', isWindowOpen: true },
  { kind: 'serverTookInvite' },
  { kind: 'serverTookAccept' },
  { kind: 'sendingFails' },
  { kind: 'offerReady' },
  { kind: 'mediaFlows' },
  { kind: 'peerBreaks' },
  { kind: 'peerRecovers' },
  { kind: 'peerGivesUp' },
  { kind: 'peerFails', failure: 'noRelay' },
  { kind: 'peerFails', failure: 'unsupported' },
  { kind: 'peerFails', failure: 'deviceFailed' },
  { kind: 'invitationDue' },
  { kind: 'patienceEnds' },
  { kind: 'ringWindowEnds' },
  { kind: 'acceptanceUnanswered' },
  { kind: 'connectingLasts' },
];

/** Timer events happen only while their timer runs. */
const TIMER_OF: Partial<Record<CallEvent['kind'], string>> = {
  invitationDue: 'invitation',
  patienceEnds: 'patience',
  ringWindowEnds: 'window',
  acceptanceUnanswered: 'acceptance',
  connectingLasts: 'connecting',
};

function possibleEvents(state: CallState): readonly CallEvent[] {
  const running: readonly string[] = stateToActivities(state);
  return EVENTS.filter(({ kind }) => {
    const timer = TIMER_OF[kind];
    return timer === undefined || running.includes(timer);
  });
}

const steps = walkMachine<CallState, CallEvent, CallEffect>({
  start: IDLE_CALL,
  transition: transitionCall,
  events: possibleEvents,
  key: state => JSON.stringify(state),
});

/** What an effect does to the things that run: `+peer`, `-timer window`; undefined for messages and records. */
function effectToChange(effect: CallEffect): string | undefined {
  const names: Partial<Record<CallEffect['kind'], string>> = {
    setWill: '+will',
    clearWill: '-will',
    openPeer: '+peer',
    closePeer: '-peer',
    startCapture: '+capture',
    stopCapture: '-capture',
    startRingTone: '+ringTone',
    stopRingTone: '-ringTone',
    startRingBack: '+ringBack',
    stopRingBack: '-ringBack',
  };
  if (effect.kind === 'startTimer') return `+${effect.timer}`;
  if (effect.kind === 'stopTimer') return `-${effect.timer}`;
  return names[effect.kind];
}

function applyChanges(running: ReadonlySet<string>, effects: readonly CallEffect[]): ReadonlySet<string> {
  const next = new Set(running);
  for (const change of effects.map(effectToChange).filter(each => each !== undefined)) {
    const thing = change.slice(1);
    if (change.startsWith('+')) assert.ok(!next.has(thing), `${thing} was started twice`);
    else assert.ok(next.has(thing), `${thing} was stopped but did not run`);
    if (change.startsWith('+')) next.add(thing);
    else next.delete(thing);
  }
  return next;
}

test('every reachable state: what runs is what its effects started, and in an end state nothing runs', () => {
  const running = new Map<string, ReadonlySet<string>>([[JSON.stringify(IDLE_CALL), new Set<string>()]]);
  for (const { from, to, effects } of steps) {
    const before = running.get(JSON.stringify(from));
    assert.ok(before !== undefined);
    const after = applyChanges(before, effects);
    assert.deepEqual([...after].sort(), [...stateToActivities(to)].sort());
    if (to.name === 'ended') assert.deepEqual([...after], []);
    running.set(JSON.stringify(to), after);
  }
  assert.ok(running.size > 30);
});

test('every state of the table is reachable, and each has a way to its end', () => {
  const names = new Set(steps.flatMap(({ from, to }) => [from.name, to.name]));
  assert.deepEqual(
    [...names].sort(),
    [
      'calling',
      'connecting',
      'ended',
      'idle',
      'inCall',
      'incoming',
      'reconnecting',
      'rejected',
      'ringing',
      'setAside',
      'waiting',
    ].sort(),
  );
  for (const name of names) {
    if (name === 'ended' || name === 'idle') continue;
    assert.ok(
      steps.some(({ from, to }) => from.name === name && to.name === 'ended'),
      name,
    );
  }
});

test('reject and ignore do the same, and send nothing; afterwards all three decisions react alike', () => {
  const sends = (effect: CallEffect) => effect.kind.startsWith('send') || effect.kind.endsWith('Peer');
  const facts = EVENTS.filter(({ kind }) => !kind.startsWith('user'));
  for (const isWindowOpen of [true, false]) {
    for (const isPrepared of [true, false]) {
      const undecided: CallState = { name: 'incoming', isWindowOpen, isPrepared };
      for (const kind of ['userRejects', 'userIgnores'] as const) {
        const [decided, ...effects] = transitionCall(undecided, { kind });
        assert.deepEqual(effects.filter(sends), []);
        for (const event of facts) {
          const [, ...reference] = transitionCall(undecided, event);
          const [, ...reaction] = transitionCall(decided, event);
          assert.deepEqual(reaction.filter(sends), reference.filter(sends), event.kind);
        }
      }
    }
  }
});

test('before a person accepted, nothing is captured at the callee and no media is released anywhere', () => {
  const accepting = ['userAccepts', 'inviteWins', 'contactAccepts'];
  for (const { from, event, effects } of steps) {
    const isRelease = effects.some(effect => effect.kind === 'releaseMedia');
    if (isRelease) assert.ok(accepting.includes(event.kind), `${from.name} ${event.kind}`);
    const isCapture = effects.some(effect => effect.kind === 'startCapture');
    if (isCapture)
      assert.ok(
        [...accepting, 'userCalls', 'userResumes'].includes(event.kind),
        `${from.name} ${event.kind}`,
      );
  }
});

test('nothing wakes an ended call', () => {
  const ended: CallState = { name: 'ended', ending: { kind: 'gaveUp', byMe: true } };
  for (const event of EVENTS) assert.deepEqual(transitionCall(ended, event), [ended]);
});

test('the chart in the specification is current', () => {
  const printed = printCallChart();
  if (process.env['UPDATE_CHARTS'] === '1') writeFileSync(CHART, printed);
  assert.equal(readFileSync(CHART, 'utf8'), printed, 'print it anew with UPDATE_CHARTS=1');
});

function printCallChart(): string {
  const named = steps.map(({ from, event, to }) => ({ from: from.name, event: event.kind, to: to.name }));
  return `# The call machine

Printed from \`packages/core/src/call/callMachine.ts\` by its test (\`UPDATE_CHARTS=1\`); the times are in \`callTimes.ts\`.

${printChart('idle', named)}

## What runs in each state

Starts and stops follow from this table.

${printTable(['state', 'runs'], printActivities())}

## Transitions

Effects that only start or stop what the table above says are left out.

${printTable(['from', 'event', 'to', 'sends and records'], printSteps(steps))}
`;
}

function printActivities(): readonly (readonly string[])[] {
  const states = new Map(steps.map(({ to }) => [describe(to), stateToActivities(to)]));
  return [...states]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, running]) => [name, running.join(', ') || '–']);
}

function printSteps(
  walked: readonly WalkedStep<CallState, CallEvent, CallEffect>[],
): readonly (readonly string[])[] {
  const rows = walked.map(({ from, event, to, effects }) => [
    describe(from),
    describe(event),
    describe(to),
    effects
      .filter(effect => effectToChange(effect) === undefined)
      .map(describe)
      .join(', ') || '–',
  ]);
  return rows.sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

/** A name and its values: `ringing (isWindowOpen)`, `contactEnds (gaveUp)`. */
function describe(value: object): string {
  const { name, kind, ...rest } = value as Record<string, unknown>;
  const values = Object.entries(rest).flatMap(([key, each]) => {
    if (each === false) return [];
    return each === true
      ? [key]
      : typeof each === 'object' && each !== null
        ? [describe(each)]
        : [String(each)];
  });
  return `${name ?? kind}${values.length > 0 ? ` (${values.join(', ')})` : ''}`;
}
