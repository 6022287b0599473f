import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WishId } from '@sotto/protocol/ids';
import { openFromMember, sealToMember } from './privateTalk.ts';
import { commitRoomGroup, type RoomGroup } from './roomGroup.ts';
import { addAll, createRoomOf, createSomebody, follow, kit } from './roomMembers.testSupport.ts';

const people = await Promise.all(['Ada', 'Ben', 'Cleo'].map(name => createSomebody(name)));
const [ada, ben, cleo] = (await createRoomOf(people)) as [RoomGroup, RoomGroup, RoomGroup];
const wish = { k: 'contactWish', id: 'w'.repeat(21).concat('A') as WishId } as const;

test('only the one whom it is for can open it, and it says whom it is from', async () => {
  const [adaSeat, benSeat] = [seatOf(0), seatOf(1)];
  const sealed = await sealToMember(kit, ben, adaSeat, wish);
  assert.ok(sealed);
  assert.deepEqual(await openFromMember(kit, ada, memberOf(ada, benSeat), sealed), wish);
  assert.equal(await openFromMember(kit, cleo, memberOf(cleo, benSeat), sealed), undefined);
  assert.equal(await openFromMember(kit, ada, memberOf(ada, seatOf(2)), sealed), undefined, 'another author');
  const bent = { ...sealed, sealed: sealed.sealed.map((byte, at) => (at === 5 ? byte ^ 1 : byte)) };
  assert.equal(await openFromMember(kit, ada, memberOf(ada, benSeat), bent), undefined);
  const short = { ...sealed, kem: sealed.kem.slice(1) };
  assert.equal(await openFromMember(kit, ada, memberOf(ada, benSeat), short), undefined);
  assert.equal(await sealToMember(kit, ben, 'nobody' as typeof adaSeat, wish), undefined);
});

test('all that is said has one length', async () => {
  const { id } = wish;
  const token = new Uint8Array(16).fill(9);
  const said = [wish, { k: 'contactWishHeard', id }, { k: 'contactInvitation', id, token }] as const;
  const sealed = await Promise.all(said.map(each => sealToMember(kit, ben, seatOf(0), each)));
  assert.equal(new Set(sealed.map(each => `${each?.kem.length} ${each?.sealed.length}`)).size, 1);
});

test('it still opens after others have joined, and not after its reader has changed its key', async () => {
  const sealed = await sealToMember(kit, ben, seatOf(2), wish);
  assert.ok(sealed);
  const { groups } = await addAll([ada, ben, cleo], [await createSomebody('Dan')]);
  const later = groups[2] as RoomGroup;
  assert.deepEqual(await openFromMember(kit, later, memberOf(later, seatOf(1)), sealed), wish);
  const made = await commitRoomGroup(kit, later, [], [3]);
  assert.ok(made.ok);
  assert.equal(await openFromMember(kit, made.value.next, memberOf(later, seatOf(1)), sealed), undefined);
  const followed = await follow(groups[1] as RoomGroup, made.value.commit);
  const again = await sealToMember(kit, followed, seatOf(2), wish);
  assert.ok(again);
  assert.deepEqual(await openFromMember(kit, made.value.next, memberOf(followed, seatOf(1)), again), wish);
});

function seatOf(leaf: number) {
  return (people[leaf] as (typeof people)[number]).seat;
}

function memberOf(group: RoomGroup, seat: ReturnType<typeof seatOf>) {
  const found = group.members.find(each => each.seat === seat);
  assert.ok(found);
  return found;
}
