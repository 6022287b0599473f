/**
 * The client as the screens hold it: stands for the running one, and answers for itself while there is none – before
 * the store has been read, and while another tab owns the keys.
 */
import type { Client, Commands } from '@sotto/core/client/command';
import { IDLE_VIEW } from '@sotto/core/client/idleView';
import type { MovableClient } from '@sotto/core/client/moving';
import type { ClientView, Phase } from '@sotto/core/client/view';
import { failure, success } from '@sotto/protocol/result';
import { createNextFrame } from './nextFrame.ts';

/** What stands between the screens and the client that runs now, if one does. */
export class ClientShell {
  /** For the screens; the same for the life of the page. */
  readonly client: Client;
  readonly #showCall: (connection: string | undefined) => void;
  readonly #listeners = new Set<() => void>();
  // Many facts come at once when a call is accepted: screens follow once a frame, not once a fact.
  readonly #tellScreens = createNextFrame(() => {
    for (const listener of this.#listeners) listener();
  });
  #turn = 0;
  #running: { readonly client: MovableClient; readonly close: () => void } | undefined;
  #idleView: ClientView = { ...IDLE_VIEW, phase: 'loading' };
  #take = () => {};

  /** `showCall` is told which call has the screen, by its connection's name. */
  constructor(showCall: (connection: string | undefined) => void) {
    this.#showCall = showCall;
    this.client = {
      view: () => this.#running?.client.view() ?? this.#idleView,
      onView: listener => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      commands: new Proxy({} as Commands, { get: (_, name: keyof Commands) => this.#command(name) }),
    };
  }

  /** This tab owns the keys: the number of the turn that begins, for {@link run}. */
  begin(): number {
    this.#turn += 1;
    return this.#turn;
  }

  /** A client runs; one whose turn is over by now is closed at once. */
  run(turn: number, client: MovableClient, close: () => void): void {
    if (turn !== this.#turn) {
      void client.close().then(close);
      return;
    }
    this.#running = { client, close };
    client.onView(() => this.#tell());
    this.#tell();
  }

  /** No client runs, for this reason. */
  idle(phase: Phase): void {
    this.#idleView = { ...IDLE_VIEW, phase };
    this.#tell();
  }

  /** Another tab owns the keys: resolves when nothing here touches the store any more. */
  async yieldKeys(): Promise<void> {
    const leaving = this.#running;
    this.#turn += 1;
    this.#running = undefined;
    this.idle('elsewhere');
    await leaving?.client.close();
    leaving?.close();
  }

  /** What *Use here* does. */
  onUseHere(action: () => void): void {
    this.#take = action;
  }

  #command<Name extends keyof Commands>(name: Name): Commands[Name] {
    if (name === 'useHere') return this.#useHere as Commands[Name];
    const notReady = () => Promise.resolve(failure('notReady'));
    return this.#running?.client.commands[name] ?? (notReady as Commands[Name]);
  }

  readonly #useHere: Commands['useHere'] = async () => {
    this.#take();
    return success(undefined);
  };

  #tell(): void {
    const call = this.#running?.client.view().call;
    this.#showCall(call?.callId);
    this.#tellScreens();
  }
}
