import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { MAX_ADDS } from '@sotto/protocol/limits';
import type { RoomEvent } from './roomEvent.ts';
import { transitionRoom } from './roomMachine.ts';
import { type Inside, OUTSIDE, ROOM_TIMES, type RoomState } from './roomState.ts';

const [ADA, BEN, CLEO, DAN] = ['a', 'b', 'c', 'd'].map(letter => `${letter.repeat(21)}A` as SeatId) as [
  SeatId,
  SeatId,
  SeatId,
  SeatId,
];
const members = [ADA, BEN, CLEO].map((seat, leaf) => ({
  seat,
  leaf,
  name: seat,
  pseudonym: new Uint8Array(32),
}));
const knocks = [{ seat: DAN, name: 'Dan', standing: 'welcome' as const, isPreparing: false }];

test('the lowest leaf that is there commits at once, the others one second later each', () => {
  assert.deepEqual(effectsOf(inside(ADA), { kind: 'knocksCome', knocks }), [
    { kind: 'commit', adds: [DAN], removes: [] },
  ]);
  const waits = effectsOf(inside(CLEO), { kind: 'knocksCome', knocks });
  assert.deepEqual(waits, [{ kind: 'startTimer', timer: 'takeOver', ms: 2 * ROOM_TIMES.rank }]);
});

test('who waited for others does nothing when they have done it', () => {
  const [waiting] = transitionRoom(inside(BEN), { kind: 'knocksCome', knocks });
  assert.ok(waiting.name === 'inside' && waiting.timers.includes('takeOver'));
  const facts = { epoch: 2, members, amHost: false, isAllSaid: false, knocks: [] };
  assert.deepEqual(effectsOf(waiting, { kind: 'groupChanges', ...facts }), [
    { kind: 'stopTimer', timer: 'takeOver' },
  ]);
});

test('one commit is under way at a time, and the next plan waits for its echo', () => {
  const [busy] = transitionRoom(inside(ADA), { kind: 'knocksCome', knocks });
  assert.deepEqual(effectsOf(busy, { kind: 'peopleCome', people: [{ seat: ADA, away: false }] }), []);
});

test('who is gone is removed at once, who is away after ten seconds', () => {
  const here = { seat: ADA, away: false };
  const gone = effectsOf(inside(ADA), { kind: 'peopleCome', people: [here, { seat: BEN, away: false }] });
  assert.deepEqual(gone, [{ kind: 'commit', adds: [], removes: [CLEO] }]);
  const people = [here, { seat: BEN, away: true }, { seat: CLEO, away: false }];
  const [away, ...effects] = transitionRoom(inside(ADA), { kind: 'peopleCome', people });
  assert.deepEqual(effects, [{ kind: 'startTimer', timer: 'away', ms: ROOM_TIMES.away }]);
  assert.deepEqual(effectsOf(away, { kind: 'awayDue' }), [{ kind: 'commit', adds: [], removes: [BEN] }]);
});

test('a commit adds eight people at most, two beside a removal, and fewer after one that was too much', () => {
  const many = Array.from({ length: 12 }, (_, index) => {
    const seat = `${String.fromCharCode(103 + index).repeat(21)}A` as SeatId;
    return { seat, name: seat, standing: 'welcome' as const, isPreparing: false };
  });
  const adding = (state: RoomState, event: RoomEvent) =>
    effectsOf(state, event).flatMap(effect => (effect.kind === 'commit' ? [effect.adds.length] : []));
  const state = { ...inside(ADA), knocks: many };
  assert.deepEqual(adding(state, { kind: 'knocksCome', knocks: many }), [MAX_ADDS]);
  const people = [ADA, BEN].map(seat => ({ seat, away: false }));
  assert.deepEqual(adding(state, { kind: 'peopleCome', people }), [2]);
  const refused = (before: RoomState, code: 'roomFull' | 'tooLarge' | 'rateLimited') =>
    transitionRoom(before, { kind: 'commitRefused', code })[0];
  assert.deepEqual(adding(refused(state, 'roomFull'), { kind: 'takeOverDue' }), [4]);
  assert.deepEqual(adding(refused(refused(state, 'tooLarge'), 'rateLimited'), { kind: 'takeOverDue' }), [4]);
  const full = Array.from({ length: 4 }).reduce<RoomState>(before => refused(before, 'roomFull'), state);
  assert.deepEqual(adding(full, { kind: 'takeOverDue' }), [], 'a member of a full call stays in it');
  const facts = { epoch: 2, members: members.slice(0, 2), amHost: false, isAllSaid: false, knocks: many };
  assert.deepEqual(adding(full, { kind: 'groupChanges', ...facts }), [MAX_ADDS], 'there are places again');
});

test('expired, revoked and full end it, each by its name', () => {
  const [entering] = transitionRoom(OUTSIDE, { kind: 'joins', mayStart: false });
  const endings = (['linkExpired', 'linkRevoked', 'roomFull'] as const).map(code => {
    const [state] = transitionRoom(entering, { kind: 'knockRefused', code });
    return state.name === 'over' ? state.ending : state.name;
  });
  assert.deepEqual(endings, ['expired', 'revoked', 'full']);
});

test('whoever waited and has no place in the lobby any more comes anew: it was let in, and its welcome is lost', () => {
  const joining: readonly RoomEvent[] = [
    { kind: 'joins', mayStart: true },
    { kind: 'startRefused', code: 'roomExists' },
    { kind: 'knockTaken' },
    { kind: 'retryDue' },
    { kind: 'startRefused', code: 'roomExists' },
  ];
  const before = joining.reduce<RoomState>((state, event) => transitionRoom(state, event)[0], OUTSIDE);
  const [anew, ...effects] = transitionRoom(before, { kind: 'knockRefused', code: 'lobbyFull' });
  assert.ok(anew.name === 'entering' && effects.some(({ kind }) => kind === 'leave'));
  const [again] = transitionRoom(anew, { kind: 'retryDue' });
  const [full] = transitionRoom(again, { kind: 'knockRefused', code: 'lobbyFull' });
  assert.ok(full.name === 'over' && full.ending === 'full', 'a full lobby is one still');
});

test('whatever happens, an end leaves no timer behind', () => {
  for (const start of [inside(ADA), inside(CLEO)])
    for (const first of EVENTS)
      for (const second of EVENTS) {
        const running = new Set<string>();
        let state: RoomState = start;
        for (const event of [first, second, { kind: 'leaves' } as const]) {
          const [next, ...effects] = transitionRoom(state, event);
          state = next;
          for (const effect of effects)
            if (effect.kind === 'startTimer') running.add(effect.timer);
            else if (effect.kind === 'stopTimer') running.delete(effect.timer);
          if (event.kind === 'takeOverDue') running.delete('takeOver');
          if (event.kind === 'awayDue') running.delete('away');
          if (event.kind === 'retryDue') running.delete('retry');
        }
        assert.equal(state.name, 'over');
        assert.deepEqual([...running], [], `${first.kind}, ${second.kind}`);
      }
});

const EVENTS: readonly RoomEvent[] = [
  { kind: 'knocksCome', knocks },
  { kind: 'peopleCome', people: [{ seat: ADA, away: true }] },
  { kind: 'peopleCome', people: members.map(({ seat }) => ({ seat, away: false })) },
  { kind: 'disconnected' },
  { kind: 'connected' },
  { kind: 'commitRefused', code: 'epochTaken' },
  { kind: 'groupLost' },
  { kind: 'attachRefused', code: 'noRoom' },
  { kind: 'roomEnds', reason: 'removed' },
  { kind: 'roomEnds', reason: 'revoked' },
  { kind: 'silentNow', seats: [BEN] },
];

function inside(me: SeatId): Inside {
  return {
    ...{ name: 'inside', mayStart: true, attempts: 0, me, amHost: false, epoch: 1, members },
    people: members.map(({ seat }) => ({ seat, away: false })),
    ...{ isSure: true, overdue: [], silent: [], knocks: [], unwanted: [], hasNews: false },
    ...{ mostAdds: MAX_ADDS, isCommitting: false, isOnline: true, timers: [] },
  };
}

function effectsOf(state: RoomState, event: RoomEvent) {
  const [, ...effects] = transitionRoom(state, event);
  return effects;
}
