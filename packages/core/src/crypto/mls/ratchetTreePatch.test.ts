/**
 * What a received ratchet tree may say about unmerged leaves (RFC 9420 section 12.4.3.1). Guards the correction in
 * `packages/core/patches`: without it, a tree passes whose nodes list leaves that are blank or not below them.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { CiphersuiteImpl, ClientState } from 'ts-mls';
import { createGroup, validateRatchetTree } from 'ts-mls/clientState.js';
import { createCommit } from 'ts-mls/createCommit.js';
import { getCiphersuiteFromName } from 'ts-mls/crypto/ciphersuite.js';
import { getCiphersuiteImpl } from 'ts-mls/crypto/getCiphersuiteImpl.js';
import { defaultCapabilities } from 'ts-mls/defaultCapabilities.js';
import { generateKeyPackage } from 'ts-mls/keyPackage.js';
import { defaultLifetime } from 'ts-mls/lifetime.js';

type Tree = ClientState['ratchetTree'];

let suite: CiphersuiteImpl;
/** Leaves 0 to 3 at the even places; the founder's commit filled the nodes 1 and 3. */
let group: ClientState;

before(async () => {
  suite = await getCiphersuiteImpl(getCiphersuiteFromName('MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519'));
  const [founder, ...others] = await Promise.all([0, 1, 2, 3].map(createPackage));
  assert.ok(founder);
  const state = await createGroup(
    new Uint8Array([1]),
    founder.publicPackage,
    founder.privatePackage,
    [],
    suite,
  );
  const add = (pair: typeof founder) =>
    ({ proposalType: 'add', add: { keyPackage: pair.publicPackage } }) as const;
  const added = await createCommit({ state, cipherSuite: suite }, { extraProposals: others.map(add) });
  const renewed = await createCommit({ state: added.newState, cipherSuite: suite });
  group = renewed.newState;
});

test('the tree as it is passes', async () => {
  assert.equal(await validate(group.ratchetTree), undefined);
});

test('a node that lists a leaf of another branch is refused', async () => {
  const tree = listUnmerged(1, 2);
  // Nothing stands between that leaf and the root which could contradict.
  tree[3] = undefined;
  assert.match((await validate(tree)) ?? '', /non-blank descendant/);
});

test('a node that lists a blank leaf is refused', async () => {
  const tree = listUnmerged(1, 1);
  tree[2] = undefined;
  assert.match((await validate(tree)) ?? '', /non-blank descendant/);
});

function listUnmerged(place: number, leaf: number): Tree {
  const tree = [...group.ratchetTree];
  const node = tree[place];
  assert.ok(node?.nodeType === 'parent');
  tree[place] = { ...node, parent: { ...node.parent, unmergedLeaves: [leaf] } };
  return tree;
}

async function validate(tree: Tree): Promise<string | undefined> {
  const { groupContext, clientConfig } = group;
  const { lifetimeConfig, authService } = clientConfig;
  const problem = await validateRatchetTree(
    ...([tree, groupContext, lifetimeConfig, authService, groupContext.treeHash, suite] as const),
  );
  return problem?.message;
}

function createPackage(index: number) {
  const credential = { credentialType: 'basic', identity: Uint8Array.of(index) } as const;
  return generateKeyPackage(credential, defaultCapabilities(), defaultLifetime, [], suite);
}
