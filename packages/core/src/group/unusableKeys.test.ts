/** A member whose next key nobody can seal to: with it in the group, no commit with a path could be made without removing it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes } from '@sotto/protocol/bytes';
import type { CiphersuiteImpl, KeyPackage } from 'ts-mls';
import { createCommit } from 'ts-mls/createCommit.js';
import { encodeMlsMessage } from 'ts-mls/message.js';
import { createRoomKeyPackage } from './keyPackage.ts';
import { applyCommit } from './receive.ts';
import { foundRoomGroup, joinRoomGroup, type RoomGroup, toRoomGroup } from './roomGroup.ts';
import { createRoomOf, createSomebody, kit } from './roomMembers.testSupport.ts';

const people = await Promise.all(['Ada', 'Ben', 'Cleo'].map(name => createSomebody(name)));
const late = await createSomebody('Dan');
const BAD_KEY = new Uint8Array(1216).fill(255);

test('a commit that leaves its author with a key of no use is refused', async () => {
  const [hers, his] = await createRoomOf(people);
  assert.ok(hers && his);
  const good = await commitWith(hers, kit.suite);
  assert.ok((await applyCommit(kit, his, good.commit, () => undefined)).ok);
  const bad = await commitWith(hers, withBadLeaf(kit.suite));
  assert.deepEqual(await applyCommit(kit, his, bad.commit, () => undefined), {
    ok: false,
    code: 'unusableKey',
  });
});

test('a commit that adds somebody with such a key is refused', async () => {
  const [hers, his] = await createRoomOf(people);
  assert.ok(hers && his);
  const suite = withBadLeaf(kit.suite);
  const { publicPackage } = await createRoomKeyPackage({ ...kit, suite }, late, Date.now());
  const { commit } = await commitWith(hers, kit.suite, publicPackage);
  assert.deepEqual(await applyCommit(kit, his, commit, () => undefined), { ok: false, code: 'unusableKey' });
});

test('a commit that brings a point whose secret with anybody is zero is refused', async () => {
  const [hers, his] = await createRoomOf(people);
  assert.ok(hers && his);
  const { next } = await commitWith(hers, kit.suite);
  const [own] = next.mls.ratchetTree;
  assert.ok(own?.nodeType === 'leaf');
  const zeroPoint = own.leaf.hpkePublicKey.slice();
  zeroPoint.fill(0, 1184);
  const bad = await commitWith(hers, withBadLeaf(kit.suite, zeroPoint));
  const applied = await applyCommit(kit, his, bad.commit, () => undefined);
  assert.deepEqual(applied, { ok: false, code: 'unusableKey' });
});

test('whoever is asked into a group with such a key in it does not come', async () => {
  const [ada] = people;
  assert.ok(ada);
  const founded = await foundRoomGroup(kit, ada.own);
  const { next } = await commitWith(founded, withBadLeaf(kit.suite));
  const { welcome } = await commitWith(next, kit.suite, late.own.publicPackage);
  assert.ok(welcome);
  assert.deepEqual(await joinRoomGroup(kit, late.own, welcome), { ok: false, code: 'forged' });
});

async function commitWith(group: RoomGroup, suite: CiphersuiteImpl, added?: KeyPackage) {
  const adds = added === undefined ? [] : [{ proposalType: 'add', add: { keyPackage: added } } as const];
  const options = { extraProposals: adds, ratchetTreeExtension: true };
  const made = await createCommit({ state: group.mls, cipherSuite: suite }, options);
  const welcome =
    made.welcome && encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome: made.welcome });
  return {
    next: toRoomGroup(made.newState),
    commit: concatBytes(encodeMlsMessage(made.commit)),
    welcome: welcome && concatBytes(welcome),
  };
}

/** The suite of somebody who puts a key of no use into the leaf: of a path its keys begin with the leaf's, of a request they end so. */
function withBadLeaf(suite: CiphersuiteImpl, badKey = BAD_KEY): CiphersuiteImpl {
  const { hpke } = suite;
  const derived: unknown[] = [];
  const generated: unknown[] = [];
  const keep = (list: unknown[]) => (pair: Awaited<ReturnType<typeof hpke.deriveKeyPair>>) => {
    list.push(pair.publicKey);
    return pair;
  };
  const isLeaf = (key: unknown) => key === derived[0] || key === generated[1];
  return {
    ...suite,
    hpke: {
      ...hpke,
      deriveKeyPair: secret => hpke.deriveKeyPair(secret).then(keep(derived)),
      generateKeyPair: () => hpke.generateKeyPair().then(keep(generated)),
      exportPublicKey: async key => (isLeaf(key) ? badKey : hpke.exportPublicKey(key)),
    },
  };
}
