import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';
import type { LinkId } from '@sotto/protocol/ids';
import { countInside } from './joinWords.ts';

const linkId = 'link' as LinkId;
const link = { linkId, count: 3 };

function someone(who: Pick<LinkCallPersonView, 'isMe' | 'isArriving'>): LinkCallPersonView {
  return who as LinkCallPersonView;
}

const me = someone({ isMe: true, isArriving: true });
const arriving = someone({ isMe: false, isArriving: true });
const inside = someone({ isMe: false, isArriving: false });

test('who looks at the join page, too, is not in the call', () => {
  assert.equal(countInside(link, { linkId, people: [inside, arriving, arriving, me] }), 1);
});

test('before anybody inside was heard of, and for another link, the server’s count stands', () => {
  assert.equal(countInside(link, { linkId, people: [arriving, me] }), 3);
  assert.equal(countInside(link, { linkId: 'other' as LinkId, people: [inside, me] }), 3);
  assert.equal(countInside(link, undefined), 3);
});
