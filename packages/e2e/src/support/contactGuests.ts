/** Two contacts whose call goes on behind a link: how they meet, what of each other they see, and what is left of it. */
import assert from 'node:assert/strict';
import type { LinkCallWorld } from './linkCallWorld.ts';
import { until } from './person.ts';
import { arriveAtScreen, type ScreenGuest } from './screenGuest.ts';

/** Alice and Bob, contacts of each other. */
export async function arriveAsContacts(
  world: LinkCallWorld,
): Promise<readonly [alice: ScreenGuest, bob: ScreenGuest]> {
  const [alice, bob] = [await arriveAtScreen(world, 'Alice'), await arriveAtScreen(world, 'Bob')];
  for (const guest of [alice, bob]) await guest.run('setName', guest.name);
  const { link } = (await alice.run('invite')) as { readonly link: string };
  await bob.run('acceptInvitation', link);
  await contactOf(alice);
  return [alice, bob];
}

/** The only contact of somebody, once there is one. */
export async function contactOf(guest: ScreenGuest) {
  const find = async () => (await guest.view()).contacts.find(({ state }) => state === 'active')?.id;
  await until(async () => (await find()) !== undefined);
  return (await find()) as NonNullable<Awaited<ReturnType<typeof find>>>;
}

/** What they had was one call that has ended: in the conversation and in the list of calls, with no link left over. */
export async function hasOneCall(guest: ScreenGuest): Promise<void> {
  await guest.run('openConversation', await contactOf(guest));
  await until(async () => ((await guest.view()).conversation?.items.length ?? 0) > 0);
  await guest.run('openHistory', 'all');
  await until(async () => (await guest.view()).history !== undefined);
  const { conversation, history, links } = await guest.view();
  const statuses = conversation?.items.map(item => item.kind === 'call' && item.status);
  assert.deepEqual(statuses, ['ended']);
  assert.deepEqual(
    history?.calls.map(({ kind }) => kind),
    ['call'],
  );
  assert.deepEqual(links, []);
}

/** A picture goes on: more of its frames are decoded. `person`: in the tile of this name, else the first in this place. */
export async function seesMore(
  { page, name }: ScreenGuest,
  place: string,
  person: string | undefined = undefined,
): Promise<void> {
  const count = () =>
    page.$$eval(
      place,
      (found, wanted) => {
        const isWanted = (each: Element) =>
          wanted === undefined || each.querySelector('.tile-name-text')?.textContent === wanted;
        const element = found.find(isWanted);
        const video = element instanceof HTMLVideoElement ? element : element?.querySelector('video');
        return video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      },
      person,
    );
  const first = await count();
  await until(
    async () => (await count()) > first + 5,
    async () => `${name} sees nothing of ${person ?? place} move`,
  );
}
