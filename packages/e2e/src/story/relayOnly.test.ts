/**
 * *Always use relay*, as it leaves the factory (product, "Relays and ICE servers"; spec/call.md, "Candidates"): what
 * leaves a device, what is handed to the other one's browser, and where packets go, in a call that also restarts ICE.
 */
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { type PeerRecord, readPeerCounters, readPeerRecord, type UsedPair } from '../support/peerRecorder.ts';
import { until } from '../support/person.ts';
import { BEN, createWorld } from '../support/world.ts';

test('nothing but relayed candidates leaves, is used, or carries a packet', async () => {
  await using world = await createWorld();
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Video call');
  await ben.press('Accept with video');
  await ada.seesCamera(BEN.station);
  await restartIce();
  await ada.seesCamera(BEN.station);

  for (const { page } of [ada, ben]) {
    const record = await readPeerRecord(page);
    assert.ok(record.policies.length > 0 && record.policies.every(policy => policy === 'relay'));
    assertOnlyRelayed('gathered or described', record.made);
    assertOnlyRelayed('handed to the browser', record.taken);
    assertOnlyRelayed('sealed for the other side', record.sealed);
    assertNoOwnAddress(record);
    let usedPairs: readonly UsedPair[] = [];
    await until(async () => {
      ({ usedPairs } = await readPeerCounters(page));
      return usedPairs.some(({ isNominated, packets }) => isNominated && packets > 50);
    });
    for (const { local, remote } of usedPairs) assert.deepEqual([local, remote], ['relay', 'relay']);
  }

  /** As after a change of networks; the browser tells the page by this event. */
  async function restartIce(): Promise<void> {
    const before = (await readPeerRecord(ben.page)).taken.length;
    await ada.page.evaluate(() => dispatchEvent(new Event('online')));
    const hasRestarted = ({ taken }: PeerRecord) =>
      taken.slice(before).some(text => text.startsWith('v=0')) &&
      taken.slice(before).some(text => text.startsWith('candidate:'));
    await until(async () => hasRestarted(await readPeerRecord(ben.page)));
  }
});

/** Candidates stand in lines of their own, in descriptions and in sealed messages alike. */
function assertOnlyRelayed(what: string, texts: readonly string[]): void {
  const types = texts.flatMap(text =>
    [...text.matchAll(/candidate:[^\r\n]*? typ (\w+)/g)].map(([, type]) => type),
  );
  assert.ok(types.length > 0, `no candidate was ${what}`);
  assert.deepEqual([...new Set(types)], ['relay'], what);
}

/**
 * This machine's addresses appear nowhere in what was sealed, except the one that the relay has too: relay and browsers
 * run on one machine, so the relayed address and the hidden one are the same here, and only the port tells them apart.
 */
function assertNoOwnAddress({ sealed }: PeerRecord): void {
  const text = sealed.join('\n');
  const relayed = [...text.matchAll(/ (\S+) \d+ typ relay/g)].map(([, address]) => address);
  for (const { address } of Object.values(networkInterfaces()).flatMap(each => each ?? [])) {
    if (relayed.includes(address) || address === '127.0.0.1' || address === '::1') continue;
    assert.ok(!text.includes(address), `${address} was sealed`);
  }
  assert.doesNotMatch(text, / raddr (?!0\.0\.0\.0 rport 0\b)/);
}
