import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CONFIGURATION_PAGE, printConfigurationPage } from './printTable.ts';
import { problemToText, readConfig } from './readConfig.ts';
import type { Environment } from './readEnvironment.ts';
import type { Setting } from './setting.ts';
import { SETTINGS } from './settings.ts';

function problems(environment: Environment, files: Readonly<Record<string, string>> = {}) {
  const result = readConfig(environment, name => {
    const content = files[name];
    if (content === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    return content;
  });
  return result.ok ? [] : result.problems.map(problemToText);
}

test('nothing needs to be set', () => {
  const config = readConfig({ PATH: '/bin' });
  assert.ok(config.ok);
  assert.equal(config.value.port, 8080);
  assert.equal(config.value.host, '127.0.0.1');
  assert.equal(config.value.relay.isEnabled, true);
});

test('with a certificate it listens everywhere unless told otherwise', () => {
  const given = { SOTTO_TLS_CERT: '/c.pem', SOTTO_TLS_KEY: '/k.pem' };
  const config = readConfig(given);
  assert.ok(config.ok);
  assert.equal(config.value.host, '::');
  assert.deepEqual(config.value.tls, { kind: 'files', certFile: '/c.pem', keyFile: '/k.pem' });
  const local = readConfig({ ...given, SOTTO_HOST: '127.0.0.1' });
  assert.ok(local.ok && local.value.host === '127.0.0.1');
});

test('the source may be any web address and nothing else', () => {
  const config = readConfig({ SOTTO_SOURCE_URL: 'https://code.example.org/sotto' });
  assert.ok(config.ok && config.value.sourceUrl === 'https://code.example.org/sotto');
  for (const wrong of ['javascript:alert(1)', 'code.example.org', '']) {
    assert.deepEqual(problems({ SOTTO_SOURCE_URL: wrong }), ['SOTTO_SOURCE_URL must be: https://… address.']);
  }
});

test('a misspelt variable is an error with a suggestion', () => {
  assert.deepEqual(problems({ SOTTO_DATADIR: 'x' }), [
    'SOTTO_DATADIR is not a setting. Did you mean SOTTO_DATA_DIR?',
  ]);
  assert.deepEqual(problems({ SOTTO_TURN_SECRETS_FILE: 'x' }), [
    'SOTTO_TURN_SECRETS_FILE is not a setting. Did you mean SOTTO_TURN_SECRET?',
  ]);
});

test('a value can lie in a file, but not in both places', () => {
  const files = { '/secret': 'sixteen characters\n' };
  const given = { SOTTO_TURN_URLS: 'turn:r.example:3478', SOTTO_TURN_SECRET_FILE: '/secret' };
  assert.deepEqual(problems(given, files), []);
  const config = readConfig(given, () => files['/secret']);
  assert.ok(config.ok && config.value.relay.secret === 'sixteen characters');
  assert.deepEqual(problems(given), ['The file named by SOTTO_TURN_SECRET_FILE cannot be read (ENOENT).']);
  assert.deepEqual(problems({ ...given, SOTTO_TURN_SECRET: 'sixteen characters' }, files), [
    'SOTTO_TURN_SECRET and SOTTO_TURN_SECRET_FILE are both set; keep one.',
  ]);
});

test('values of the wrong form and missing halves are all named at once', () => {
  assert.deepEqual(
    problems({ SOTTO_PORT: '70000', SOTTO_PUBLIC_ORIGIN: 'https://a/b', SOTTO_TLS_CERT: 'c' }),
    [
      'SOTTO_PORT must be: 0–65535.',
      'SOTTO_PUBLIC_ORIGIN must be: https://host[:port].',
      'SOTTO_TLS_CERT needs SOTTO_TLS_KEY too.',
    ],
  );
  for (const [variable, value] of [
    ['SOTTO_TURN_SECRET', 'short'],
    ['SOTTO_RELAY_IP', 'example.org'],
    ['SOTTO_RELAY_PORTS', '60000-50000'],
    ['SOTTO_SELF_SIGNED', 'yes'],
  ] as const) {
    assert.equal(problems({ [variable]: value }).length, 1, variable);
  }
});

test('there are at most ten essentials', () => {
  const settings: readonly Setting[] = Object.values(SETTINGS);
  assert.ok(settings.filter(setting => setting.isEssential).length <= 10);
});

test('docs/configuration.md is current', () => {
  assert.equal(readFileSync(CONFIGURATION_PAGE, 'utf8'), printConfigurationPage());
});
