/** Logging on the device. Never a name, a text, a token, an address or an id that links people. */

/** One line per life-cycle transition (`info`), per surprise that was handled (`warn`), per failure (`error`). */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  error(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}
