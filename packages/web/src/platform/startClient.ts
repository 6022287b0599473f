/** Starts the headless client on this browser. A tab that does not own the keys shows so and waits for its turn. */
import type { Client, CommandProblem, Commands } from '@sotto/core/client/command';
import { IDLE_VIEW } from '@sotto/core/client/idleView';
import { createMovableClient, type MovableClient } from '@sotto/core/client/moving';
import type { CallStage, ClientView, Phase } from '@sotto/core/client/view';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { CallPictures } from '../call/pictures.ts';
import { browserClock, browserRandom } from './browserClock.ts';
import { browserIceTester } from './browserIceTester.ts';
import { createBrowserMedia } from './browserMedia.ts';
import { createBrowserPeers } from './browserPeerConnection.ts';
import { createCallStreams } from './callStreams.ts';
import { createConsoleLog } from './consoleLog.ts';
import { createFrameEncryption } from './frameEncryption.ts';
import { openIndexedDbStore } from './indexedDbStore.ts';
import { createNextFrame } from './nextFrame.ts';
import { joinOwnership } from './tabOwnership.ts';
import { createToneRinger } from './toneRinger.ts';
import { createWebSocketPort } from './webSocketPort.ts';

/** The client of this page and the streams of its calls. */
export interface StartedClient {
  readonly client: Client;
  readonly pictures: CallPictures;
}

/** Starts. Resolves at once; the view says `loading` until this tab owns the keys and has read the store. */
export async function startClient(): Promise<StartedClient> {
  const streams = createCallStreams();
  const frames = createFrameEncryption();
  const ringer = createToneRinger();
  const log = createConsoleLog();
  const shell = createShell(streams.show);

  async function start(): Promise<void> {
    try {
      const store = await openIndexedDbStore();
      const running = await createMovableClient({
        store,
        clock: browserClock,
        random: browserRandom,
        sockets: createWebSocketPort(),
        log,
        iceTester: browserIceTester,
        origin: location.origin,
        peers: createBrowserPeers(frames, streams),
        media: createBrowserMedia({ camera: streams.setLocalPicture, screen: streams.setLocalScreen }),
        ringer,
      });
      shell.run(running, () => store.close());
      frames.warmUp();
    } catch (problem) {
      log.error('client.broken', { problem: String(problem) });
      shell.idle('broken');
    }
  }

  const ownership = joinOwnership({ gained: () => void start(), lost: () => shell.yieldKeys() });
  shell.onUseHere(ownership.take);
  return { client: shell.client, pictures: streams };
}

/**
 * For so long after an acceptance the page's one thread belongs to devices and tracks: each of a dozen steps there
 * would wait for the new screen to be laid out and painted. Shorter than what a person notices.
 */
const DEVICES_FIRST_MS = 90;

/** A client that stands for the running one, and answers for itself while there is none. */
function createShell(showCall: (connection: string | undefined) => void) {
  const listeners = new Set<() => void>();
  let running: MovableClient | undefined;
  let closeStore = () => {};
  let idleView: ClientView = { ...IDLE_VIEW, phase: 'loading' };
  let take = () => {};

  let stage: CallStage | undefined;

  // Many facts come at once when a call is accepted: screens follow once a frame, not once a fact.
  const screens = createNextFrame(() => {
    for (const listener of listeners) listener();
  });

  function tell(): void {
    const call = running?.view().call;
    showCall(call?.callId);
    if (call?.stage === 'connecting' && stage !== 'connecting') screens.hold(DEVICES_FIRST_MS);
    stage = call?.stage;
    screens.request();
  }

  function idle(phase: Phase): void {
    idleView = { ...IDLE_VIEW, phase };
    tell();
  }

  const useHere = async (): Promise<Result<void, CommandProblem>> => {
    take();
    return success(undefined);
  };
  const commands = new Proxy({} as Commands, {
    get: (_, name: keyof Commands) => {
      if (name === 'useHere') return useHere;
      return running?.commands[name] ?? (() => Promise.resolve(failure('notReady')));
    },
  });
  return {
    client: {
      view: () => running?.view() ?? idleView,
      onView: listener => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      commands,
    } satisfies Client as Client,
    idle,
    run: (client: MovableClient, close: () => void) => {
      running = client;
      closeStore = close;
      client.onView(tell);
      tell();
    },
    yieldKeys: async () => {
      const leaving = running;
      running = undefined;
      idle('elsewhere');
      await leaving?.close();
      closeStore();
    },
    onUseHere: (action: () => void) => {
      take = action;
    },
  };
}
