import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkNewsView, LinkView } from '@sotto/core/link/linkView';
import type { LinkId } from '@sotto/protocol/ids';
import { toldLinks } from './toldLinks.ts';

const [one, other] = ['a', 'b'].map(letter => `${letter.repeat(21)}A` as LinkId) as [LinkId, LinkId];

const link = (linkId: LinkId, tellsMe = true) => ({ linkId, tellsMe }) as LinkView;
const news = (linkId: LinkId, people: number, waiting: number): LinkNewsView => ({
  ...{ linkId, people, waiting },
  notes: [],
});
const told = (...facts: Parameters<typeof toldLinks>) =>
  toldLinks(...facts).map(({ link: { linkId } }) => linkId);

test('a host is told who waits and who is there, at each link', () => {
  const links = [link(one), link(other)];
  assert.deepEqual(told([news(one, 0, 1), news(other, 2, 0)], links, undefined), [one, other]);
  assert.deepEqual(told([news(one, 0, 0)], links, undefined), [], 'a note is counted elsewhere');
});

test('a host who does not want to be told of a link is not, nor of one where it is, nor of one that it has not any more', () => {
  const all = [news(one, 1, 1), news(other, 1, 1)];
  assert.deepEqual(told(all, [link(one, false), link(other)], undefined), [other]);
  assert.deepEqual(told(all, [link(one), link(other)], other), [one]);
  assert.deepEqual(told(all, [link(other)], undefined), [other]);
});
