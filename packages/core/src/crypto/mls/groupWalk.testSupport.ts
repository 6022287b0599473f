/** Members of an MLS group under commits of any kind; every member is compared in every epoch. A small suite, for speed. */
import assert from 'node:assert/strict';
import { bytesToHex } from '@sotto/protocol/bytes';
import type { CiphersuiteImpl, ClientState, MLSMessage, Proposal } from 'ts-mls';
import type { MlsLibrary } from './library.testSupport.ts';
import type { SeededChoice } from './seededChoice.testSupport.ts';

/** The members, by no particular order. */
export type Members = readonly ClientState[];

/** What one commit does. */
export interface Change {
  readonly by: ClientState;
  readonly removed?: readonly ClientState[];
  /** How many come in. */
  readonly adds?: number;
}

/** A group of which all states are at hand. */
export interface GroupWalk {
  found(): Promise<Members>;
  /**
   * A commit that everybody processes; without adds or removes it renews keys. Those who stay come first, in their order,
   * then those who came in. Rejects when one of them refuses it.
   */
  commit(members: Members, change: Change): Promise<Members>;
  /** Somebody comes in by a commit of its own (RFC 9420 §12.4.3.2). */
  joinExternally(members: Members): Promise<Members>;
}

/** The suite of these groups: the shape of the tree is the same in all. */
const SUITE = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519';

/** A walk with this library. */
export async function createGroupWalk(library: MlsLibrary): Promise<GroupWalk> {
  const suite = await library.getCiphersuiteImpl(library.getCiphersuiteFromName(SUITE));
  const parts = { library, suite };
  return {
    found: async () => {
      const { publicPackage, privatePackage } = await createPackage(parts);
      return [await library.createGroup(Uint8Array.of(1), publicPackage, privatePackage, [], suite)];
    },
    commit: (members, change) => commit(parts, members, change),
    joinExternally: members => joinExternally(parts, members),
  };
}

/** One random step: some leave, some come, somebody renews keys, or somebody comes by itself. */
export function stepAtRandom(walk: GroupWalk, choice: SeededChoice, most: number, members: Members) {
  if (members.length < most && choice.chance(0.1)) return walk.joinExternally(members);
  const by = choice.pick(members);
  const others = members.filter(member => member !== by);
  const removed = choice.chance(0.35)
    ? choice.sample(others, choice.below(Math.min(3, others.length + 1)))
    : [];
  const room = most - members.length + removed.length;
  const adds = choice.chance(0.6) ? choice.below(Math.min(3, room) + 1) : 0;
  return walk.commit(members, { by, removed, adds });
}

interface Parts {
  readonly library: MlsLibrary;
  readonly suite: CiphersuiteImpl;
}

async function commit(
  parts: Parts,
  members: Members,
  { by, removed = [], adds = 0 }: Change,
): Promise<Members> {
  const { library, suite } = parts;
  const added = await Promise.all(Array.from({ length: adds }, () => createPackage(parts)));
  const extraProposals: Proposal[] = [
    ...removed.map(
      member => ({ proposalType: 'remove', remove: { removed: member.privatePath.leafIndex } }) as const,
    ),
    ...added.map(pair => ({ proposalType: 'add', add: { keyPackage: pair.publicPackage } }) as const),
  ];
  const options = { extraProposals, ratchetTreeExtension: true };
  const made = await library.createCommit({ state: by, cipherSuite: suite }, options);
  const staying = members.filter(member => !removed.includes(member));
  const processed = staying.map(member =>
    member === by ? made.newState : receive(parts, member, made.commit),
  );
  const joined = added.map(({ publicPackage, privatePackage }) => {
    assert.ok(made.welcome);
    return library.joinGroup(made.welcome, publicPackage, privatePackage, library.emptyPskIndex, suite);
  });
  return agree(await Promise.all([...processed, ...joined]));
}

async function joinExternally(parts: Parts, members: Members): Promise<Members> {
  const { library, suite } = parts;
  const [first] = members;
  assert.ok(first);
  const info = await library.createGroupInfoWithExternalPubAndRatchetTree(first, [], suite);
  const { publicPackage, privatePackage } = await createPackage(parts);
  const joining = library.joinGroupExternal(info, publicPackage, privatePackage, false, suite);
  const { newState, publicMessage } = await joining;
  const message = { version: 'mls10', wireformat: 'mls_public_message', publicMessage } as const;
  const processed = members.map(member => receive(parts, member, message));
  return agree([...(await Promise.all(processed)), newState]);
}

async function receive(
  { library, suite }: Parts,
  member: ClientState,
  sent: MLSMessage,
): Promise<ClientState> {
  const message = library.decodeMlsMessage(library.encodeMlsMessage(sent), 0)?.[0];
  assert.ok(message?.wireformat === 'mls_private_message' || message?.wireformat === 'mls_public_message');
  const { acceptAll, emptyPskIndex } = library;
  return (await library.processMessage(message, member, emptyPskIndex, acceptAll, suite)).newState;
}

/** All have the same secrets and the same tree. */
function agree(members: Members): Members {
  const authenticators = members.map(member =>
    bytesToHex(new Uint8Array(member.keySchedule.epochAuthenticator)),
  );
  assert.equal(new Set(authenticators).size, 1, 'all members are in one epoch');
  return members;
}

function createPackage({ library, suite }: Parts) {
  const identity = crypto.getRandomValues(new Uint8Array(8));
  const credential = { credentialType: 'basic', identity } as const;
  const { defaultCapabilities, defaultLifetime, generateKeyPackage } = library;
  return generateKeyPackage(credential, defaultCapabilities(), defaultLifetime, [], suite);
}
