/** The whole configuration from the environment, with its defaults and what belongs together. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type ConfigProblem,
  type Environment,
  readEnvironment,
  type SettingValues,
} from './readEnvironment.ts';
import type { RelaySettings, ServerConfig, TlsConfig } from './serverConfig.ts';
import { type SettingName, settingToVariable } from './settings.ts';

/** A configuration, or all that is wrong with the environment. */
export type ConfigResult =
  | { readonly ok: true; readonly value: ServerConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads and checks the environment. Relative paths start at the working directory. */
export function readConfig(
  environment: Environment,
  readFile: (path: string) => string = file => readFileSync(file, 'utf8'),
): ConfigResult {
  const { values, problems } = readEnvironment(environment, readFile);
  const all = [...problems, ...findIncomplete(environment)];
  return all.length > 0 ? { ok: false, problems: all } : { ok: true, value: valuesToConfig(values) };
}

/** A problem as a sentence for the operator's terminal. */
export function problemToText({ code, variable, hint }: ConfigProblem): string {
  switch (code) {
    case 'unknown':
      return `${variable} is not a setting. Did you mean ${hint}?`;
    case 'invalid':
      return `${variable} must be: ${hint}.`;
    case 'unreadableFile':
      return `The file named by ${variable} cannot be read (${hint}).`;
    case 'both':
      return `${variable} and ${variable}_FILE are both set; keep one.`;
    case 'incomplete':
      return `${variable} needs ${hint} too.`;
  }
}

const PAIRS = [
  ['TLS_CERT', 'TLS_KEY'],
  ['TLS_KEY', 'TLS_CERT'],
  ['TURN_URLS', 'TURN_SECRET'],
] as const;

function findIncomplete(environment: Environment): readonly ConfigProblem[] {
  return PAIRS.filter(([one, other]) => isGiven(environment, one) && !isGiven(environment, other)).map(
    ([one, other]) => ({
      code: 'incomplete',
      variable: settingToVariable(one),
      hint: settingToVariable(other),
    }),
  );
}

function isGiven(environment: Environment, name: SettingName): boolean {
  const variable = settingToVariable(name);
  return (environment[variable] ?? environment[`${variable}_FILE`]) !== undefined;
}

function valuesToConfig(values: SettingValues): ServerConfig {
  const tls = valuesToTls(values);
  return {
    port: values.PORT ?? 8080,
    host: values.HOST ?? (tls === undefined ? '127.0.0.1' : '::'),
    dataDirectory: resolve(values.DATA_DIR ?? '.data'),
    webDirectory: resolve(values.WEB_DIR ?? resolve(import.meta.dirname, '../../../web/dist')),
    ...optional('publicOrigin', values.PUBLIC_ORIGIN),
    ...optional('sourceUrl', values.SOURCE_URL),
    ...optional('tls', tls),
    isProxyTrusted: values.TRUST_PROXY ?? false,
    relay: valuesToRelay(values),
    quota: { blobs: values.MAILBOX_BLOBS ?? 2000, bytes: values.MAILBOX_BYTES ?? 4_194_304 },
    storageBytes: values.STORAGE_BYTES ?? 10_000_000_000,
    ownerDays: values.MAILBOX_DAYS ?? 365,
    rates: {
      sendsPerMailbox: values.RATE_MAILBOX_SENDS ?? 600,
      sendsPerAddress: values.RATE_SENDS ?? 6000,
      requestsPerAddress: values.RATE_REQUESTS ?? 6000,
      mailboxesPerAddress: values.RATE_MAILBOXES ?? 30,
      linksPerAddress: values.RATE_LINKS ?? 30,
      knocksPerAddress: values.RATE_KNOCKS ?? 60,
      relaysPerAddress: values.RATE_RELAYS ?? 120,
      notesPerAddress: values.RATE_NOTES ?? 6,
      socketsPerAddress: values.MAX_SOCKETS_PER_ADDRESS ?? 500,
    },
    room: { people: values.ROOM_PEOPLE ?? 8, lobbyPeople: values.LOBBY_PEOPLE ?? 32 },
  };
}

/** Given files win over a certificate the server would make itself. */
function valuesToTls(values: SettingValues): TlsConfig | undefined {
  if (values.TLS_CERT !== undefined && values.TLS_KEY !== undefined) {
    return { kind: 'files', certFile: resolve(values.TLS_CERT), keyFile: resolve(values.TLS_KEY) };
  }
  return values.SELF_SIGNED === true ? { kind: 'selfSigned' } : undefined;
}

function valuesToRelay(values: SettingValues): RelaySettings {
  return {
    isEnabled: values.RELAY ?? true,
    ...optional('urls', values.TURN_URLS),
    ...optional('secret', values.TURN_SECRET),
    ...optional('port', values.TURN_PORT),
    ...optional('relayIp', values.RELAY_IP),
    ...optional('externalIp', values.RELAY_EXTERNAL_IP),
    ...optional('portRange', values.RELAY_PORTS),
    ...optional('program', values.RELAY_PROGRAM),
  };
}

/** A property that is left out rather than undefined. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value });
}
