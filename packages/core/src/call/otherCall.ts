/** The call behind a link, as the calls with contacts see it: there is one set of devices and one screen for both. */

/** A call of another kind. */
export interface OtherCall {
  /** It has the devices, or is held. */
  isRunning(): boolean;
  isHeld(): boolean;
  /** Lets the devices go; it says so and sends nothing. */
  hold(): void;
  /** Takes them again. Nothing but a person's act opens microphone and camera as they were before. */
  resume(byPerson: boolean): void;
  leave(): void;
}

/** Nothing of another kind ever runs. */
export const NO_OTHER_CALL: OtherCall = {
  isRunning: () => false,
  isHeld: () => false,
  hold: () => undefined,
  resume: () => undefined,
  leave: () => undefined,
};
