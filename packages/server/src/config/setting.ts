/** How one environment variable is described: enough to check it, and to print the table in docs/configuration.md. */
import * as v from 'valibot';

/** A variable `SOTTO_<name>`, which can also be given as the path of a file that holds it, `SOTTO_<name>_FILE`. */
export interface Setting<Value = unknown> {
  /** One of the few that most hosts need. */
  readonly isEssential: boolean;
  /** What happens without it, for people. */
  readonly otherwise: string;
  /** What it does, for people: one sentence. */
  readonly meaning: string;
  /** What it may be, for people. */
  readonly form: string;
  readonly schema: v.GenericSchema<string, Value>;
}

/** A whole number between two bounds. */
export function numberFrom(least: number, most: number) {
  return {
    form: `${least}–${most}`,
    schema: v.pipe(
      v.string(),
      v.regex(/^\d{1,15}$/),
      v.transform(Number),
      v.minValue(least),
      v.maxValue(most),
    ),
  };
}

/** A switch. */
export const onOff = {
  form: '`0` or `1`',
  schema: v.pipe(
    v.picklist(['0', '1']),
    v.transform(text => text === '1'),
  ),
};

/** A path, relative to the working directory or absolute. */
export const path = { form: 'path', schema: v.pipe(v.string(), v.minLength(1)) };

/** An IPv4 or IPv6 address. */
export const ipAddress = { form: 'IP address', schema: v.pipe(v.string(), v.ip()) };

/** Scheme and host, with nothing behind. */
export const origin = {
  form: '`https://host[:port]`',
  schema: v.pipe(
    v.string(),
    v.check(text => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text)),
  ),
};

/** The address of a page. */
export const webAddress = {
  form: '`https://…` address',
  schema: v.pipe(
    v.string(),
    v.maxLength(2048),
    v.check(text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
    v.transform(text => new URL(text).href),
  ),
};

/** Addresses of relays, separated by commas. */
export const relayUrls = {
  form: '`turn:` and `turns:` addresses, comma-separated',
  schema: v.pipe(
    v.string(),
    v.transform(text => text.split(',').map(url => url.trim())),
    v.array(v.pipe(v.string(), v.maxLength(512), v.regex(/^turns?:[^\s,?]+(?:\?transport=(?:udp|tcp))?$/))),
    v.minLength(1),
    v.maxLength(16),
  ),
};

/** A text that must be kept. */
export const secret = { form: 'text of 16 characters or more', schema: v.pipe(v.string(), v.minLength(16)) };

/** First and last port. */
export const portRange = {
  form: '`first-last`',
  schema: v.pipe(
    v.string(),
    v.regex(/^\d{1,5}-\d{1,5}$/),
    v.transform(text => text.split('-').map(Number) as [number, number]),
    v.check(([first, last]) => first >= 1024 && first <= last && last <= 65_535),
  ),
};
