/** Work that is done one after the other, in the order in which it was begun. */
export class Turns {
  readonly #failed: () => void;
  #last: Promise<unknown> = Promise.resolve();

  /** `failed`: some work has thrown; that does not stop the rest. */
  constructor(failed: () => void) {
    this.#failed = failed;
  }

  /** Does it after everything that was begun before. */
  run<Value>(action: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(action);
    this.#last = done.catch(this.#failed);
    return done;
  }

  /** Resolves when everything that was begun is done. */
  async settled(): Promise<void> {
    for (let last: unknown; last !== this.#last; ) {
      last = this.#last;
      await last;
    }
  }
}
