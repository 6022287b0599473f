/**
 * The client as the screens hold it: stands for the running one, and answers for itself while there is none – before
 * the store has been read, and while another tab owns the keys.
 */
import type { Client, CommandProblem, Commands } from '@sotto/core/client/command';
import { IDLE_VIEW } from '@sotto/core/client/idleView';
import type { MovableClient } from '@sotto/core/client/moving';
import type { ClientView, Phase } from '@sotto/core/client/view';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { failure, type Result, success } from '@sotto/protocol/result';
import { createAcceptanceHold, createArrivalHold } from './acceptanceHold.ts';
import type { CallStreams } from './callStreams.ts';
import { isRefusal } from './indexedDbStore.ts';
import { createNextFrame } from './nextFrame.ts';
import type { TabCalls } from './tabCalls.ts';

/** A client with the store it runs on. */
export interface OpenedClient {
  readonly client: MovableClient;
  /** Closes the store. */
  readonly close: () => void;
}

/** What stands between the screens and the client that runs now, if one does. */
export class ClientShell {
  /** For the screens; the same for the life of the page. */
  readonly client: Client;
  readonly #streams: Pick<CallStreams, 'show' | 'hear'>;
  readonly #listeners = new Set<() => void>();
  // Many facts come at once when a call is accepted: screens follow once a frame, not once a fact.
  readonly #screens = createNextFrame(() => {
    for (const listener of this.#listeners) listener();
  });
  readonly #followStage = createAcceptanceHold(
    () => performance.now(),
    ms => this.#screens.hold(ms),
  );
  readonly #followPeople = createArrivalHold(ms => this.#screens.hold(ms));
  #turn = 0;
  #running: OpenedClient | undefined;
  /** Settles when the client that is being opened runs or is closed again. */
  #started: Promise<void> = Promise.resolve();
  /** Settles when all clients of earlier turns are closed. */
  #ended: Promise<void> = Promise.resolve();
  #idleView: ClientView = { ...IDLE_VIEW, phase: 'loading' };
  #take = () => {};
  #tabs: TabCalls | undefined;

  /** `streams` are told which call has the screen, and who is heard. */
  constructor(streams: Pick<CallStreams, 'show' | 'hear'>) {
    this.#streams = streams;
    this.client = {
      view: () => this.#running?.client.view() ?? this.#idleView,
      onView: listener => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      commands: new Proxy({} as Commands, { get: (_, name: keyof Commands) => this.#command(name) }),
    };
  }

  /**
   * This tab owns the keys: opens its client, once the one before has ended. A client whose turn is over before it is
   * open is closed at once. Rejects when it cannot be opened; the view then says so.
   */
  async start(open: () => Promise<OpenedClient>): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const starting = this.#ended.then(() => this.#open(open, turn));
    this.#started = starting.catch(() => undefined);
    await starting;
  }

  async #open(open: () => Promise<OpenedClient>, turn: number): Promise<void> {
    if (turn !== this.#turn) return;
    try {
      const opened = await open();
      if (turn === this.#turn) this.#run(opened);
      else await closeOpened(opened);
    } catch (problem) {
      if (turn === this.#turn) this.#idle('broken');
      throw problem;
    }
  }

  #run(opened: OpenedClient): void {
    this.#running = opened;
    this.#tabs?.own(opened.client);
    opened.client.onView(() => this.#tell());
    this.#tell();
  }

  /** No client runs, for this reason. */
  #idle(phase: Phase): void {
    const calls = phase === 'elsewhere' ? this.#tabs?.view() : undefined;
    this.#idleView = { ...IDLE_VIEW, ...calls, phase };
    this.#tell();
  }

  /** What rings in all tabs is shown and decided in this one, too, while another one owns the keys. */
  joinTabs(tabs: TabCalls): void {
    this.#tabs = tabs;
  }

  /** What the tabs agreed on about calls has changed. */
  tabsChanged(): void {
    if (this.#idleView.phase === 'elsewhere') this.#idle('elsewhere');
  }

  /** Another tab owns the keys: resolves when nothing here touches the store any more. */
  yieldKeys(): Promise<void> {
    const leaving = this.#running;
    this.#turn += 1;
    this.#running = undefined;
    this.#idle('elsewhere');
    const started = this.#started;
    this.#ended = Promise.allSettled([this.#ended, started, leaving && closeOpened(leaving)]).then(
      () => undefined,
    );
    return this.#ended;
  }

  /** What *Use here* does. */
  onUseHere(action: () => void): void {
    this.#take = action;
  }

  #command<Name extends keyof Commands>(name: Name): Commands[Name] {
    if (name === 'useHere') return this.#useHere as Commands[Name];
    const notReady = () => Promise.resolve(failure('notReady'));
    const commands = this.#running?.client.commands ?? this.#tabs?.commands;
    const command = commands?.[name];
    return command === undefined ? (notReady as Commands[Name]) : unlessRefused(command);
  }

  readonly #useHere: Commands['useHere'] = async () => {
    this.#take();
    return success(undefined);
  };

  #tell(): void {
    const view = this.#running?.client.view();
    const call = view?.call;
    // Who calls wants to hear, and the first sound may overtake the word that the call was accepted.
    this.#streams.show(call?.callId, call !== undefined && call.stage !== 'incoming');
    // What is not passed on is not received: a call would never be ready to go on behind a link.
    this.#streams.hear(linkCallToHeard(view?.comingCall ?? view?.linkCall));
    this.#tabs?.follow();
    this.#followStage(call?.stage);
    this.#followPeople(view?.linkCall?.people ?? []);
    this.#screens.request();
  }
}

/** Connections are named by the seat at their other end. */
function linkCallToHeard(call: LinkCallView | undefined): ReadonlyMap<string, boolean> {
  if (call === undefined) return new Map();
  const others = call.people.filter(({ isMe }) => !isMe);
  const shown = others.map(({ seat, connection }) => [seat, connection !== undefined] as const);
  const all = [...shown, ...call.unshown.map(connection => [connection, true] as const)];
  return new Map(all.map(([name, isThere]) => [name, isThere && !call.isPreparing]));
}

async function closeOpened({ client, close }: OpenedClient): Promise<void> {
  await client.close();
  close();
}

/** The keys may have gone to another tab while a command was at work. What it was to change is then left as it is. */
function unlessRefused<Command extends Commands[keyof Commands]>(command: Command): Command {
  const call = command as (...values: readonly unknown[]) => Promise<Result<unknown, CommandProblem>>;
  return ((...values: readonly unknown[]) =>
    call(...values).catch((problem: unknown) => {
      if (isRefusal(problem)) return failure('notReady');
      throw problem;
    })) as Command;
}
