/** The sounds of a call that is not answered yet (spec/call.md, "Ringing"). */

/** `ringTone`: a call comes in. `callWaiting`: one comes in during a call. `ringBack`: the contact's device rings. */
export type Tone = 'ringTone' | 'callWaiting' | 'ringBack';

/** Plays one tone at a time, again and again until told otherwise. */
export interface Ringer {
  /** Plays this tone instead of the one before; with undefined, silence. */
  play(tone: Tone | undefined): void;
}
