/** Somebody goes on with a link call on another device: by what is on screen, with a real server, seen by somebody else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLinkCallWorld, type LinkCallWorld } from '../support/linkCallWorld.ts';
import { until } from '../support/person.ts';
import { MOST_IDLE_LOOKS, readPictureSeen, watchPicture } from '../support/pictureWatch.ts';
import { arriveAtScreen, type ScreenGuest } from '../support/screenGuest.ts';

let world: LinkCallWorld;
let ada: ScreenGuest;
let laptop: ScreenGuest;
let phone: ScreenGuest;
let handOver: string;

before(async () => {
  world = await createLinkCallWorld({}, 'linkCallScreens');
  ada = await arrive('Ada');
  const link = await world.makeLink(ada, 'video', { name: 'Garden' });
  laptop = await arrive('Ben');
  for (const guest of [ada, laptop]) {
    await guest.look(link);
    await guest.run('joinLink', { name: guest.name, devices: { microphone: true, camera: true } });
    await guest.waits(call => call?.stage === 'inside');
  }
  phone = await arrive('Ben');
});
after(() => world[Symbol.asyncDispose]());

const arrive = (name: string) => arriveAtScreen(world, name);

test('the menu of the call shows a code for the other device, and a link that is one', async () => {
  await laptop.screen.press('More options');
  await laptop.screen.press('Continue on another device');
  await laptop.screen.sees('Valid for another');
  await laptop.page.waitForSelector('dialog .qr path[d^="M"]');
  handOver = (await laptop.call())?.handOver?.link ?? '';
  assert.match(handOver, /\/video#[\w-]{22}\.[\w-]{22}\.QmVu$/);
});

test('opened on the other device, the call goes on there; whoever sees the person sees it all the while', async () => {
  await until(
    () =>
      ada.page.$eval('.tile video', video => (video as HTMLVideoElement).currentTime > 0).catch(() => false),
    async () => 'no picture',
  );
  await watchPicture(ada.page, 'Ben');
  await phone.page.goto(handOver);
  await phone.screen.sees('Here you go on as Ben');
  assert.equal(new URL(phone.page.url()).hash, '');
  await phone.screen.press('Check camera and microphone');
  await phone.screen.press('Continue the call here');
  await laptop.screen.sees('The call continues on your other device');
  await ada.waits(call => call?.people.length === 2);
  await until(
    async () => (await readPictureSeen(ada.page)).elements > 1,
    async () => 'the other device is not seen',
  );
  const seen = await readPictureSeen(ada.page);
  assert.deepEqual([seen.fewest, seen.most, seen.elements], [1, 1, 2]);
  assert.ok(seen.idleLooks < MOST_IDLE_LOOKS, `nothing new for ${seen.idleLooks} looks, ${seen.gap} ms`);
});

test('the first device is silent and sends nothing; the other one is in the call as the same person', async () => {
  assert.equal((await laptop.call())?.stage, 'over');
  assert.deepEqual((await laptop.call())?.devices, undefined);
  assert.deepEqual(
    (await phone.call())?.people.map(({ name }) => name),
    ['Ada', 'Ben'],
  );
  await moves(ada);
  await moves(phone);
});

test('whoever is sent such a link with a made-up secret is seen by nobody, and joins under a name of their own', async () => {
  const eve = await arrive('Eve');
  const [plain = ''] = handOver.split('.QmVu')[0]?.split(/\.(?=[\w-]{22}$)/) ?? [];
  await eve.page.goto(`${plain}.AAECAwQFBgcICQoLDA0ODw.QmVu`);
  await eve.screen.sees('or join under your own name.');
  assert.deepEqual(
    (await ada.call())?.people.map(({ name }) => name),
    ['Ada', 'Ben'],
  );
  await eve.screen.fill('Your name', 'Eve');
  await eve.screen.press('Check camera and microphone');
  await eve.screen.press('Join');
  await ada.waits(call => call?.people.filter(({ isArriving }) => !isArriving).length === 3);
  assert.deepEqual((await ada.call())?.people.map(({ name }) => name).toSorted(), ['Ada', 'Ben', 'Eve']);
});

/** The other person's picture goes on. */
async function moves({ page, name }: ScreenGuest): Promise<void> {
  const time = () =>
    page.$eval('.tile video', video => (video as HTMLVideoElement).currentTime).catch(() => 0);
  const first = await time();
  await until(
    async () => (await time()) > first + 0.5,
    async () => `${name} sees nothing move`,
  );
}
