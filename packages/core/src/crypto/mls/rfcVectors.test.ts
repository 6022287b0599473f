/**
 * The published test vectors of RFC 9420 against the library with its correction (`packages/core/patches`): members
 * that only listen join, follow every commit and agree on each epoch; received trees are checked and hashed. Kept
 * compressed in `spec/vectors/mls`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import type { CiphersuiteImpl, ClientConfig, ClientState, MLSMessage, PskIndex } from 'ts-mls';
import { defaultAuthenticationService } from 'ts-mls/authenticationService.js';
import { defaultClientConfig } from 'ts-mls/clientConfig.js';
import { joinGroup, makePskIndex, validateRatchetTree } from 'ts-mls/clientState.js';
import { type CiphersuiteName, ciphersuites, getCiphersuiteFromName } from 'ts-mls/crypto/ciphersuite.js';
import { getCiphersuiteImpl } from 'ts-mls/crypto/getCiphersuiteImpl.js';
import { nobleCryptoProvider } from 'ts-mls/crypto/implementation/noble/provider.js';
import { acceptAll } from 'ts-mls/incomingMessageAction.js';
import { decodeMlsMessage } from 'ts-mls/message.js';
import { processMessage } from 'ts-mls/processMessages.js';
import { decodeRatchetTree, resolution } from 'ts-mls/ratchetTree.js';
import { treeHash } from 'ts-mls/treeHash.js';
import { toNodeIndex } from 'ts-mls/treemath.js';

interface PassiveCase {
  readonly cipher_suite: number;
  readonly external_psks: readonly { readonly psk_id: string; readonly psk: string }[];
  readonly key_package: string;
  readonly signature_priv: string;
  readonly encryption_priv: string;
  readonly init_priv: string;
  readonly welcome: string;
  readonly ratchet_tree: string | null;
  readonly initial_epoch_authenticator: string;
  readonly epochs: readonly {
    readonly proposals: readonly string[];
    readonly commit: string;
    readonly epoch_authenticator: string;
  }[];
}

interface TreeCase {
  readonly cipher_suite: number;
  readonly tree: string;
  readonly group_id: string;
  readonly tree_hashes: readonly string[];
  readonly resolutions: readonly (readonly number[])[];
}

/** What the four files hold, so that none of it gets lost: every case runs, in all suites of RFC 9420. */
const CASES = { suites: 7, cases: 246, joins: 148, commits: 382, proposals: 1626, trees: 98, nodes: 3178 };
/** What has run. */
const done = { cases: 0, joins: 0, commits: 0, proposals: 0, trees: 0, nodes: 0 };

/** The vectors' leaves are years old. */
const CONFIG: ClientConfig = {
  ...defaultClientConfig,
  lifetimeConfig: { maximumTotalLifetime: 0xffff_ffff_ffffn, validateLifetimeOnReceive: false },
};
const suites = new Map<number, Promise<CiphersuiteImpl>>();

for (const name of ['welcome', 'handling-commit', 'random']) {
  const cases = read<PassiveCase>(`passive-client-${name}`);
  const epochs = cases.reduce((sum, { epochs: all }) => sum + all.length, 0);
  test(`${name}: ${cases.length} joins and ${epochs} commits`, async () => {
    for (const each of cases) await followPassively(each);
  });
}

const trees = read<TreeCase>('tree-validation');
test(`tree-validation: ${trees.length} trees with their hashes and resolutions`, async () => {
  for (const each of trees) await checkTree(each);
});

test('no case was left out', context => {
  assert.deepEqual({ suites: suites.size, ...done }, CASES);
  const counted = Object.entries(CASES).map(([what, count]) => `${count} ${what}`);
  context.diagnostic(counted.join(', '));
});

async function followPassively(each: PassiveCase): Promise<void> {
  const suite = await suiteOf(each.cipher_suite);
  const welcome = decode(each.welcome);
  const keyPackage = decode(each.key_package);
  assert.ok(welcome.wireformat === 'mls_welcome' && keyPackage.wireformat === 'mls_key_package');
  const keys = {
    initPrivateKey: bytes(each.init_priv),
    hpkePrivateKey: bytes(each.encryption_priv),
    signaturePrivateKey: bytes(each.signature_priv),
  };
  const psks = Object.fromEntries(
    each.external_psks.map(({ psk_id, psk }) => [bytes(psk_id).toBase64(), bytes(psk)]),
  );
  const index = (state?: ClientState): PskIndex => makePskIndex(state, psks);
  const tree = each.ratchet_tree === null ? undefined : decodeRatchetTree(bytes(each.ratchet_tree), 0)?.[0];
  const join = [
    welcome.welcome,
    keyPackage.keyPackage,
    keys,
    index(),
    suite,
    tree,
    undefined,
    CONFIG,
  ] as const;
  let state = await joinGroup(...join);
  assert.equal(authenticatorOf(state), each.initial_epoch_authenticator);
  done.cases++;
  done.joins++;
  for (const { proposals, commit, epoch_authenticator } of each.epochs) {
    for (const message of [...proposals, commit]) state = await process(state, message, index(state), suite);
    assert.equal(authenticatorOf(state), epoch_authenticator);
    done.commits++;
    done.proposals += proposals.length;
  }
}

async function process(state: ClientState, hex: string, psks: PskIndex, suite: CiphersuiteImpl) {
  const message = decode(hex);
  assert.ok(message.wireformat === 'mls_private_message' || message.wireformat === 'mls_public_message');
  return (await processMessage(message, state, psks, acceptAll, suite)).newState;
}

async function checkTree(each: TreeCase): Promise<void> {
  const suite = await suiteOf(each.cipher_suite);
  const tree = decodeRatchetTree(bytes(each.tree), 0)?.[0];
  assert.ok(tree);
  for (const [node, hash] of each.tree_hashes.entries())
    assert.equal(new Uint8Array(await treeHash(tree, toNodeIndex(node), suite.hash)).toHex(), hash);
  for (const [node, expected] of each.resolutions.entries())
    assert.deepEqual(resolution(tree, toNodeIndex(node)), expected);
  const root = bytes(each.tree_hashes[(each.tree_hashes.length - 1) / 2] ?? '');
  const group = {
    version: 'mls10',
    cipherSuite: suite.name,
    groupId: bytes(each.group_id),
    epoch: 0n,
    treeHash: root,
    confirmedTranscriptHash: new Uint8Array(),
    extensions: [],
  } as const;
  const context = { ...group, extensions: [] };
  const { lifetimeConfig } = CONFIG;
  const problem = await validateRatchetTree(
    ...([tree, context, lifetimeConfig, defaultAuthenticationService, root, suite] as const),
  );
  assert.equal(problem, undefined);
  done.cases++;
  done.trees++;
  done.nodes += each.tree_hashes.length;
}

function suiteOf(number: number): Promise<CiphersuiteImpl> {
  const known = suites.get(number) ?? loadSuite(number);
  suites.set(number, known);
  return known;
}

/** The platform's cryptography where it has the algorithms, JavaScript for the rest. */
function loadSuite(number: number): Promise<CiphersuiteImpl> {
  const [name] = Object.entries(ciphersuites).find(([, value]) => value === number) ?? [];
  assert.ok(name !== undefined);
  const suite = getCiphersuiteFromName(name as CiphersuiteName);
  return getCiphersuiteImpl(suite).catch(() => getCiphersuiteImpl(suite, nobleCryptoProvider));
}

function read<Case>(name: string): readonly Case[] {
  const url = new URL(`../../../../../spec/vectors/mls/${name}.json.br`, import.meta.url);
  return JSON.parse(brotliDecompressSync(readFileSync(url)).toString()) as readonly Case[];
}

function decode(hex: string): MLSMessage {
  const decoded = decodeMlsMessage(bytes(hex), 0);
  assert.ok(decoded);
  return decoded[0];
}

function authenticatorOf(state: ClientState): string {
  return new Uint8Array(state.keySchedule.epochAuthenticator).toHex();
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromHex(hex);
}
