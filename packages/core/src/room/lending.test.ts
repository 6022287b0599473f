/** What others at a link can make of a call with a contact that is about to go on there (spec/call.md, "Another device"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallId, ContactId } from '@sotto/protocol/ids';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createLinkCallSimulation } from '../sim/linkCallWorld.ts';

const suite = await smallSuite();

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
