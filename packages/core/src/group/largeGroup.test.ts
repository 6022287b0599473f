/**
 * The largest groups in the product's suite: 32 people with the longest names, whose tree is full, and what hosts have
 * stated. Their commits and welcomes must fit (spec/links.md, "Commits").
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  MAX_ADDS,
  MAX_COMMIT_BYTES,
  MAX_NAME_LENGTH,
  MAX_ROOM_FRAME_BYTES,
  MAX_ROOM_PEOPLE,
  MAX_WELCOME_BYTES,
} from '@sotto/protocol/limits';
import type { SignedStatement } from '@sotto/protocol/sealed/roomStatement';
import { createSigningKey } from '../crypto/signer.ts';
import { systemRandom } from '../crypto/systemRandom.testSupport.ts';
import { createRoomSeals } from './bundle.ts';
import type { CheckedPackage } from './keyPackage.ts';
import { commitRoomGroup, foundRoomGroup, type PendingCommit, type RoomGroup } from './roomGroup.ts';
import { createRoomOf, createSomebody, follow, kit, LINK, readAll } from './roomMembers.testSupport.ts';
import { signStatement } from './statements.ts';

/** Three bytes each. */
const NAME = '名'.repeat(MAX_NAME_LENGTH);
const seals = createRoomSeals(systemRandom, systemRandom.bytes(32));

test(`${MAX_ROOM_PEOPLE} people: each commit and welcome fits`, async context => {
  const approvals = await approve(MAX_ROOM_PEOPLE);
  const full = at(await fillTree(MAX_ROOM_PEOPLE - MAX_ADDS), 0);
  const joining = await packagesOf(MAX_ADDS);
  const adding = await commit(full, joining, []);
  // Nobody has renewed keys yet: a path has something for each member on its own.
  const founder = await foundRoomGroup(kit, (await createSomebody(NAME)).own);
  const { next: blank } = await commit(founder, await packagesOf(MAX_ROOM_PEOPLE - 1), []);
  const removing = await commit(blank, [], [1]);
  const mixing = await commit(blank, await packagesOf(2), [1, 2]);
  const all = { adding, removing, mixing };
  const sized = Object.entries(all).map(
    async ([name, made]) => [name, await sizes(made, approvals)] as const,
  );
  for (const [name, { commit: one, welcome }] of await Promise.all(sized)) {
    context.diagnostic(`${name}: commit ${one}, welcome ${welcome} bytes`);
    assert.ok(one <= MAX_COMMIT_BYTES && welcome <= MAX_WELCOME_BYTES, name);
    assert.ok(one + welcome + 2048 <= MAX_ROOM_FRAME_BYTES, name);
  }
});

function somebodies(count: number) {
  return Promise.all(Array.from({ length: count }, () => createSomebody(NAME)));
}

async function packagesOf(count: number): Promise<readonly CheckedPackage[]> {
  return readAll(await somebodies(count));
}

async function approve(count: number): Promise<readonly SignedStatement[]> {
  const host = await createSigningKey(systemRandom);
  const sign = () => {
    const pseudonym = systemRandom.bytes(32);
    return signStatement(host, { k: 'approve', linkId: LINK, pseudonym, isContact: true });
  };
  return Promise.all(Array.from({ length: count }, sign));
}

/** Every second member of a group renews its keys, so that no node of the tree is blank. */
async function fillTree(count: number): Promise<readonly RoomGroup[]> {
  const people = await somebodies(count);
  let groups = (await createRoomOf(people)).filter((_, leaf) => leaf % 2 === 0);
  for (const index of groups.keys()) {
    const renewed = await commit(at(groups, index), [], []);
    groups = await Promise.all(
      groups.map((group, other) => (other === index ? renewed.next : follow(group, renewed.commit))),
    );
  }
  return groups;
}

async function commit(
  group: RoomGroup,
  adds: readonly CheckedPackage[],
  removes: readonly number[],
): Promise<PendingCommit> {
  const made = await commitRoomGroup(kit, group, adds, removes);
  assert.ok(made.ok);
  return made.value;
}

async function sizes(
  made: PendingCommit,
  statements: readonly SignedStatement[],
): Promise<{ readonly commit: number; readonly welcome: number }> {
  const seal = async (mls: PendingCommit['welcome'], some: readonly SignedStatement[]) =>
    mls === undefined ? 0 : (await seals.sealBundle({ version: 1, mls, statements: [...some] })).length;
  return {
    commit: await seal(made.commit, statements.slice(0, MAX_ADDS)),
    welcome: await seal(made.welcome, statements),
  };
}

function at(groups: readonly RoomGroup[], index: number): RoomGroup {
  const group = groups[index];
  assert.ok(group);
  return group;
}
