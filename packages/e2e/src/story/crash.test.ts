/** Browsers that are killed in the middle of things, and come back (product, "Calling a contact"; calls, "Recovery"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WILL_GRACE_MS } from '@sotto/protocol/limits';
import { ADA, BEN, createWorld } from '../support/world.ts';

test('killed in a call and back soon: nothing is lost or doubled, and the other side is told', async () => {
  await using world = await createWorld();
  const { ada, ben } = world;
  await world.meet();
  await ada.write('Before the call');
  await ben.hasItems('Before the call');
  await ada.press('Audio call');
  await ben.press('Accept');
  await ada.hears(BEN.hertz);
  await world.kill(ben);
  const again = await world.revive(BEN);
  await ada.sees('Ben hung up');
  await again.open(ADA.name);
  await again.hasItems('Before the call', 'Audio call · Interrupted');
  assert.equal((await again.items()).length, 2);
  await ada.press('Close');
  await ada.write('After the call');
  await again.hasItems('Audio call · Interrupted', 'After the call');
  await ada.hasItems('After the call · Delivered');
  await again.press('Call back');
  await ada.press('Accept');
  await again.hears(ADA.hertz);
});

test('killed in a call and not back: the other side says Reconnecting, and after its limit why it ended', async () => {
  await using world = await createWorld({ hasPageClocks: true });
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Audio call');
  await ben.press('Accept');
  await ada.hears(BEN.hertz);
  await world.kill(ben);
  await ada.sees('Reconnecting…');
  // Real relays are asked again and again meanwhile, and need their own time to answer.
  await world.passTime(95_000, 1000);
  await ada.sees('No connection could be made');
  await ada.press('Close');
  await ada.hasItems('Audio call · No connection could be made');
});

test('killed while it rings: after the return the call still waits and can be accepted', async () => {
  await using world = await createWorld();
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Video call');
  await ben.sees('Incoming video call');
  await world.kill(ben);
  const again = await world.revive(BEN);
  await again.press('Accept with video');
  await ada.seesCamera(BEN.station);
  await again.seesCamera(ADA.station);
  await ada.press('Hang up');
  await again.sees('Ada hung up');
  await again.press('Close');
  await again.open(ADA.name);
  assert.equal((await again.items()).length, 1);
});

test('a caller who is killed while it rings leaves a missed call, and both items are right after the return', async () => {
  await using world = await createWorld();
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Audio call');
  await ben.sees('Incoming audio call');
  await ada.sees('Ringing…');
  await world.kill(ada);
  await ben.sees('Incoming audio call');
  await world.passTime(WILL_GRACE_MS);
  await ben.seesNoMore('Incoming audio call');
  await ben.hasItems('Audio call · Missed');
  const again = await world.revive(ADA);
  await again.open(BEN.name);
  await again.hasItems('Audio call · Interrupted');
  assert.equal((await again.items()).length, 1);
  await ben.press('Call back');
  await again.press('Accept');
  await ben.hears(ADA.hertz);
  assert.equal((await ben.items()).length, 2);
});
