import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { toKeyId } from '../group/frameKeys.ts';
import type { GroupMember } from '../group/member.ts';
import { type FramePlan, followEpoch, forgetBefore, hearEpoch, keysWith, useNewest } from './framePlan.ts';

const [ada, ben, cleo] = ['a', 'b', 'c'].map(
  (letter, leaf): GroupMember => ({
    leaf,
    seat: `${letter.repeat(21)}A` as SeatId,
    name: letter,
    pseudonym: new Uint8Array(32),
  }),
) as [GroupMember, GroupMember, GroupMember];
const two = followEpoch(undefined, { me: ada, members: [ada, ben], frames: at(1), hasRemoved: false });

test('whoever has just come in seals with the key of its first epoch', () => {
  assert.deepEqual(keysWith(two, ben), {
    send: { kid: toKeyId(0, 1), key: at(1).baseKey },
    receive: [{ kid: toKeyId(1, 1), key: at(1).baseKey }],
  });
});

test('after somebody has come in, the old key is used until all others have the new one', () => {
  const three = join(two);
  assert.equal(keysWith(three, ben)?.send.kid, toKeyId(0, 1));
  assert.equal(keysWith(three, cleo)?.send.kid, toKeyId(0, 2));
  const early = hearEpoch(three, ben.seat, 1);
  assert.equal(keysWith(early, ben)?.send.kid, toKeyId(0, 1));
  assert.equal(keysWith(hearEpoch(three, ben.seat, 2), ben)?.send.kid, toKeyId(0, 2));
  assert.equal(keysWith(useNewest(three), ben)?.send.kid, toKeyId(0, 2));
});

test('after a removal the new key is used at once, and there is none for the removed', () => {
  const after = followEpoch(join(two), { me: ada, members: [ada, cleo], frames: at(3), hasRemoved: true });
  assert.equal(keysWith(after, cleo)?.send.kid, toKeyId(0, 3));
  assert.equal(keysWith(after, ben), undefined);
});

test('whoever takes over a leaf is not heard under the keys of its former owner', () => {
  const heir = { ...ben, seat: cleo.seat };
  const after = followEpoch(two, { me: ada, members: [ada, heir], frames: at(2), hasRemoved: true });
  assert.deepEqual(
    keysWith(after, heir)?.receive.map(({ kid }) => kid),
    [toKeyId(1, 2)],
  );
});

test('a connection takes keys of its member only, and old ones for a while only', () => {
  const three = useNewest(join(two));
  const kids = keysWith(three, ben)?.receive.map(({ kid }) => kid) ?? [];
  assert.deepEqual(kids, [toKeyId(1, 1), toKeyId(1, 2)]);
  assert.deepEqual(
    keysWith(forgetBefore(three, 2), ben)?.receive.map(({ kid }) => kid),
    [toKeyId(1, 2)],
  );
  assert.ok(keysWith(forgetBefore(three, 99), ben));
});

function join(plan: FramePlan): FramePlan {
  return followEpoch(plan, { me: ada, members: [ada, ben, cleo], frames: at(2), hasRemoved: false });
}

function at(epoch: number) {
  return { epoch, baseKey: new Uint8Array(32).fill(epoch) };
}
