import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { chooseScreen, chooseSpeaker, type Speaking } from './speakerChoice.ts';

const seat = (word: string) => word as SeatId;
const person = (word: string, spokeAt: number): Speaking => ({
  seat: seat(word),
  spokeAt,
  isMe: word === 'me',
});

test('whoever has talked for a while takes the place of whoever is silent', () => {
  const people = (bob: number) => [person('me', 9000), person('ada', 1000), person('bob', bob)];
  assert.equal(chooseSpeaker(seat('ada'), people(1500)), 'ada', 'a cough');
  assert.equal(chooseSpeaker(seat('ada'), people(2200)), 'bob');
});

test('two who talk at once do not flicker', () => {
  let current: SeatId | undefined = seat('ada');
  for (let at = 0; at < 20_000; at += 200) {
    const jitter = (at / 200) % 2 === 0 ? 400 : 0;
    current = chooseSpeaker(current, [person('ada', at + 400 - jitter), person('bob', at + jitter)]);
    assert.equal(current, 'ada');
  }
});

test('whoever leaves is followed by who spoke last; alone there is nobody', () => {
  assert.equal(chooseSpeaker(seat('gone'), [person('ada', 5), person('bob', 7)]), 'bob');
  assert.equal(chooseSpeaker(undefined, [person('ada', 0), person('bob', 0)]), 'ada');
  assert.equal(chooseSpeaker(seat('ada'), [person('me', 4)]), undefined);
});

test('a screen stays until it is shared no more', () => {
  assert.equal(chooseScreen(undefined, [seat('ada'), seat('bob')]), 'bob');
  assert.equal(chooseScreen(seat('ada'), [seat('ada'), seat('bob')]), 'ada');
  assert.equal(chooseScreen(seat('ada'), [seat('bob')]), 'bob');
  assert.equal(chooseScreen(seat('ada'), []), undefined);
});
