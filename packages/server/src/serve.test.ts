import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { tryStartServer } from './serve.ts';
import { connectPair, createTestMailbox, expectOk } from './testing/testMailbox.ts';
import { createTestServer, testConfig } from './testing/testServer.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('two servers never share a data directory', async () => {
  await using server = await createTestServer();
  const second = await tryStartServer({ config: testConfig(server.dataDirectory), log: SILENT });
  assert.deepEqual(second, { ok: false, code: 'locked' });
});

test('a port that is taken is said to be, and the data directory is free again', async () => {
  await using server = await createTestServer();
  await using other = await createTestServer();
  const config = { ...testConfig(join(other.dataDirectory, 'own')), port: server.running().port };
  for (let attempt = 1; attempt <= 2; attempt++) {
    assert.deepEqual(await tryStartServer({ config, log: SILENT }), { ok: false, code: 'noListening' });
  }
});

test('certificate files that are missing or wrong are told apart', async () => {
  await using server = await createTestServer();
  const directory = join(server.dataDirectory, 'own');
  const certFile = join(server.dataDirectory, 'cert.pem');
  const tls = { kind: 'files', certFile, keyFile: certFile } as const;
  const start = () => tryStartServer({ config: { ...testConfig(directory), tls }, log: SILENT });
  assert.deepEqual(await start(), { ok: false, code: 'unreadable' });
  await writeFile(certFile, 'not a certificate');
  assert.deepEqual(await start(), { ok: false, code: 'unusable' });
});

test('a server can make its own certificate, once, and keeps the key to itself', async () => {
  await using server = await createTestServer({ config: { tls: { kind: 'selfSigned' } } });
  const { port, origin } = server.running();
  assert.equal(origin, `https://127.0.0.1:${port}`);
  const keyFile = join(server.dataDirectory, 'selfSigned.key.pem');
  assert.equal((await stat(keyFile)).mode & 0o077, 0);
  const ca = await readFile(join(server.dataDirectory, 'selfSigned.cert.pem'), 'utf8');
  await server.restart();
  const again = await readFile(join(server.dataDirectory, 'selfSigned.cert.pem'), 'utf8');
  assert.equal(again, ca);
  const status = await new Promise(resolve => {
    const url = `${server.running().origin}/healthz`;
    request(url, { ca, agent: false }, response => resolve(response.resume().statusCode)).end();
  });
  assert.equal(status, 200);
});

test('a misspelt command or variable ends the program with a sentence', async () => {
  const main = join(import.meta.dirname, 'main.ts');
  const run = (args: readonly string[], env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [main, ...args], { env }).catch(error => error);
  const command = await run(['serv'], {});
  assert.deepEqual(
    [command.code, command.stderr],
    [2, 'There is no command "serv". Commands: serve, admin.\n'],
  );
  const variable = await run([], { SOTTO_PRT: '1' });
  assert.deepEqual(
    [variable.code, variable.stderr],
    [2, 'SOTTO_PRT is not a setting. Did you mean SOTTO_PORT?\n'],
  );
});

test('a day of use leaves no id, key or address in the log', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.setWill(1));
  await expectOk(sender, mailbox.send(1));
  await sender.outcome(createTestMailbox().bind(sender));
  owner.raw('nonsense');
  await server.vanish(sender);
  server.clock.advance(86_400_000);
  await server.restart();
  assert.ok(server.logLines.length > 24);
  const log = server.logLines.join('');
  const keys = [mailbox.owner.publicKey, mailbox.sender.publicKey];
  const secrets = [mailbox.receiveId, mailbox.sendId, ...keys.map(key => key.toBase64()), '127.0.0.1'];
  for (const secret of [...secrets, ...keys.map(key => key.toHex())])
    assert.equal(log.includes(secret), false);
  assert.doesNotMatch(log, /[A-Za-z0-9_-]{22}/);
  assert.doesNotMatch(log, /\d+\.\d+\.\d+\.\d+/);
});
