/** The floor of a join: bare connections that are up before the click, with everything held back until then. */
import type { RunningBrowser } from '../support/chromium.ts';
import {
  awaitBareWord,
  type BarePerson,
  beginBareMember,
  closeBare,
  connectPeople,
  quietBare,
  releaseBare,
  showBareJoin,
} from './bareMesh.ts';
import type { DistantNetwork } from './distantNetwork.ts';
import { clickAndWatch, type JoinTimes, letSettle, openPage } from './joinTimes.ts';

/** People among whom somebody comes. */
export interface BareCall {
  readonly server: () => RTCIceServer;
  readonly hosts: readonly BarePerson[];
  readonly guest: BarePerson;
}

/** Connects so many in one browser, who send to each other while it is their turn, and opens a page for somebody else in the other. */
export async function beginBareCall(
  network: DistantNetwork,
  hosting: RunningBrowser,
  visiting: RunningBrowser,
  inside: number,
): Promise<BareCall> {
  const open = async (browser: RunningBrowser, number: number): Promise<BarePerson> => {
    const page = await openPage(browser);
    await page.goto(`${network.origin}/healthz`);
    const person = { page, number };
    await beginBareMember(person);
    return person;
  };
  const guest = await open(visiting, 0);
  const hosts: BarePerson[] = [];
  for (let count = 1; count <= inside; count += 1) {
    const host = await open(hosting, count);
    for (const other of hosts) await connectPeople(other, host, network.iceServer);
    hosts.push(host);
  }
  return { hosts, guest, server: network.iceServer };
}

/** Those inside send; somebody connects without media, waits `rest` milliseconds, joins, and leaves again. */
export async function measureBareJoin({ hosts, guest, server }: BareCall, rest: number): Promise<JoinTimes> {
  const end = async () => {
    await Promise.all(hosts.map(host => closeBare(host, [guest], 'keepDevices')));
    await closeBare(guest, hosts, 'closeDevices');
    await Promise.all(hosts.map(quietBare));
  };
  try {
    for (const host of hosts) await releaseBare(host);
    await letSettle();
    for (const host of hosts) await connectPeople(host, guest, server);
    await Promise.all(hosts.map(awaitBareWord));
    await showBareJoin(guest);
    return await clickAndWatch(
      guest.page,
      hosts.map(({ page }) => page),
      rest,
      'button',
    );
  } finally {
    await end();
  }
}
