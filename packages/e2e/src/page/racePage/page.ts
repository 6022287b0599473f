/**
 * One tab of the accept races: the product's ownership, agreement, shell and store, around a client that only knows
 * one call. Its state is in the store, as that of a real one is.
 */
import type { Commands } from '@sotto/core/client/command';
import { IDLE_VIEW } from '@sotto/core/client/idleView';
import type { MovableClient } from '@sotto/core/client/moving';
import type { CallStage, CallView, ClientView } from '@sotto/core/client/view';
import type { Store } from '@sotto/core/port/store';
import type { CallId, ContactId } from '@sotto/protocol/ids';
import { failure, success } from '@sotto/protocol/result';
import { ClientShell, type OpenedClient } from '@sotto/web/platform/clientShell';
import { openIndexedDbStore } from '@sotto/web/platform/indexedDbStore';
import { TabCalls } from '@sotto/web/platform/tabCalls';
import { joinOwnership } from '@sotto/web/platform/tabOwnership';

/** The page's functions as the test calls them. */
export interface Harness {
  /** Whether this tab has the keys and a client that runs. */
  isOwner(): boolean;
  /** Lets a call ring. In the owner only. */
  ring(callId: string): Promise<void>;
  /** What this tab shows of a call: its stage, or how it ended. */
  shown(callId: string): string | undefined;
  /** Accepts at this time, milliseconds since 1970. Answers whether the command went well. */
  acceptAt(callId: string, time: number): Promise<boolean>;
  /** Ends the call, if it runs here, and closes what is shown. */
  close(): Promise<void>;
  /** Lets this tab's thread stand still. */
  freeze(ms: number): void;
}

const CURRENT = { table: 'calls', key: 'current' } as const;
const NOTHING_ON = { microphone: false, camera: false, screen: false, held: false, hand: false };

interface StoredRace {
  readonly callId: CallId;
  readonly stage: CallStage;
}

/** A client with at most one call. */
class RaceClient implements MovableClient {
  readonly #store: Store;
  readonly #tab: string;
  readonly #listeners = new Set<() => void>();
  #race: StoredRace | undefined;

  constructor(store: Store, tab: string, race: StoredRace | undefined) {
    this.#store = store;
    this.#tab = tab;
    this.#race = race?.stage === 'incoming' ? race : undefined;
  }

  view = (): ClientView => ({ ...IDLE_VIEW, phase: 'ready', call: this.#race && toCallView(this.#race) });

  onView = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly commands = {
    acceptCall: async callId => {
      if (this.#race?.callId !== callId || this.#race.stage !== 'incoming') return failure('noSuchCall');
      const name = `${callId}/${this.#tab}/${crypto.randomUUID()}`;
      await this.set({ callId, stage: 'connecting' }, { table: 'items', key: name, value: this.#tab });
      return success(undefined);
    },
    call: async callId => {
      await this.set({ callId: callId as string as CallId, stage: 'incoming' });
      return success(undefined);
    },
    endCall: async () => {
      await this.set(undefined);
      return success(undefined);
    },
  } satisfies Partial<Commands> as unknown as Commands;

  async set(race: StoredRace | undefined, ...more: Parameters<Store['write']>[0]): Promise<void> {
    this.#race = race;
    for (const listener of this.#listeners) listener();
    await this.#store.write([{ ...CURRENT, value: race }, ...more]);
  }

  /** As the real one: what runs ends with the tab's turn, what rings rings on elsewhere. */
  async close(): Promise<void> {
    if (this.#race?.stage === 'connecting') await this.set(undefined);
  }
}

function toCallView({ callId, stage }: StoredRace): CallView {
  return {
    callId,
    contactId: 'AAAAAAAAAAAAAAAAAAAAAA' as ContactId,
    outgoing: false,
    media: 'audio',
    stage,
    loud: true,
    startedAt: 0,
    connectedAt: undefined,
    endedAt: undefined,
    ending: undefined,
    mine: NOTHING_ON,
    theirs: undefined,
    path: undefined,
    problems: {},
    devices: undefined,
    verificationCode: undefined,
    droppedFrames: 0,
    quality: undefined,
  };
}

const shell = new ClientShell({ show: () => undefined, hear: () => undefined });

async function open(): Promise<OpenedClient> {
  const store = await openIndexedDbStore('sotto', () => ownership.giveUp());
  const race = (await store.get(CURRENT.table, CURRENT.key)) as StoredRace | undefined;
  const client = new RaceClient(store, ownership.tab, race);
  return { client, close: () => store.close() };
}

const ownership = joinOwnership({
  gained: () => {
    tabs.gained();
    void shell.start(open);
  },
  lost: () => {
    const yielded = shell.yieldKeys();
    tabs.lost();
    return yielded;
  },
});
const tabs = new TabCalls({
  ownership,
  ringer: { play: () => undefined },
  changed: () => shell.tabsChanged(),
});
shell.joinTabs(tabs);

const harness: Harness = {
  isOwner: () => shell.client.view().phase === 'ready',
  ring: async callId => void (await shell.client.commands.call(callId as never, 'audio')),
  shown: callId => {
    const { call } = shell.client.view();
    return call?.callId === callId ? (call.ending?.kind ?? call.stage) : undefined;
  },
  acceptAt: async (callId, time) => {
    await new Promise(resolve => setTimeout(resolve, time - Date.now() - 5));
    // Timers are too coarse to press in the same moment.
    while (Date.now() < time);
    return (await shell.client.commands.acceptCall(callId as CallId, 'audio')).ok;
  },
  close: async () => void (await shell.client.commands.endCall()),
  freeze: ms => {
    const end = Date.now() + ms;
    setTimeout(() => {
      while (Date.now() < end);
    });
  },
};
Object.assign(globalThis, { harness });
