import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import { systemRandom } from '../crypto/systemRandom.testSupport.ts';
import { createRoomSeals } from '../group/bundle.ts';
import { createSomebody, kit, recordOf, type Somebody } from '../group/roomMembers.testSupport.ts';
import { GroupKeeper, type Proposal } from './groupKeeper.ts';

const seals = createRoomSeals(systemRandom, systemRandom.bytes(32));
const [ada, ben, cleo] = await Promise.all(['Ada', 'Ben', 'Cleo'].map(name => createSomebody(name)));
assert.ok(ada !== undefined && ben !== undefined && cleo !== undefined);
const first = recordOf(ada.pseudonym, 'open');

/** A member of the room, which takes whatever record it has for one of the version that is asked for. */
function createMember() {
  const facts: { record: LinkRecord } = { record: { ...first, version: 2 } };
  const record = async () => facts.record;
  const keeper = new GroupKeeper({ kit, seals, record, now: () => Date.now(), isPresent: () => true });
  return { facts, keeper };
}

/** The host's commit that adds somebody, and the welcome. */
async function add({ keeper }: ReturnType<typeof createMember>, { own, seat }: Somebody) {
  const request = await seals.sealRequest({ keyPackage: own.bytes, statements: [], isPreparing: false });
  const knock = await keeper.readKnock(seat, request);
  assert.ok(knock);
  const proposal = await keeper.propose([knock], [], []);
  assert.ok(proposal.ok && proposal.value.welcome !== undefined);
  return proposal.value as Proposal & { readonly welcome: NonNullable<Proposal['welcome']> };
}

test('a welcome that begins another epoch than the server says is refused, and entered as the one that it is', async () => {
  const [host, joiner] = [createMember(), createMember()];
  assert.ok(await host.keeper.found(ada.own, []));
  const { epoch, welcome } = await add(host, ben);
  const refused = { ok: false, code: 'forgedWelcome' };
  for (const other of [epoch, epoch + 2])
    assert.deepEqual(await joiner.keeper.enter(ben.own, welcome, other), refused);
  assert.equal(joiner.keeper.group(), undefined);
  assert.ok((await joiner.keeper.enter(ben.own, welcome, epoch + 1)).ok);
});

test('a commit under an older record than that of an earlier one is refused, even by whoever has forgotten the newer one', async () => {
  const [host, member] = [createMember(), createMember()];
  assert.ok(await host.keeper.found(ada.own, []));
  const { commit, epoch, welcome } = await add(host, ben);
  assert.ok((await host.keeper.follow(epoch, commit)).ok);
  assert.ok((await member.keeper.enter(ben.own, welcome, epoch + 1)).ok);
  for (const { facts } of [host, member]) facts.record = first;
  const old = await add(member, cleo);
  assert.deepEqual(await host.keeper.follow(old.epoch, old.commit), { ok: false, code: 'ruleBroken' });
});
