/** Several calls at a time, and contacts that do not play by the rules. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToBytes } from '@sotto/protocol/bytes';
import { bytesToId, type CallId, type ContactId } from '@sotto/protocol/ids';
import type { CallInvite } from '@sotto/protocol/sealed/callInvite';
import type { CallMessage } from '@sotto/protocol/sealed/sealedMessage';
import { createFakeCallWorld, type FakeCallWorld, type FakeClient, OTHER } from '../sim/fakeCallWorld.ts';
import { writeDescription } from '../sim/fakeDescription.ts';

const THIRD = bytesToId<ContactId>(new Uint8Array(16).fill(3));
const callId = (byte: number) => bytesToId<CallId>(new Uint8Array(16).fill(byte));
const view = (client: FakeClient) => client.engine().views().call;

function arrive(
  client: FakeClient,
  contact: ContactId,
  message: CallMessage,
  callSecret = textToBytes('secret'),
  arrivedAt = 1_700_000_000_000,
) {
  return client.engine().messageArrived(contact, message, { arrivedAt, callSecret });
}

const invite = (id: CallId): CallInvite => ({
  k: 'callInvite',
  callId: id,
  media: 'audio',
  candidates: [],
  sentAt: 0,
});

const OFFER = writeDescription({ ufrag: 'offer', fingerprint: 'aa'.repeat(32) });

async function connect(world: FakeCallWorld): Promise<CallId> {
  const placed = world.alice.engine().placeCall(OTHER, 'audio');
  assert.ok(placed.ok);
  await world.clock.advance(2000);
  world.bob.engine().accept(placed.value.callId, 'audio');
  await world.clock.advance(1000);
  return placed.value.callId;
}

test('a second call waits with a quieter tone; accepting it ends the first', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  await connect(world);
  await arrive(bob, THIRD, invite(callId(9)));
  assert.equal(view(bob)?.stage, 'inCall');
  assert.deepEqual(
    bob
      .engine()
      .views()
      .waitingCalls.map(call => call.callId),
    [callId(9)],
  );
  assert.equal(bob.tone(), 'callWaiting');
  assert.deepEqual(bob.engine().placeCall(THIRD, 'audio'), { ok: false, code: 'alreadyInCall' });
  bob.engine().accept(callId(9), 'audio');
  await clock.advance(500);
  assert.deepEqual(view(alice)?.ending, { kind: 'hungUp', byMe: false });
  assert.equal(view(bob)?.callId, callId(9));
  assert.equal(bob.tone(), undefined);
});

test('a waiting call that is ignored or ended leaves the running one alone', async () => {
  const world = createFakeCallWorld();
  const { bob } = world;
  await connect(world);
  await arrive(bob, THIRD, invite(callId(9)));
  bob.engine().ignore(callId(9));
  assert.deepEqual(bob.engine().views().waitingCalls, []);
  assert.equal(bob.tone(), undefined);
  await arrive(bob, THIRD, { k: 'callEnd', callId: callId(9), reason: 'gaveUp' });
  assert.equal(view(bob)?.stage, 'inCall');
});

test('a contact has no say in another one’s call', async () => {
  const world = createFakeCallWorld();
  const { bob } = world;
  const id = await connect(world);
  for (const message of [
    { k: 'callEnd', callId: id, reason: 'hungUp' },
    { k: 'callRestart', callId: id, round: 5 },
    { k: 'callOffer', callId: id, leg: { round: 5, restart: 0 }, sdp: 'x', candidates: [] },
    invite(id),
  ] satisfies CallMessage[]) {
    await arrive(bob, THIRD, message);
  }
  await world.clock.advance(5000);
  assert.equal(view(bob)?.stage, 'inCall');
});

test('messages of the wrong direction mean nothing', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const placed = alice.engine().placeCall(OTHER, 'audio');
  assert.ok(placed.ok);
  await clock.advance(500);
  const id = placed.value.callId;
  // The caller cannot accept its own call for the callee, nor can the callee offer.
  await arrive(bob, OTHER, { k: 'callAccept', callId: id, media: 'video', round: 0 });
  await arrive(bob, OTHER, {
    k: 'callAnswer',
    callId: id,
    leg: { round: 0, restart: 0 },
    sdp: 'x',
    candidates: [],
  });
  assert.equal(view(bob)?.stage, 'incoming');
  assert.deepEqual([...bob.media.open()], []);
  await arrive(alice, OTHER, {
    k: 'callOffer',
    callId: id,
    leg: { round: 9, restart: 0 },
    sdp: 'x',
    candidates: [],
  });
  assert.equal(view(alice)?.stage, 'ringing');
});

test('a hostile offer neither rings differently nor breaks anything', async () => {
  const world = createFakeCallWorld();
  const { clock, bob } = world;
  await arrive(bob, OTHER, { ...invite(callId(1)), sdp: 'v=0\r\nm=audio 9 RTP/AVP 0\r\n' } as CallMessage);
  await clock.advance(20_000);
  assert.equal(view(bob)?.stage, 'incoming');
  assert.equal(world.network.open(), 0);
});

test('a contact’s newer invitation replaces its older one', async () => {
  const { bob } = createFakeCallWorld();
  await arrive(bob, OTHER, invite(callId(1)));
  await arrive(bob, OTHER, invite(callId(2)));
  assert.equal(view(bob)?.callId, callId(2));
  assert.deepEqual(bob.engine().views().waitingCalls, []);
  assert.deepEqual(
    bob
      .items()
      .map(item => item.status)
      .sort(),
    ['missed', 'pending'],
  );
});

test('an invitation without its secret, and one from the future, do no harm', async () => {
  const { clock, bob } = createFakeCallWorld();
  await bob.engine().messageArrived(OTHER, invite(callId(1)), { arrivedAt: 0, callSecret: undefined });
  assert.equal(view(bob), undefined);
  const arrivedAt = clock.now() + 1_000_000_000;
  await bob.engine().messageArrived(OTHER, invite(callId(2)), { arrivedAt, callSecret: textToBytes('x') });
  assert.equal(view(bob)?.startedAt, clock.now());
});

test('an invitation that is older than three minutes appears quietly and can be accepted', async () => {
  const { clock, bob } = createFakeCallWorld();
  const arrivedAt = clock.now() - 200_000;
  await bob.engine().messageArrived(OTHER, invite(callId(2)), { arrivedAt, callSecret: textToBytes('x') });
  assert.deepEqual([view(bob)?.stage, view(bob)?.loud, bob.tone()], ['incoming', false, undefined]);
  assert.ok(bob.engine().accept(callId(2), 'audio').ok);
  await clock.advance(100);
  assert.ok(bob.traffic.some(line => line.includes('"callAccept"') && !line.includes('"round"')));
});

test('an invitation that was on its way for two minutes rings for the remaining one', async () => {
  const { clock, bob } = createFakeCallWorld();
  const arrivedAt = clock.now() - 120_000;
  await bob.engine().messageArrived(OTHER, invite(callId(2)), { arrivedAt, callSecret: textToBytes('x') });
  await clock.advance(59_000);
  assert.equal(bob.tone(), 'ringTone');
  await clock.advance(2000);
  assert.equal(bob.tone(), undefined);
});

test('more calls of a contact than anybody makes are set aside: no tone, no message, no connection', async () => {
  const { clock, bob, network } = createFakeCallWorld();
  const calls = async (count: number, first: number) => {
    for (let call = first; call < first + count; call++) {
      await arrive(bob, OTHER, { ...invite(callId(call)), sdp: OFFER }, undefined, clock.now());
      await clock.advance(1000);
    }
  };
  await calls(3, 1);
  assert.equal(bob.tone(), 'ringTone');
  assert.equal(network.open(), 1);
  const before = bob.traffic.filter(line => !line.endsWith(' close'));
  await calls(5, 4);
  assert.equal(bob.tone(), undefined);
  assert.equal(network.open(), 0);
  assert.deepEqual(bob.engine().views().waitingCalls, []);
  assert.equal(view(bob), undefined);
  assert.deepEqual(
    bob.traffic.filter(line => !line.endsWith(' close')),
    before,
  );
  const statuses = bob.items().map(item => item.status);
  assert.deepEqual(statuses, [...Array.from({ length: 7 }, () => 'missed'), 'pending']);
  await arrive(bob, THIRD, invite(callId(20)), undefined, clock.now());
  assert.equal(bob.tone(), 'ringTone');
  await arrive(bob, THIRD, { k: 'callEnd', callId: callId(20), reason: 'gaveUp' });
  await clock.advance(60_000);
  await calls(1, 9);
  assert.equal(bob.tone(), 'ringTone');
});

test('an acceptance of an own call that is over is answered once, to its contact only', async () => {
  const { clock, alice } = createFakeCallWorld();
  const placed = alice.engine().placeCall(OTHER, 'audio');
  assert.ok(placed.ok);
  await clock.advance(2000);
  alice.engine().endCall();
  await clock.advance(2000);
  const answers = () => alice.traffic.filter(line => line.includes('alreadyOver'));
  const accept = { k: 'callAccept', callId: placed.value.callId, media: 'audio' } as const;
  await arrive(alice, THIRD, accept);
  assert.equal(answers().length, 0);
  await arrive(alice, OTHER, accept);
  assert.equal(answers().length, 1);
  await arrive(alice, OTHER, accept);
  assert.equal(answers().length, 1);
});

test('nothing about a call that this client never made is answered', async () => {
  const { clock, bob } = createFakeCallWorld();
  await arrive(bob, OTHER, { k: 'callEnd', callId: callId(1), reason: 'hungUp' });
  await arrive(bob, OTHER, { k: 'callRinging', callId: callId(1) });
  await arrive(bob, OTHER, { k: 'callAccept', callId: callId(1), media: 'audio' });
  await clock.advance(100);
  assert.deepEqual(bob.traffic, []);
});

test('commands for calls that are not there say so', () => {
  const engine = createFakeCallWorld().bob.engine();
  const nothing = { ok: false, code: 'noSuchCall' };
  for (const outcome of [
    engine.accept(callId(1), 'audio'),
    engine.reject(callId(1)),
    engine.ignore(callId(1)),
    engine.endCall(),
    engine.setMicrophone(true),
    engine.setCamera(true),
  ]) {
    assert.deepEqual(outcome, nothing);
  }
});

test('listeners hear of every change and can leave', async () => {
  const { clock, alice } = createFakeCallWorld();
  let changes = 0;
  const leave = alice.engine().onChange(() => {
    changes += 1;
  });
  alice.engine().placeCall(OTHER, 'audio');
  await clock.advance(100);
  assert.ok(changes >= 2);
  leave();
  const before = changes;
  alice.engine().endCall();
  assert.equal(changes, before);
});

test('a caller who sends media before the acceptance hears nothing of this device by it', async () => {
  const { alice, bob, clock, network } = createFakeCallWorld();
  const placed = alice.engine().placeCall(OTHER, 'audio');
  assert.ok(placed.ok);
  await clock.advance(2000);
  const before = bob.traffic.length;
  network.intrude();
  await clock.advance(5000);
  assert.deepEqual(bob.traffic.slice(before), []);
  assert.equal(view(bob)?.stage, 'incoming');
  bob.engine().accept(placed.value.callId, 'audio');
  await clock.advance(5000);
  assert.equal(view(bob)?.stage, 'inCall');
  assert.notEqual(view(bob)?.quality, undefined);
  assert.notEqual(view(alice)?.quality, undefined);
});
