/** Starts the headless client on this browser. A tab that does not own the keys shows so and waits for its turn. */
import { createMovableClient } from '@sotto/core/client/moving';
import type { OpenedPage } from '@sotto/core/linkCall/openedPage';
import type { StartedClient } from '../session.ts';
import { browserClock, browserRandom } from './browserClock.ts';
import { browserIceTester } from './browserIceTester.ts';
import { createBrowserMedia } from './browserMedia.ts';
import { browserPageLife } from './browserPageLife.ts';
import { createBrowserPeers } from './browserPeerConnection.ts';
import { createCallStreams } from './callStreams.ts';
import { ClientShell, type OpenedClient } from './clientShell.ts';
import { createConsoleLog } from './consoleLog.ts';
import { createFrameEncryption } from './frameEncryption.ts';
import { openIndexedDbStore } from './indexedDbStore.ts';
import { readPageName } from './pageName.ts';
import { TabCalls } from './tabCalls.ts';
import { joinOwnership } from './tabOwnership.ts';
import { createToneRinger } from './toneRinger.ts';
import { createTrackEffects } from './trackEffects.ts';
import { createWebSocketPort } from './webSocketPort.ts';

/**
 * Starts, in a page that was opened with this. Resolves at once; the view says `loading` until this tab owns the keys and has
 * read the store.
 */
export async function startClient(opened?: OpenedPage): Promise<StartedClient> {
  const streams = createCallStreams();
  const frames = createFrameEncryption();
  const effects = createTrackEffects();
  const ringer = createToneRinger();
  const log = createConsoleLog();
  const shell = new ClientShell(streams);

  async function open(): Promise<OpenedClient> {
    const store = await openIndexedDbStore('sotto', () => ownership.giveUp());
    const client = await createMovableClient({
      store,
      clock: browserClock,
      random: browserRandom,
      sockets: createWebSocketPort(),
      log,
      iceTester: browserIceTester,
      origin: location.origin,
      page: readPageName(),
      opened,
      pageLife: browserPageLife,
      peers: createBrowserPeers(frames, streams),
      media: createBrowserMedia({ camera: streams.setLocalPicture, screen: streams.setLocalScreen }, effects),
      ringer,
    });
    return { client, close: () => store.close() };
  }

  function start(): void {
    shell.start(open).then(
      () => frames.warmUp(),
      (problem: unknown) => log.error('client.broken', { problem: String(problem) }),
    );
  }

  const ownership = joinOwnership({
    gained: () => {
      tabs.gained();
      start();
    },
    lost: () => {
      const yielded = shell.yieldKeys();
      tabs.lost();
      return yielded;
    },
  });
  const tabs = new TabCalls({ ownership, ringer, changed: () => shell.tabsChanged() });
  shell.joinTabs(tabs);
  shell.onUseHere(() => ownership.take());
  return { client: shell.client, pictures: streams, effects };
}
