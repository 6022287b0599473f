/** Somebody joins a running link call of the product, with its whole screen, from the page of the link. */
import type { RunningBrowser } from '../support/chromium.ts';
import type { LinkCallHarness } from '../support/linkCallPage/page.ts';
import { type LinkGuest, openGuest } from '../support/linkCallWorld.ts';
import { clickAndWatch, type JoinTimes, letSettle, openPage } from './joinTimes.ts';

/** A link call, and somebody who is about to join it. */
export interface LinkCall {
  readonly hosts: readonly LinkGuest[];
  readonly guest: LinkGuest;
  readonly link: string;
}

interface HarnessScope {
  readonly harness: LinkCallHarness;
}

/** Has so many begin a call in one browser, who send to each other while it is their turn, and opens a page for somebody else in the other. */
export async function beginLinkCall(
  origin: string,
  hosting: RunningBrowser,
  visiting: RunningBrowser,
  inside: number,
): Promise<LinkCall> {
  const hosts: LinkGuest[] = [];
  for (let count = 1; count <= inside; count += 1)
    hosts.push(await openGuest(await openPage(hosting), origin, `Host ${count}`, count));
  const [first] = hosts as [LinkGuest];
  const { link } = (await first.run('createLink', 'video')) as { readonly link: string };
  for (const host of hosts) {
    await host.run('openLink', link);
    await host.join();
  }
  for (const host of hosts) await host.waits(call => call?.people.length === inside);
  await useDevices(hosts, false);
  const guest = await openGuest(await openPage(visiting), origin, 'Guest', 0);
  return { hosts, guest, link };
}

/** Those inside send; somebody looks at the link for `rest` milliseconds after everything is connected, joins, and leaves again. */
export async function measureLinkJoin({ hosts, guest, link }: LinkCall, rest: number): Promise<JoinTimes> {
  await useDevices(hosts, true);
  await letSettle();
  await guest.run('openLink', link);
  await guest.run('prepareJoin', 'Guest');
  await guest.page.evaluate(showJoinButton);
  for (const host of hosts)
    await host.waits(call => call?.people.some(({ isArriving }) => isArriving) === true);
  await guest.page.waitForFunction(areTransportsUp, { polling: 50 }, hosts.length);
  const times = await clickAndWatch(
    guest.page,
    hosts.map(({ page }) => page),
    rest,
    '#bench-join',
  );
  await guest.run('leaveLinkCall');
  await guest.run('openLink', undefined);
  for (const host of hosts) await host.waits(call => call?.people.length === hosts.length);
  await useDevices(hosts, false);
  return times;
}

async function useDevices(hosts: readonly LinkGuest[], on: boolean): Promise<void> {
  for (const host of hosts) {
    await host.run('setCamera', on);
    await host.run('setMicrophone', on);
    await host.waits(call => call?.mine.camera === on && call.mine.microphone === on);
  }
}

/** What the join page does at the click, without what it shows. */
function showJoinButton(): void {
  document.querySelector('#bench-join')?.remove();
  const button = document.createElement('button');
  button.id = 'bench-join';
  button.textContent = 'Join';
  button.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9';
  button.onclick = () => {
    const { commands } = (globalThis as unknown as HarnessScope).harness;
    void commands.joinLink({ name: 'Guest', devices: { microphone: true, camera: true } });
  };
  document.body.append(button);
}

function areTransportsUp(count: number): boolean {
  const up = window.sottoProbe.connections.filter(({ connectionState }) => connectionState === 'connected');
  return up.length === count;
}
