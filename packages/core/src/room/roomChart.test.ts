/**
 * Every reachable state of the room machine, for a member beside one other: the timers are those that its effects started,
 * every state has a way out, and `spec/charts/room.md` is printed from it.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { printChart, printTable, walkMachine } from '../sim/walkMachine.ts';
import type { RoomEffect, RoomEvent } from './roomEvent.ts';
import { transitionRoom } from './roomMachine.ts';
import { OUTSIDE, type RoomState, type RoomTimer } from './roomState.ts';

const CHART = new URL('../../../../spec/charts/room.md', import.meta.url);

const [FIRST, ME, GUEST] = ['a', 'b', 'c'].map(letter => `${letter.repeat(21)}A` as SeatId) as [
  SeatId,
  SeatId,
  SeatId,
];
const both = [FIRST, ME].map((seat, leaf) => ({ seat, leaf, name: '', pseudonym: new Uint8Array(32) }));
const alone = both.filter(({ seat }) => seat === ME);
const knocks = [{ seat: GUEST, name: '', standing: 'welcome' as const, isPreparing: false }];
const here = { seat: ME, away: false };
const facts = { epoch: 1, amHost: true };

/** Every event with every value that matters; the words say which. */
const EVENTS: readonly (readonly [words: string, event: RoomEvent])[] = [
  ['joins (mayStart)', { kind: 'joins', mayStart: true }],
  ['joins', { kind: 'joins', mayStart: false }],
  ['leaves', { kind: 'leaves' }],
  ['hostDecides', { kind: 'hostDecides', unwanted: [], knocks: [] }],
  ['connected', { kind: 'connected' }],
  ['disconnected', { kind: 'disconnected' }],
  ['startRefused (roomExists)', { kind: 'startRefused', code: 'roomExists' }],
  ['startRefused (linkExpired)', { kind: 'startRefused', code: 'linkExpired' }],
  ['startRefused (unavailable)', { kind: 'startRefused', code: 'unavailable' }],
  ['knockTaken', { kind: 'knockTaken' }],
  ['knockRefused (roomFull)', { kind: 'knockRefused', code: 'roomFull' }],
  ['knockRefused (unavailable)', { kind: 'knockRefused', code: 'unavailable' }],
  ['attachRefused (noRoom)', { kind: 'attachRefused', code: 'noRoom' }],
  ['attachRefused (offline)', { kind: 'attachRefused', code: 'offline' }],
  ['commitRefused (epochTaken)', { kind: 'commitRefused', code: 'epochTaken' }],
  ['commitRefused (noRoom)', { kind: 'commitRefused', code: 'noRoom' }],
  ['peopleCome', { kind: 'peopleCome', people: [{ seat: FIRST, away: false }, here] }],
  ['peopleCome (other away)', { kind: 'peopleCome', people: [{ seat: FIRST, away: true }, here] }],
  ['peopleCome (other gone)', { kind: 'peopleCome', people: [here] }],
  ['roomEnds (revoked)', { kind: 'roomEnds', reason: 'revoked' }],
  ['roomEnds (refused)', { kind: 'roomEnds', reason: 'refused' }],
  ['roomEnds (removed)', { kind: 'roomEnds', reason: 'removed' }],
  ['rulesChange (mayStart)', { kind: 'rulesChange', mayStart: true }],
  ['rulesChange', { kind: 'rulesChange', mayStart: false }],
  ['entered', { kind: 'entered', me: ME, members: both, ...facts }],
  ['groupChanges', { kind: 'groupChanges', isAllSaid: false, knocks: [], members: both, ...facts }],
  ['groupChanges (mine)', { kind: 'groupChanges', isAllSaid: true, knocks: [], members: alone, ...facts }],
  ['groupLost', { kind: 'groupLost' }],
  ['removed', { kind: 'removed' }],
  ['banned', { kind: 'banned' }],
  ['silentNow (other)', { kind: 'silentNow', seats: [FIRST] }],
  ['knocksCome', { kind: 'knocksCome', knocks }],
  ['knocksCome (nobody)', { kind: 'knocksCome', knocks: [] }],
  ['retryDue', { kind: 'retryDue' }],
  ['takeOverDue', { kind: 'takeOverDue' }],
  ['awayDue', { kind: 'awayDue' }],
];
const WORDS = new Map(EVENTS.map(([words, event]) => [event, words]));
const TIMER_OF: Partial<Record<RoomEvent['kind'], RoomTimer>> = {
  retryDue: 'retry',
  takeOverDue: 'takeOver',
  awayDue: 'away',
};

const steps = walkMachine<RoomState, RoomEvent, RoomEffect>({
  start: OUTSIDE,
  transition: transitionRoom,
  events: state =>
    EVENTS.map(([, event]) => event).filter(({ kind }) => {
      const timer = TIMER_OF[kind];
      return timer === undefined || timersOf(state).includes(timer);
    }),
  // Failed attempts are counted, and lead to the end by number.
  key: state => JSON.stringify(state, (name, value) => (name === 'attempts' ? 0 : value)),
});

test('every reachable state: the timers that run are those that its effects started, none at the end', () => {
  for (const { from, event, to, effects } of steps) {
    const running = new Set(timersOf(from));
    const fired = TIMER_OF[event.kind];
    if (fired !== undefined) running.delete(fired);
    for (const effect of effects) {
      if (effect.kind === 'stopTimer') assert.ok(running.delete(effect.timer), `${effect.timer} did not run`);
      if (effect.kind === 'startTimer') running.add(effect.timer);
    }
    assert.deepEqual([...running].sort(), [...timersOf(to)].sort(), `${nameOf(from)} ${event.kind}`);
  }
});

test('every state is reachable, and from each a person can leave for good', () => {
  const names = new Set(steps.flatMap(({ from, to }) => [nameOf(from), nameOf(to)]));
  const expected = [
    'outside',
    'starting',
    'knocking',
    'waiting',
    'pausing',
    'member',
    'yielding',
    'committing',
  ];
  assert.deepEqual([...names].sort(), [...expected, 'cutOff', 'over'].sort());
  for (const { to } of steps) {
    if (to.name === 'over') continue;
    const [left, ...effects] = transitionRoom(to, { kind: 'leaves' });
    assert.ok(left.name === 'over' && effects.some(({ kind }) => kind === 'leave'), nameOf(to));
  }
});

test('one commit is under way at a time, and none while the list of people may be old', () => {
  for (const { from, effects, to } of steps) {
    if (!effects.some(({ kind }) => kind === 'commit')) continue;
    assert.ok(to.name === 'inside' && to.isCommitting && to.isSure, nameOf(from));
  }
});

test('nothing wakes a stay that is over', () => {
  const over: RoomState = { name: 'over', ending: 'left' };
  for (const [, event] of EVENTS) assert.deepEqual(transitionRoom(over, event), [over]);
});

test('the chart in the specification is current', () => {
  const printed = printRoomChart();
  if (process.env['UPDATE_CHARTS'] === '1') writeFileSync(CHART, printed);
  assert.equal(readFileSync(CHART, 'utf8'), printed, 'print it anew with UPDATE_CHARTS=1');
});

function timersOf(state: RoomState): readonly RoomTimer[] {
  return 'timers' in state ? state.timers : [];
}

/** What of a state is seen from outside. */
function nameOf(state: RoomState): string {
  if (state.name === 'entering') return state.step;
  if (state.name !== 'inside') return state.name;
  if (!state.isOnline) return 'cutOff';
  if (state.isCommitting) return 'committing';
  return state.timers.includes('takeOver') ? 'yielding' : 'member';
}

function printRoomChart(): string {
  const named = steps.map(({ from, event, to }) => ({
    from: nameOf(from),
    event: event.kind,
    to: nameOf(to),
  }));
  return `# The room machine

Printed from \`packages/core/src/room/roomMachine.ts\` by its test (\`UPDATE_CHARTS=1\`); the times are in \`roomState.ts\`.
Walked by a host who is second of two in a call. A \`member\` has nothing to commit, one that is \`yielding\` waits for
those before it, a \`committing\` one for its echo; one that is \`cutOff\` has lost the server.

${printChart('outside', named)}

## Transitions

What a step does can hang on more than the names of its states: then all of it is listed.

${printTable(['from', 'event', 'to', 'effects'], printSteps())}
`;
}

function printSteps(): readonly (readonly string[])[] {
  const rows = new Map<string, readonly string[]>();
  for (const { from, event, to, effects } of steps) {
    const done = effects.map(printEffect).join(', ') || '–';
    const row = [nameOf(from), WORDS.get(event) ?? event.kind, printEnd(to), done];
    if (nameOf(from) !== printEnd(to) || effects.length > 0) rows.set(row.join('|'), row);
  }
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function printEnd(state: RoomState): string {
  return state.name === 'over' ? `over (${state.ending})` : nameOf(state);
}

function printEffect(effect: RoomEffect): string {
  if (effect.kind === 'startTimer') return `+${effect.timer}`;
  if (effect.kind === 'stopTimer') return `-${effect.timer}`;
  if (effect.kind !== 'commit') return effect.kind;
  const changes = [effect.adds.length > 0 ? 'adds' : '', effect.removes.length > 0 ? 'removes' : ''];
  return ['commit', ...changes.filter(each => each !== '')].join(' ');
}
