import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToText, textToBytes } from '@sotto/protocol/bytes';
import { exportFrameEpoch, groupToCode, toKeyId } from './frameKeys.ts';
import { applyCommit, openFromGroup } from './receive.ts';
import {
  commitRoomGroup,
  forgetOldEpochs,
  groupEpoch,
  joinRoomGroup,
  ownMember,
  type RoomGroup,
  sealToGroup,
} from './roomGroup.ts';
import { addAll, createRoomOf, createSomebody, follow, kit, readAll } from './roomMembers.testSupport.ts';

const people = await Promise.all(['Ada', 'Ben', 'Cleo'].map(name => createSomebody(name)));
const room = await createRoomOf(people);
const hello = textToBytes('hello');

test('all members see the same people under the names they gave, keys and code included', async () => {
  for (const group of room) assert.deepEqual(group.members, room[0]?.members);
  assert.deepEqual(
    room[0]?.members.map(({ name }) => name),
    ['Ada', 'Ben', 'Cleo'],
  );
  assert.deepEqual(
    room.map(group => ownMember(group).name),
    ['Ada', 'Ben', 'Cleo'],
  );
  const codes = await Promise.all(room.map(groupToCode));
  assert.match(codes[0] ?? '', /^(\d{5} ){5}\d{5}$/);
  assert.equal(new Set(codes).size, 1);
  const keys = await Promise.all(room.map(group => exportFrameEpoch(kit, group)));
  for (const key of keys) assert.deepEqual(key, keys[0]);
});

test('a key id names its leaf, whatever the epoch', () => {
  for (const epoch of [0, 1, 255, 256, 1000]) assert.equal(toKeyId(7, epoch) >> 8, 7);
  assert.notEqual(toKeyId(3, 4), toKeyId(3, 5));
});

test('every epoch has other frame keys and another code', async () => {
  const { groups } = await addAll(room, [await createSomebody('Dan')]);
  const before = await exportFrameEpoch(kit, at(room, 1));
  const after = await exportFrameEpoch(kit, at(groups, 1));
  assert.notDeepEqual(before.baseKey, after.baseKey);
  assert.notEqual(await groupToCode(at(room, 1)), await groupToCode(at(groups, 1)));
  assert.deepEqual(await exportFrameEpoch(kit, at(groups, 3)), after);
});

test('a message is read by all others, says who wrote it, and opens once', async () => {
  const sealed = await sealToGroup(kit, at(room, 1), hello);
  for (const reader of [at(room, 0), at(room, 2)]) {
    const opened = await openFromGroup(kit, reader, sealed.message);
    assert.ok(opened.ok);
    assert.equal(bytesToText(opened.value.plaintext), 'hello');
    assert.equal(opened.value.from.name, 'Ben');
    const again = await openFromGroup(kit, opened.value.group, sealed.message);
    assert.deepEqual(again, { ok: false, code: 'forged' });
  }
});

test('a message that crosses a commit is read, until the old epochs are forgotten', async () => {
  const sealed = await sealToGroup(kit, at(room, 1), hello);
  const { groups } = await addAll(room, [await createSomebody('Dan')]);
  assert.ok((await openFromGroup(kit, at(groups, 0), sealed.message)).ok);
  const forgotten = forgetOldEpochs(at(groups, 0));
  assert.deepEqual(await openFromGroup(kit, forgotten, sealed.message), { ok: false, code: 'tooOld' });
  const early = await sealToGroup(kit, at(groups, 0), hello);
  assert.deepEqual(await openFromGroup(kit, at(room, 2), early.message), { ok: false, code: 'wrongEpoch' });
});

test('removal: with the old keys and everything the server has, the removed member reads nothing', async () => {
  const removed = at(room, 2);
  const made = await commitRoomGroup(kit, at(room, 0), [], [2]);
  assert.ok(made.ok);
  const { commit, next } = made.value;
  const told = await applyCommit(kit, removed, commit, () => undefined);
  assert.ok(told.ok && told.value.isRemoved && told.value.group === removed);
  const ben = await follow(at(room, 1), commit);
  const secret = await sealToGroup(kit, next, hello);
  assert.ok((await openFromGroup(kit, ben, secret.message)).ok);
  assert.ok(!(await openFromGroup(kit, removed, secret.message)).ok);
  // A client that does not keep the rules takes the commit for any other one.
  const forced = { ...removed, mls: { ...removed.mls, groupContext: next.mls.groupContext } };
  assert.ok(!(await openFromGroup(kit, forced, secret.message)).ok);
  const [theirs, ours] = [await exportFrameEpoch(kit, removed), await exportFrameEpoch(kit, next)];
  assert.notDeepEqual(theirs.baseKey, ours.baseKey);
  for (const old of Object.values(removed.mls.keySchedule))
    for (const fresh of Object.values(next.mls.keySchedule)) assert.notDeepEqual(old, fresh);
  // What it still sends in its old epoch is not taken for anybody's.
  const late = await sealToGroup(kit, removed, hello);
  assert.deepEqual(await openFromGroup(kit, ben, late.message), { ok: false, code: 'tooOld' });
});

test('one commit removes and adds, and the new member at the same leaf is somebody else', async () => {
  const dan = await createSomebody('Dan');
  const made = await commitRoomGroup(kit, at(room, 0), await readAll([dan]), [1]);
  assert.ok(made.ok && made.value.welcome !== undefined);
  const cleo = await follow(at(room, 2), made.value.commit);
  assert.deepEqual(
    cleo.members.map(({ name }) => name),
    ['Ada', 'Dan', 'Cleo'],
  );
  const joined = await joinRoomGroup(kit, dan.own, made.value.welcome);
  assert.ok(joined.ok && groupEpoch(joined.value) === groupEpoch(cleo));
});

test('a Welcome opens for its joiner alone, and not damaged', async () => {
  const [dan, eve] = await Promise.all(['Dan', 'Eve'].map(name => createSomebody(name)));
  assert.ok(dan !== undefined && eve !== undefined);
  const { welcome } = await addAll(room, [dan]);
  assert.deepEqual(await joinRoomGroup(kit, eve.own, welcome), { ok: false, code: 'forged' });
  assert.deepEqual(await joinRoomGroup(kit, dan.own, welcome.slice(1)), { ok: false, code: 'malformed' });
  const damaged = welcome.slice();
  damaged[damaged.length - 5] = (damaged[damaged.length - 5] ?? 0) ^ 1;
  assert.ok(!(await joinRoomGroup(kit, dan.own, damaged)).ok);
});

function at(groups: readonly RoomGroup[], index: number): RoomGroup {
  const group = groups[index];
  assert.ok(group);
  return group;
}
