/**
 * When whoever made the link begins the call behind it anew (spec/room.md, "Entering"): somebody in it whom the rules exclude,
 * and whose app does not leave, would keep its host out for as long as it likes.
 */
import type { SigningKey } from '../crypto/signer.ts';

/** Those whom a change of the rules excludes leave at once, or are approved by a host inside: they are given that time. */
export const MOST_EXCLUDING = 3;

/** Beginning a call anew, once for each time that a person joins. */
export class Replacing {
  /** One after the other. */
  #excluding = 0;
  #isDone = false;

  /** A group was entered: nobody is in it who may not. */
  entered(): void {
    this.#excluding = 0;
  }

  /** A group was not entered, for somebody is in it whom the rules exclude. */
  refused(): void {
    this.#excluding += 1;
  }

  /** What a running call is to be ended with, of a person that holds this key; undefined when it is to go on. */
  keyNow(adminKey: SigningKey | undefined): SigningKey | undefined {
    return this.#isDone || this.#excluding < MOST_EXCLUDING ? undefined : adminKey;
  }

  /** The server has begun the call anew. */
  done(): void {
    this.#isDone = true;
  }
}
