/** What members refuse of each other and of the server, one attack per test. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { SignedStatement } from '@sotto/protocol/sealed/roomStatement';
import { type CreateCommitOptions, createCommit } from 'ts-mls/createCommit.js';
import { createProposal } from 'ts-mls/createMessage.js';
import { encodeMlsMessage } from 'ts-mls/message.js';
import { type ChangeContext, judgeChange, judgePerson } from './admission.ts';
import { createGroupKit } from './groupKit.ts';
import { type CheckedPackage, createRoomKeyPackage, readRoomKeyPackage } from './keyPackage.ts';
import { applyCommit } from './receive.ts';
import { commitRoomGroup, groupIdOf, type RoomGroup } from './roomGroup.ts';
import {
  addAll,
  createRoomOf,
  createSomebody,
  kit,
  LINK,
  readAll,
  recordOf,
} from './roomMembers.testSupport.ts';
import { addStatements, isBanned, NO_RULINGS, type Rulings, signStatement } from './statements.ts';

const people = await Promise.all(['Ada', 'Ben', 'Cleo'].map(name => createSomebody(name)));
const [ada, ben, cleo] = people;
assert.ok(ada && ben && cleo);
const room = await createRoomOf(people);
const [hers, his] = room;
assert.ok(hers && his);
const stranger = await createSomebody('Eve');

test('somebody whom no host approved is not let in by a member who is no host', async () => {
  const commit = await commitOf(his, [stranger], []);
  const rules = { record: recordOf(ada.pseudonym, 'ask') };
  assert.deepEqual(await hear(commit, rules), { ok: false, code: 'notApproved' });
  const approval = await approve(stranger.pseudonym.publicKey, false);
  assert.ok((await hear(commit, { ...rules, statements: [approval] })).ok);
  assert.ok((await hear(commit, { record: recordOf(ada.pseudonym, 'open') })).ok);
});

test('a guest who was let in once does not count as a contact', async () => {
  const record = recordOf(ada.pseudonym, 'contacts');
  const commit = await commitOf(his, [stranger], []);
  const guest = await approve(stranger.pseudonym.publicKey, false);
  assert.deepEqual(await hear(commit, { record, statements: [guest] }), { ok: false, code: 'notApproved' });
  const contact = await approve(stranger.pseudonym.publicKey, true);
  assert.ok((await hear(commit, { record, statements: [guest, contact] })).ok);
});

test('an approval by somebody who is no host, for another link or damaged, is none', async () => {
  const record = recordOf(ada.pseudonym, 'ask');
  const statement = {
    k: 'approve',
    linkId: LINK,
    pseudonym: stranger.pseudonym.publicKey,
    isContact: true,
  } as const;
  const own = await signStatement(stranger.pseudonym, statement);
  const elsewhere = await signStatement(ada.pseudonym, {
    ...statement,
    linkId: `${'x'.repeat(21)}A` as typeof LINK,
  });
  const good = await approve(stranger.pseudonym.publicKey, true);
  for (const bad of [
    own,
    elsewhere,
    { ...good, by: ben.pseudonym.publicKey },
    { ...good, signature: own.signature },
  ]) {
    const rulings = await addStatements(NO_RULINGS, [bad], LINK, record);
    assert.equal(rulings.size, 0);
    assert.equal(judgePerson({ record, rulings }, stranger.pseudonym.publicKey), 'notApproved');
  }
});

test('a banned person is let in by nobody, the host included, however the ban came', async () => {
  const { publicKey } = stranger.pseudonym;
  const commit = await commitOf(his, [stranger], []);
  const listed = recordOf(ada.pseudonym, 'open', [publicKey]);
  assert.deepEqual(await hear(commit, { record: listed }), { ok: false, code: 'banned' });
  const record = recordOf(ada.pseudonym, 'open');
  const statements = [await ban(publicKey, true, 5), await approve(publicKey, true)];
  assert.deepEqual(await hear(commit, { record, statements }), { ok: false, code: 'banned' });
  const lifted = await addStatements(
    NO_RULINGS,
    [await ban(publicKey, false, 6), ...statements],
    LINK,
    record,
  );
  assert.ok(!isBanned(lifted, record, publicKey), 'an old ban that comes again changes nothing');
});

test('nobody but a host removes somebody who is there', async () => {
  const record = recordOf(ada.pseudonym, 'open');
  const commit = await commitOf(his, [], [2]);
  assert.deepEqual(await hear(commit, { record, present: [cleo.seat] }), { ok: false, code: 'notHost' });
  assert.ok((await hear(commit, { record })).ok, 'whoever is gone may be removed by anybody');
  assert.ok((await hear(commit, { record: recordOf(ben.pseudonym, 'open'), present: [cleo.seat] })).ok);
});

test('a locked room opens for hosts only, and the lock of another group means nothing', async () => {
  const record = recordOf(ada.pseudonym, 'open');
  const commit = await commitOf(his, [stranger], []);
  const lock = (groupId: Bytes) =>
    signStatement(ada.pseudonym, { k: 'lock', linkId: LINK, groupId, isLocked: true, at: 1 });
  const locked = [await lock(groupIdOf(his))];
  assert.deepEqual(await hear(commit, { record, statements: locked }), { ok: false, code: 'locked' });
  assert.ok((await hear(commit, { record, statements: [await lock(new Uint8Array(16))] })).ok);
});

test('a seat is used once: what a server keeps and shows again brings nobody back', async () => {
  const record = recordOf(ada.pseudonym, 'open');
  const commit = await commitOf(his, [stranger], []);
  assert.deepEqual(await hear(commit, { record, used: [stranger.seat] }), { ok: false, code: 'usedSeat' });
  const twin = await createRoomKeyPackage(kit, { ...stranger, seat: cleo.seat }, Date.now());
  const doubled = await commitOf(his, [{ own: twin }], []);
  assert.deepEqual(await hear(doubled, { record }), { ok: false, code: 'usedSeat' });
});

test('nobody takes another person’s pseudonym or seat', async () => {
  const { publicKey } = ada.pseudonym;
  const thief = { ...stranger, pseudonym: { ...stranger.pseudonym, publicKey } };
  const forged = await createRoomKeyPackage(kit, thief, Date.now());
  assert.equal(await readRoomKeyPackage(kit, forged.bytes), undefined);
  const [read] = (await readAll([stranger])) as [CheckedPackage];
  await assertUnchecked({ ...read, keyPackage: forged.publicPackage });
});

test('nothing gets into a commit but what has passed the checks, for this link', async () => {
  const [read] = (await readAll([stranger])) as [CheckedPackage];
  assert.ok((await commitRoomGroup(kit, at(room, 1), [read], [])).ok);
  await assertUnchecked({ ...read });
  await assertUnchecked(structuredClone(read));
  const elsewhere = await createGroupKit(`${'x'.repeat(21)}A` as typeof LINK, kit.random);
  assert.equal(await readRoomKeyPackage(elsewhere, stranger.own.bytes), undefined);
  const { seat, pseudonym } = stranger;
  const theirs = await createRoomKeyPackage(elsewhere, { seat, name: 'Eve', pseudonym }, Date.now());
  const readThere = await readRoomKeyPackage(elsewhere, theirs.bytes);
  assert.ok(readThere);
  await assertUnchecked(readThere);
  for (const at of [40, 700, 1300, 2700, theirs.bytes.length - 1]) {
    const bent = stranger.own.bytes.slice();
    bent[at] = (bent[at] ?? 0) ^ 1;
    assert.equal(await readRoomKeyPackage(kit, bent), undefined, `bent at ${at}`);
  }
});

test('a commit that comes twice, late, in public, damaged or from another group is refused', async () => {
  const { groups, commit } = await addAll(room, [stranger]);
  const later = groups[1];
  assert.ok(later);
  assert.deepEqual(await applyCommit(kit, later, commit, () => undefined), { ok: false, code: 'wrongEpoch' });
  const open = await commitWith(hers, { wireAsPublicMessage: true });
  assert.deepEqual(await applyCommit(kit, his, open, () => undefined), { ok: false, code: 'malformed' });
  const elsewhere = await commitOf(at(await createRoomOf([stranger]), 0), [], []);
  assert.deepEqual(await applyCommit(kit, his, elsewhere, () => undefined), { ok: false, code: 'malformed' });
  const real = await commitOf(hers, [], []);
  for (const place of [real.length - 1, real.length - 200, 60]) {
    const damaged = real.slice();
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    assert.ok(!(await applyCommit(kit, his, damaged, () => undefined)).ok);
  }
});

test('a commit that does more than add and remove is refused', async () => {
  const groupContextExtensions = { extensions: [] };
  const proposal = { proposalType: 'group_context_extensions' as const, groupContextExtensions };
  const commit = await commitWith(hers, { extraProposals: [proposal] });
  assert.deepEqual(await applyCommit(kit, his, commit, () => undefined), { ok: false, code: 'forged' });
});

test('a proposal on its own is no commit', async () => {
  const proposal = { proposalType: 'remove', remove: { removed: 1 } } as const;
  const { message } = await createProposal(hers.mls, false, proposal, kit.suite);
  const bytes = concatBytes(encodeMlsMessage(message));
  assert.deepEqual(await applyCommit(kit, his, bytes, () => undefined), { ok: false, code: 'malformed' });
});

interface Situation {
  readonly record: LinkRecord;
  readonly statements?: readonly SignedStatement[];
  readonly present?: readonly SeatId[];
  readonly used?: readonly SeatId[];
}

/** Ada's group hears a commit in a situation. */
async function hear(commit: Bytes, { record, statements = [], present = [], used = [] }: Situation) {
  const rulings: Rulings = await addStatements(NO_RULINGS, statements, LINK, record);
  const group = at(room, 0);
  const context: ChangeContext = {
    record,
    rulings,
    groupId: groupIdOf(group),
    members: group.members,
    usedSeats: new Set(used),
    isPresent: seat => present.includes(seat),
  };
  return applyCommit(kit, group, commit, change => judgeChange(context, change));
}

function approve(pseudonym: Bytes, isContact: boolean): Promise<SignedStatement> {
  return signStatement(people[0]?.pseudonym ?? stranger.pseudonym, {
    k: 'approve',
    linkId: LINK,
    pseudonym,
    isContact,
  });
}

function ban(pseudonym: Bytes, isBanned: boolean, at: number): Promise<SignedStatement> {
  return signStatement(people[0]?.pseudonym ?? stranger.pseudonym, {
    k: 'ban',
    linkId: LINK,
    pseudonym,
    isBanned,
    at,
  });
}

async function assertUnchecked(read: CheckedPackage): Promise<void> {
  const [good] = (await readAll([await createSomebody('Fay')])) as [CheckedPackage];
  const refused = { ok: false, code: 'unchecked' };
  assert.deepEqual(await commitRoomGroup(kit, at(room, 1), [read], []), refused);
  assert.deepEqual(await commitRoomGroup(kit, at(room, 1), [good, read], []), refused);
}

async function commitOf(
  group: RoomGroup,
  adds: Parameters<typeof readAll>[0],
  removes: readonly number[],
): Promise<Bytes> {
  const made = await commitRoomGroup(kit, group, await readAll(adds), removes);
  assert.ok(made.ok);
  return made.value.commit;
}

async function commitWith(group: RoomGroup, options: CreateCommitOptions): Promise<Bytes> {
  const made = await createCommit({ state: group.mls, cipherSuite: kit.suite }, options);
  return concatBytes(encodeMlsMessage(made.commit));
}

function at(groups: readonly RoomGroup[], index: number): RoomGroup {
  const group = groups[index];
  assert.ok(group);
  return group;
}
