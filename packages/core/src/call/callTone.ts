/** One tone at a time for all calls (spec/call.md, "Ringing"). */
import type { Ringer, Tone } from '../port/ringer.ts';

/** Tells the ringer what to play; says nothing twice. */
export class CallTone {
  readonly #ringer: Ringer;
  #tone: Tone | undefined;

  constructor(ringer: Ringer) {
    this.#ringer = ringer;
  }

  /** @param tones - what the calls want. @param isInCall - a quieter tone tells of a call during another one. */
  follow(tones: readonly ('ringTone' | 'ringBack' | undefined)[], isInCall: boolean): void {
    const ring = isInCall ? 'callWaiting' : 'ringTone';
    const tone = tones.includes('ringTone') ? ring : tones.find(each => each !== undefined);
    if (tone === this.#tone) return;
    this.#tone = tone;
    this.#ringer.play(tone);
  }
}
