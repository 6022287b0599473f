/** The server is killed and started again in mid-call (calls, "Recovery"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPeerCounters } from '../support/peerRecorder.ts';
import { until } from '../support/person.ts';
import { startServerProcess } from '../support/realServer.ts';
import { ADA, BEN, createWorld } from '../support/world.ts';

test('media goes on while the server is away, and everything works again when it is back', async () => {
  await using server = await startServerProcess();
  await using world = await createWorld({ origin: server.origin });
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Video call');
  await ben.press('Accept with video');
  await ada.seesCamera(BEN.station);
  await ben.seesCamera(ADA.station);

  await server.kill();
  const before = await readPeerCounters(ada.page);
  await until(async () => {
    const now = await readPeerCounters(ada.page);
    return now.pictures > before.pictures + 60 && now.samples > before.samples + 96_000;
  });
  await ada.press('Mute');
  await ben.sees('Ada is muted');
  await ada.press('Unmute');
  await ben.seesNoMore('Ada is muted');
  await ada.press('Back to the conversation');
  await ada.write('Written while the server was away');
  await ada.hasItems('Written while the server was away · Sending');

  await server.start();
  await ben.hasItems('Video call · In progress', 'Written while the server was away');
  await ada.hasItems('Written while the server was away · Delivered');
  // The relay was started again as well: the call finds its way over the new one by itself.
  await ada.page.locator('.call-bar').click();
  await ada.seesCamera(BEN.station);
  await ben.seesCamera(ADA.station);
  await ben.press('Hang up');
  await ada.sees('Ben hung up');
  assert.equal((await ben.items()).filter(item => item.startsWith('Video call')).length, 1);
});
