import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';
import type { SeatId } from '@sotto/protocol/ids';
import { planStage, type StagePlan, type StageWishes } from './stagePlan.ts';

const seat = (word: string) => word as SeatId;
const usual: StageWishes = {
  arrangement: 'grid',
  isSelfHidden: false,
  speaker: undefined,
  screen: undefined,
  pinned: undefined,
};

function person(word: string, isArriving = false): LinkCallPersonView {
  return {
    seat: seat(word),
    leaf: 0,
    former: undefined,
    name: word,
    isMe: word === 'me',
    isHost: false,
    isOwner: false,
    isAway: false,
    isArriving,
    media: undefined,
    hand: undefined,
    contactId: undefined,
    way: 'connected',
    path: undefined,
    rating: undefined,
    isTheirPicturePaused: false,
    isUnencrypted: false,
    connection: word,
    volume: 1,
    spokeAt: 0,
  };
}

function shown(plan: StagePlan): readonly (string | undefined)[] {
  const word = (tile: StagePlan['main']) => tile && `${tile.what} ${tile.person.seat}`;
  return [word(plan.main), ...plan.others.map(word), plan.isSelfFloating ? 'self' : undefined];
}

const two = [person('me'), person('ada')];
const three = [...two, person('bob')];

test('alone one sees oneself; with one other the own picture floats; with more it is a tile', () => {
  assert.deepEqual(shown(planStage([person('me')], usual)), [undefined, 'person me', undefined]);
  assert.deepEqual(shown(planStage(two, usual)), [undefined, 'person ada', 'self']);
  assert.deepEqual(shown(planStage(three, usual)), [
    undefined,
    'person ada',
    'person bob',
    'person me',
    undefined,
  ]);
});

test('a hidden own picture is nowhere, unless there is nothing else', () => {
  const hidden = { ...usual, isSelfHidden: true };
  assert.deepEqual(shown(planStage(three, hidden)), [undefined, 'person ada', 'person bob', undefined]);
  assert.deepEqual(shown(planStage(two, hidden)), [undefined, 'person ada', undefined]);
  assert.deepEqual(shown(planStage([person('me')], hidden)), [undefined, 'person me', undefined]);
});

test('the speaker is large, with more than one other', () => {
  const speaker: StageWishes = { ...usual, arrangement: 'speaker', speaker: seat('bob') };
  assert.deepEqual(shown(planStage(three, speaker)), ['person bob', 'person ada', 'person me', undefined]);
  assert.deepEqual(shown(planStage(two, speaker)), [undefined, 'person ada', 'self']);
});

test('a shared screen comes first in any arrangement, and somebody pinned before it', () => {
  const sharing = { ...usual, screen: seat('ada') };
  assert.deepEqual(shown(planStage(two, sharing)), ['screen ada', 'person ada', 'self']);
  assert.deepEqual(shown(planStage(three, { ...sharing, pinned: seat('bob') })), [
    'person bob',
    'screen ada',
    'person ada',
    'person me',
    undefined,
  ]);
  assert.deepEqual(shown(planStage(two, { ...usual, screen: seat('me') })), [
    undefined,
    'person ada',
    'self',
  ]);
});

test('whoever still looks at the join page has no tile', () => {
  assert.deepEqual(shown(planStage([...two, person('bob', true)], usual)), [undefined, 'person ada', 'self']);
});
