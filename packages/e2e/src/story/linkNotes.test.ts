/** A link with a lobby at which nobody is: a guest leaves a note, is told when the host has come, and the host when somebody waits. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { click, makeLink } from '../support/linkMaking.ts';
import { type Person, until } from '../support/person.ts';
import { recordTones } from '../support/toneRecorder.ts';
import { CLEO, createWorld, type World } from '../support/world.ts';

let world: World;
/** Somebody without a profile. */
let cleo: Person;
let link: string;

before(async () => {
  world = await createWorld({ prepare: recordTones });
  cleo = await world.arrive(CLEO);
});
after(() => world[Symbol.asyncDispose]());

test('a guest who finds nobody leaves a note, and the host reads it under its name', async () => {
  const { ada } = world;
  await ada.visit(world.origin);
  await ada.isReady();
  link = await makeLink(ada);
  await click(ada, '.policy:nth-of-type(2) input');
  await ada.sees('Saved');
  await cleo.visit(link);
  await cleo.sees('Nobody is in the call yet.');
  await cleo.fill('Your name', 'Cleo');
  await cleo.press('Leave a note');
  await cleo.fill('Your note', 'I came by at eight');
  await cleo.press('Leave the note');
  await cleo.sees('Your note waits for the host');
  await ada.sees('I came by at eight');
  await ada.sees('Cleo');
});

test('a note that is not on screen is counted in the list of calls, and lies there after the app was closed', async () => {
  const { ada } = world;
  await ada.page.goto('about:blank');
  await cleo.press('Leave a note');
  await cleo.fill('Your note', 'And again at nine');
  await click(cleo, '.note-form .switch');
  await cleo.press('Leave the note');
  await cleo.sees('Your note waits for the host');
  await ada.visit(world.origin);
  await ada.isReady();
  await ada.sees('1 new note');
  await click(ada, '.tab:last-child');
  await click(ada, '.link-main');
  await ada.sees('And again at nine');
  await until(async () => !(await ada.text()).includes('1 new note'));
  await ada.press('Delete the note from Cleo');
  await until(async () => (await ada.page.$$('.link-note')).length === 1);
});

test('the host answers in a conversation', async () => {
  const { ada } = world;
  await ada.press('Answer');
  await ada.write('I will be there tomorrow');
  await cleo.visit(world.origin);
  await cleo.open('Ada');
  await cleo.hasItems('I will be there tomorrow');
});

test('an open app says that somebody waits, and an open page that the call has begun', async () => {
  const { ada, ben } = world;
  await cleo.visit(link);
  await cleo.press('Tell me when it starts');
  await cleo.sees('you will hear a sound when the first person comes');
  await ben.visit(link);
  await ben.press('Ask to join');
  await ada.sees('Somebody is waiting to be let in');
  await until(() => hasPlayed(ada));
  assert.equal(await cleo.page.title(), 'Sotto');
  const before = await countPlayed(ada);
  await ada.press('Join “Video call”');
  await ada.sees('Ben wants to come in');
  await until(async () => (await countPlayed(ada)) > before);
  await cleo.sees('The call has begun');
  assert.equal(await cleo.page.title(), 'The call has begun – Sotto');
  for (const person of [ben, cleo]) await until(() => hasPlayed(person));
});

test('a link that is revoked ends the waiting and the call, and says so to each', async () => {
  const { ada, ben } = world;
  await ben.sees('Waiting to be let in');
  await ada.press('Back to Sotto');
  await click(ada, '.tab:last-child');
  await click(ada, '.link-main');
  await ada.press('Revoke the link');
  await ada.press('Revoke');
  await ben.sees('This link was revoked');
  await ada.sees('The link was revoked');
  await cleo.sees('This link was revoked');
});

/** Whether anything has sounded that was no part of the page. */
async function hasPlayed(person: Person): Promise<boolean> {
  return (await countPlayed(person)) > 0;
}

function countPlayed({ page }: Person): Promise<number> {
  return page.evaluate(
    () =>
      (globalThis as unknown as { readonly tones: ReadonlySet<HTMLAudioElement> }).tones
        .values()
        .filter(sound => sound.played.length > 0)
        .toArray().length,
  );
}
