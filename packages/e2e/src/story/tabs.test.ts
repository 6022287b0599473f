/** Two tabs of one browser: one owns the keys, and the other can take them (platform, "Tabs"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPerson } from '../support/person.ts';
import { ADA, BEN, createWorld } from '../support/world.ts';

test('a second tab says that Sotto is open elsewhere, takes over on demand, and the first one follows', async () => {
  await using world = await createWorld();
  const { ada, ben, origin } = world;
  await world.meet();
  await ada.write('To the first tab');
  await ben.hasItems('To the first tab');

  const second = createPerson(await ben.page.browser().newPage());
  await second.visit(origin);
  await second.sees('Sotto is open in another window');
  await second.press('Use here');
  await second.isReady();
  await ben.sees('Sotto is open in another window');
  await second.open(ADA.name);
  await ada.write('To the second tab');
  await second.hasItems('To the first tab', 'To the second tab');
  await ada.hasItems('To the first tab · Delivered', 'To the second tab · Delivered');

  await ada.press('Audio call');
  await second.press('Accept');
  await second.hears(ADA.hertz);
  await ada.hears(BEN.hertz);
  await ada.press('Hang up');
  await second.sees('Ada hung up');

  await second.page.close();
  await ben.isReady();
  await ben.open(ADA.name);
  await ada.seesNoMore('You hung up');
  await ada.write('To the first tab again');
  await ben.hasItems('To the first tab again');
  assert.deepEqual((await ben.items()).toSpliced(2, 1), [
    'To the first tab',
    'To the second tab',
    'To the first tab again',
  ]);
});
