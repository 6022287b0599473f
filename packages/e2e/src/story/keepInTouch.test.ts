/** A visitor without a profile stays in touch with the host, by what is on screen. */
import { after, before, test } from 'node:test';
import { createLinkCallWorld, type LinkCallWorld, type LinkGuest } from '../support/linkCallWorld.ts';
import { createPerson } from '../support/person.ts';

let world: LinkCallWorld;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
});
after(() => world[Symbol.asyncDispose]());

async function comes(guest: LinkGuest, link: string): Promise<void> {
  await guest.look(link);
  await guest.run('joinLink', { name: guest.name, devices: { microphone: true, camera: false } });
  await guest.waits(call => call?.stage === 'inside');
}

test('one button, one yes, and both have each other in Sotto after the call', async () => {
  const [ada, ben] = [await world.arrive('Ada'), await world.arrive('Ben')];
  await ada.run('setName', 'Ada');
  const link = await world.makeLink(ada, 'voice', { name: 'Garden' });
  await comes(ada, link);
  await comes(ben, link);
  const [adas, bens] = [createPerson(ada.page), createPerson(ben.page)];
  await ben.page.click('.room-panel-button:first-child');
  await bens.press('Keep in touch with Ada');
  await bens.sees('You have asked Ada');
  await adas.sees('Ben wants to stay in touch');
  await adas.press('Accept: become contacts with Ben');
  await bens.sees('You and Ada are contacts now');
  await ben.run('leaveLinkCall');
  await bens.sees('You find each other in Sotto');
  await ben.run('leaveLinkCall');
  await bens.open('Ada');
  await bens.write('It was good to meet you');
  await ada.run('leaveLinkCall');
  await ada.run('leaveLinkCall');
  await adas.open('Ben');
  await adas.hasItems('It was good to meet you');
});
