/** Two people become contacts and write to each other (product, "Contacts and conversations"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;

before(async () => {
  world = await createWorld();
});
after(() => world[Symbol.asyncDispose]());

test('malformed and unknown links say so, and an own invitation is recognised', async () => {
  const { ada, ben, origin } = world;
  await ben.visit(`${origin}/invite#AAAA`);
  await ben.sees('This is not a complete invitation link.');
  await ben.visit(`${origin}/invite#AAAAAAAAAAAAAAAAAAAAAA`);
  await ben.sees('This invitation does not exist, or it was withdrawn.');
  await ada.visit(await ada.invite());
  await ada.sees('This is your own invitation.');
});

test('a withdrawn invitation says so', async () => {
  const { ada, ben, origin } = world;
  await ada.visit(origin);
  const link = await ada.invite();
  // On screen as new it cannot be withdrawn: that is offered for those of earlier.
  await ada.visit(origin);
  await ada.press('Add a contact');
  await ada.press('Withdraw');
  await ada.sees('Invitation withdrawn');
  await ben.visit(link);
  await ben.sees('This invitation does not exist, or it was withdrawn.');
});

test('a link makes two people contacts, and a second use says that it was used', async () => {
  const { ada, ben, origin } = world;
  await ada.visit(origin);
  const link = await ada.invite();
  await ben.accept(link);
  await ada.sees(`${BEN.name} accepted your invitation.`);
  await ada.open(BEN.name);
  await ben.visit(link);
  await ben.sees('This invitation has already been used.');
  assert.equal(new URL(ben.page.url()).hash, '', 'the token stays out of the address bar');
  await ben.visit(origin);
  await ben.open(ADA.name);
});

test('both write, and each text ends with the tick of delivery', async () => {
  const { ada, ben } = world;
  await ada.write('Shall we talk at noon?');
  await ben.hasItems('Shall we talk at noon?');
  await ada.hasItems('Shall we talk at noon? · Delivered');
  await ben.write('With pleasure. 🙂');
  await ada.hasItems('Shall we talk at noon? · Delivered', 'With pleasure. 🙂');
  await ben.hasItems('With pleasure. 🙂 · Delivered');
});

test('both see the same safety number', async () => {
  const { ada, ben } = world;
  const numbers: string[] = [];
  for (const person of [ada, ben]) {
    await person.choose('Safety number');
    await person.sees('Compare these digits');
    const groups = await person.page.$$eval('.safety-digits li', all => all.map(one => one.textContent));
    numbers.push(groups.join(' '));
    await person.press('Close');
  }
  assert.match(numbers[0] ?? '', /^(\d{5} ){11}\d{5}$/);
  assert.equal(numbers[0], numbers[1]);
});

test('what was written to somebody who is away waits for the return, and a reload keeps everything', async () => {
  const { ada, ben, origin } = world;
  await ben.page.goto('about:blank');
  await ada.write('Are you there?');
  await ada.hasItems('Are you there? · Sent');
  await ada.page.reload();
  await ada.hasItems('With pleasure. 🙂', 'Are you there? · Sent');
  await ben.visit(origin);
  await ben.sees('Are you there?');
  await ben.open(ADA.name);
  await ben.hasItems('With pleasure. 🙂 · Delivered', 'Are you there?');
  await ada.hasItems('Are you there? · Delivered');
  await ben.page.reload();
  await ben.hasItems('Shall we talk at noon?', 'With pleasure. 🙂 · Delivered', 'Are you there?');
});
