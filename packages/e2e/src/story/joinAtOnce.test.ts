/** *Join* in the app joins without a second button (product, "Call links"); but once, and not long after it was pressed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { click, makeLink } from '../support/linkMaking.ts';
import { type Person, until } from '../support/person.ts';
import { CLEO, createWorld, type World } from '../support/world.ts';

let world: World;
/** Somebody without a profile. */
let cleo: Person;
let link: string;

before(async () => {
  world = await createWorld();
  await world.meet();
  cleo = await world.arrive(CLEO);
  link = await makeLink(world.ada);
});
after(() => world[Symbol.asyncDispose]());

test('a link lets as many people in as its host has chosen', async () => {
  const { ada, ben } = world;
  const select = 'select:has(option[value="8"])';
  const chosen = () => ada.page.$eval(select, field => (field as HTMLSelectElement).value);
  assert.equal(await chosen(), '5');
  await ada.page.select(select, '2');
  await ada.sees('Saved');
  await until(async () => (await chosen()) === '2');
  for (const person of [cleo, ben]) {
    await person.visit(link);
    if (person === cleo) await person.fill('Your name', 'Cleo');
    await person.press('Join');
    await person.page.waitForSelector('.room-stage');
  }
  await ada.press('Join');
  await ada.sees('The call is full');
});

test('whoever wanted to join a full call is not in it by itself once there is a place', async () => {
  const { ada, ben } = world;
  await ben.press('Leave the call');
  await ada.sees('In the call: Cleo');
  await ada.sees('You are a host of this call');
  await cleo.sees('You are the only one here');
  await cleo.press('Leave the call');
  await ada.press('Cancel');
});

test('whoever leaves the lobby after Join in the list has left it', async () => {
  const { ada, ben } = world;
  await cleo.press('Close');
  await cleo.press('Keep Sotto');
  await click(ada, '.tab:last-child');
  await click(ada, '.link-main');
  await click(ada, '.policy:nth-of-type(2) input');
  await ada.sees('Saved');
  await cleo.press('Join “Video call”');
  await cleo.sees('Waiting to be let in');
  await ada.sees('1 waiting');
  await cleo.press('Leave');
  await cleo.sees('Ask to join');
  await ada.seesNoMore('1 waiting');
  await ben.press('Close');
  await cleo.sees('The host sees this name and decides');
});
