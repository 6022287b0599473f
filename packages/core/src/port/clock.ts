/** Time, injected. Nothing in core reads a clock or sets a timer of its own. */

/** Ends a timer; harmless when it has fired already. */
export type Cancel = () => void;

/** The one source of time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once after `ms` milliseconds. */
  after(ms: number, action: () => void): Cancel;
}
