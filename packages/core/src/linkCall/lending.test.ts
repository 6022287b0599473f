/** What others at a link can make of a call with a contact that is about to go on there (spec/call.md, "Another device"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallId, ContactId, LinkId, SeatId } from '@sotto/protocol/ids';
import { LocalMedia } from '../call/localMedia.ts';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createFakeMedia } from '../sim/fakeMedia.ts';
import { createLinkCallSimulation } from '../sim/linkCallWorld.ts';
import { createLending, strangersByRelay } from './lending.ts';

const suite = await smallSuite();
const [ANN, EVE] = ['ann', 'eve'] as ContactId[] as [ContactId, ContactId];
const CALL = 'call' as CallId;
const LINK = 'link' as LinkId;

test('a host silences nobody whose call with a contact has the devices still: nothing on that screen would tell', async () => {
  const { arrive, clock, room } = await createLinkCallSimulation(1, 'open', suite);
  const contactId = 'ada' as ContactId;
  const callId = 'call' as CallId;
  const ada = await arrive('Ada', { pseudonym: room.host });
  await ada.join();
  const ben = await arrive('Ben', { contactOf: () => contactId });
  ben.devices.start(callId, { microphone: true, camera: false });
  const lender = { callId, contactId, purpose: 'device', byMe: false, since: 0 } as const;
  assert.ok((await ben.calls.continued.goOn(room.keys.linkId, 'Ben', lender)).ok);
  await clock.advance(5000);
  assert.equal(ben.calls.continued.stage(room.keys.linkId), 'received');
  assert.ok((await ada.calls.commands.mutePeople(undefined)).ok);
  await clock.advance(1000);
  assert.ok(ben.devices.isOn('microphone'));
});

test('while anybody else is there, this device does not appear; once it goes on there, whoever comes is seen', () => {
  const clock = createFakeClock();
  const devices = new LocalMedia(createFakeMedia(clock));
  const people = new Map([
    ['me', undefined],
    ['first', ANN],
  ] as [string, ContactId | undefined][]);
  const lending = createLending({
    ...{ linkId: LINK, devices, facts: () => undefined },
    lender: { callId: CALL, contactId: ANN, purpose: 'people', byMe: false, since: undefined },
    room: () => ({
      view: () => ({ people: [...people.keys()].map(seat => ({ seat, isMe: seat === 'me' })) }) as never,
      person: seat => new TextEncoder().encode(seat),
    }),
    contactOf: pseudonym => people.get(new TextDecoder().decode(pseudonym) as SeatId),
  });
  devices.start(CALL, { microphone: false, camera: false });
  assert.deepEqual([lending.mayAppear(), lending.hasDevices(), lending.isLent()], [true, true, true]);
  people.set('stranger', undefined);
  assert.equal(lending.mayAppear(), false);
  people.set('stranger', EVE);
  assert.equal(lending.mayAppear(), false);
  lending.settle();
  assert.deepEqual([lending.mayAppear(), lending.isLent(), devices.isStartedFor(LINK)], [true, false, true]);
});

test('whatever paths this person allows to the contact, whoever else comes is reached by relays alone', () => {
  const settings = { relayOnly: false, showRinging: true, saveData: false };
  const pseudonym = new Uint8Array(32);
  const isRelayOnly = (of: ContactId | undefined, is: ContactId | undefined) =>
    strangersByRelay(settings, of, () => is, { pseudonym }).relayOnly;
  assert.equal(isRelayOnly(ANN, ANN), false);
  assert.equal(isRelayOnly(ANN, EVE), true);
  assert.equal(isRelayOnly(ANN, undefined), true);
  assert.equal(isRelayOnly(undefined, undefined), false);
  assert.equal(
    strangersByRelay({ ...settings, relayOnly: true }, ANN, () => ANN, { pseudonym }).relayOnly,
    true,
  );
});
