import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToBytes } from '@sotto/protocol/bytes';
import { bytesToId, type CallId, type ContactId } from '@sotto/protocol/ids';
import type { CallInvite } from '@sotto/protocol/sealed/callInvite';
import { createFakeCallWorld, type FakeClient, OTHER } from '../sim/fakeCallWorld.ts';

/** A call behind a link runs on this device; what is asked of it is written down. */
function runLinkCall({ other }: FakeClient): readonly string[] {
  const asked: string[] = [];
  let state: 'running' | 'held' | 'over' = 'running';
  other.isRunning = () => state !== 'over';
  other.isHeld = () => state === 'held';
  other.hold = () => {
    state = 'held';
    asked.push('hold');
  };
  other.resume = byPerson => {
    if (state !== 'held') return;
    state = 'running';
    asked.push(`resume ${byPerson}`);
  };
  other.leave = () => {
    state = 'over';
    asked.push('leave');
  };
  return asked;
}

async function ringing() {
  const world = createFakeCallWorld();
  const asked = runLinkCall(world.bob);
  const placed = world.alice.engine().placeCall(OTHER, 'audio');
  assert.ok(placed.ok);
  await world.clock.advance(2000);
  return { ...world, asked, callId: placed.value.callId };
}

test('during a call behind a link nobody is called, and who calls waits with the quieter tone', async () => {
  const { bob, asked } = await ringing();
  assert.deepEqual(bob.engine().placeCall(OTHER, 'audio'), { ok: false, code: 'alreadyInCall' });
  assert.equal(bob.tone(), 'callWaiting');
  assert.deepEqual(asked, []);
});

test('accepting a contact’s call leaves the call behind a link', async () => {
  const { bob, clock, asked, callId } = await ringing();
  assert.ok(bob.engine().accept(callId, 'audio').ok);
  await clock.advance(2000);
  assert.deepEqual(asked, ['leave']);
  assert.equal(bob.engine().views().call?.stage, 'inCall');
});

test('or holds it, and takes it up again when the person hangs up', async () => {
  const { bob, clock, asked, callId } = await ringing();
  assert.ok(bob.engine().accept(callId, 'audio', 'hold').ok);
  await clock.advance(2000);
  assert.deepEqual(asked, ['hold']);
  bob.engine().endCall();
  assert.deepEqual(asked, ['hold', 'resume true']);
});

test('when the contact hangs up, the call behind a link goes on with everything off', async () => {
  const { alice, bob, clock, asked, callId } = await ringing();
  bob.engine().accept(callId, 'audio', 'hold');
  await clock.advance(2000);
  alice.engine().endCall();
  await clock.advance(1000);
  assert.deepEqual(asked, ['hold', 'resume false']);
});

test('one call is held at most, of whichever kind', async () => {
  const { alice, bob, clock, callId } = await ringing();
  bob.engine().accept(callId, 'audio', 'hold');
  await clock.advance(2000);
  assert.deepEqual(bob.engine().hold(), { ok: false, code: 'alreadyInCall' });
  assert.equal(alice.engine().views().call?.stage, 'inCall');
});

test('a second contact’s call that ends the first one leaves what is held as it is', async () => {
  const { bob, clock, asked, callId } = await ringing();
  bob.engine().accept(callId, 'audio', 'hold');
  await clock.advance(2000);
  const id = bytesToId<CallId>(new Uint8Array(16).fill(9));
  const invite: CallInvite = { k: 'callInvite', callId: id, media: 'audio', candidates: [], sentAt: 0 };
  const arrival = { arrivedAt: clock.now(), callSecret: textToBytes('secret') };
  await bob.engine().messageArrived(bytesToId<ContactId>(new Uint8Array(16).fill(3)), invite, arrival);
  assert.ok(bob.engine().accept(id, 'audio', 'end').ok);
  await clock.advance(500);
  assert.deepEqual(asked, ['hold']);
  bob.engine().endCall();
  assert.deepEqual(asked, ['hold', 'resume true']);
});
