/** Several acts that belong together: what follows from a change is done once, when the outermost act is over. */
import type { Log } from '../port/log.ts';
import { attempt } from './attempt.ts';

/** Runs acts that may bring about further ones. A throw ends only the act or consequence it happened in. */
export class Together {
  readonly #log: Log;
  readonly #consequences: () => readonly (() => void)[];
  #depth = 0;

  /** @param consequences - asked after every outermost act; done in this order. */
  constructor(log: Log, consequences: () => readonly (() => void)[]) {
    this.#log = log;
    this.#consequences = consequences;
  }

  /** Does `act`, and what follows from it unless that is part of another act. */
  run(act: () => void): void {
    this.#depth += 1;
    attempt(this.#log, 'call.actFailed', act);
    this.#depth -= 1;
    if (this.#depth > 0) return;
    for (const consequence of this.#consequences()) attempt(this.#log, 'call.consequenceFailed', consequence);
  }
}
