/** A tab that lost the keys without being told writes nothing any more (platform, "Tabs"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPerson, type Person } from '../support/person.ts';
import { openStore } from '../support/readStore.ts';
import { ADA, createWorld } from '../support/world.ts';

test('a tab that was frozen while another took the keys writes nothing when it wakes, and follows', async () => {
  await using world = await createWorld();
  const { ada, ben, origin } = world;
  await world.meet();
  const second = createPerson(await ben.page.browser().newPage());
  await second.visit(origin);
  await second.sees('Sotto is open in another window');
  const session = await ben.page.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await second.press('Use here');
  await second.isReady();
  await second.open(ADA.name);
  await ada.write('While the other tab sleeps');
  await second.hasItems('While the other tab sleeps');
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await ben.sees('Sotto is open in another window');

  await ben.page.bringToFront();
  await ben.press('Use here');
  await second.sees('Sotto is open in another window');
  await ben.isReady();
  await ben.open(ADA.name);
  await ben.write('Awake again');
  await ada.hasItems('While the other tab sleeps · Delivered', 'Awake again');
});

test('a tab that lost the keys without being told sends nothing with old ones, and keeps what was written', async () => {
  await using world = await createWorld();
  const { ada, ben } = world;
  await world.meet();
  await becomeOwner(ben);
  await ben.write('Too late');
  // The write is refused; the tab gives the keys up, and nobody else wants them.
  await ben.sees('Sotto is open in another window');
  await ben.isReady();
  await ben.open(ADA.name);
  assert.deepEqual(await ben.items(), []);
  // What could not be sent still stands where it was written.
  await ben.write(', but sent');
  await ada.hasItems('Too late, but sent');
  assert.equal((await ada.items()).length, 1);
});

/** Takes the store from the tab, as another one would that had stolen the lock. */
async function becomeOwner({ page }: Person): Promise<void> {
  const store = await openStore(page);
  await store.evaluate(async database => {
    const transaction = database.transaction('owner', 'readwrite');
    transaction.objectStore('owner').put(1_000_000, 'number');
    await new Promise(resolve => transaction.addEventListener('complete', resolve));
    database.close();
  });
}
