import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { createTestServer, type TestServer } from '../testing/testServer.ts';

const PAGE = '<!doctype html><title>Sotto</title>';
const SCRIPT = 'export const answer = 42;';

async function createAppServer(config = {}): Promise<TestServer> {
  const server = await createTestServer({ config });
  const web = join(server.dataDirectory, 'web');
  await mkdir(join(web, 'assets'), { recursive: true });
  await mkdir(join(web, '.vite'));
  await writeFile(join(web, 'index.html'), PAGE);
  await writeFile(join(web, 'assets/app-3f2a.js'), SCRIPT);
  await writeFile(join(web, 'assets/app-3f2a.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(join(web, 'assets/app-3f2a.js.gz'), gzipSync(SCRIPT));
  await writeFile(join(web, '.vite/manifest.json'), '{}');
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Unlike `fetch`, sends the path and headers as they are. */
function ask(server: TestServer, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<Answer>((resolve, reject) => {
    const { port } = server.running();
    const options = { host: '127.0.0.1', port, path, headers, method, agent: false };
    const asked = request(options, async response => {
      const body = Buffer.concat(await response.toArray());
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    asked.on('error', reject).end();
  });
}

/** The list of files is made at start, in a directory that the test fills first. */
async function withApp(run: (server: TestServer) => Promise<void>, config = {}): Promise<void> {
  await using first = await createAppServer();
  const webDirectory = join(first.dataDirectory, 'web');
  await using server = await createTestServer({ config: { webDirectory, ...config } });
  await run(server);
}

test('the source is where the operator says, else what was packed beside the app, else nowhere', async () => {
  const given = 'https://example.org/sotto';
  await withApp(
    async server => {
      const { status, headers } = await ask(server, '/source');
      assert.deepEqual([status, headers.location], [302, given]);
    },
    { sourceUrl: given },
  );
  await using built = await createAppServer();
  const webDirectory = join(built.dataDirectory, 'web');
  await writeFile(join(webDirectory, 'sotto-source.tgz'), gzipSync(SCRIPT));
  await using server = await createTestServer({ config: { webDirectory } });
  const { status, headers } = await ask(server, '/source');
  assert.deepEqual([status, headers.location], [302, '/sotto-source.tgz']);
  const packed = await ask(server, '/sotto-source.tgz', { 'Accept-Encoding': 'gzip, br' });
  assert.deepEqual([packed.status, packed.headers['content-encoding']], [200, undefined]);
  assert.deepEqual(packed.body, gzipSync(SCRIPT));
  await withApp(async bare => assert.equal((await ask(bare, '/source')).status, 404));
});

test('every screen of the app is the same page; anything else is not found', () =>
  withApp(async server => {
    for (const path of [
      '/',
      '/invite',
      '/c/abc',
      '/settings',
      '/calls',
      '/check',
      '/video',
      '/voice',
      '/Video/',
      '/voice?fbclid=x',
      '/?x=1',
    ]) {
      const { status, body, headers } = await ask(server, path);
      assert.deepEqual([status, body.toString(), headers['cache-control']], [200, PAGE, 'no-cache'], path);
    }
    for (const path of [
      '/c/',
      '/c/a/b',
      '/nothing',
      '/video//',
      '//',
      '/assets/',
      '/index',
      '/settings/x',
      '/.vite/manifest.json',
    ]) {
      assert.equal((await ask(server, path)).status, 404, path);
    }
  }));

test('no path leads out of the app', () =>
  withApp(async server => {
    for (const path of [
      '/../sotto.db',
      '/assets/../../sotto.db',
      '/%2e%2e/sotto.db',
      '//etc/passwd',
      '/assets\\..',
    ]) {
      assert.equal((await ask(server, path)).status, 404, path);
    }
  }));

test('hashed files are kept for ever and come compressed to those who can read it', () =>
  withApp(async server => {
    const path = '/assets/app-3f2a.js';
    const brotli = await ask(server, path, { 'Accept-Encoding': 'gzip, br;q=0.9' });
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(brotli.body).toString(), SCRIPT);
    assert.equal(brotli.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(brotli.headers['content-type'], 'text/javascript; charset=utf-8');
    assert.equal(brotli.headers.vary, 'Accept-Encoding');
    const gzip = await ask(server, path, { 'Accept-Encoding': 'gzip, br;q=0' });
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    const plain = await ask(server, path);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.body.toString(), SCRIPT);
    const known = await ask(server, path, { 'If-None-Match': plain.headers.etag ?? '' });
    assert.deepEqual([known.status, known.body.length], [304, 0]);
    const head = await ask(server, path, {}, 'HEAD');
    assert.deepEqual([head.status, head.headers['content-length'], head.body.length], [200, '25', 0]);
  }));

test('every answer forbids what the page does not need', () =>
  withApp(async server => {
    const { port } = server.running();
    for (const path of ['/', '/assets/app-3f2a.js', '/nothing', '/healthz']) {
      const { headers } = await ask(server, path);
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/);
      assert.doesNotMatch(policy, /(?<!wasm-)unsafe|\*|https?:/);
      assert.ok(policy.includes(`connect-src 'self' ws://127.0.0.1:${port};`));
      assert.ok(policy.includes("worker-src 'self'"));
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
      for (const feature of [
        'camera',
        'microphone',
        'display-capture',
        'autoplay',
        'fullscreen',
        'screen-wake-lock',
      ]) {
        assert.ok(String(headers['permissions-policy']).includes(`${feature}=(self)`), feature);
      }
      assert.equal(headers['strict-transport-security'], undefined);
    }
  }));

test('behind a proxy the policy names the public host, and browsers are told to insist on TLS', () =>
  withApp(
    async server => {
      const { headers } = await ask(server, '/', { Host: 'inside:8080' });
      assert.ok(
        String(headers['content-security-policy']).includes("connect-src 'self' wss://calls.example;"),
      );
      assert.equal(headers['strict-transport-security'], 'max-age=31536000');
    },
    { publicOrigin: 'https://calls.example' },
  ));

test('a host that is no host cannot be written into a header', () =>
  withApp(async server => {
    for (const Host of ["a; script-src 'unsafe-inline'", 'a b', 'a,b']) {
      assert.equal((await ask(server, '/', { Host })).status, 400, Host);
    }
  }));

test('only reading is allowed', () =>
  withApp(async server => {
    const { status, headers } = await ask(server, '/', {}, 'POST');
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD']);
  }));

test('health and readiness', () =>
  withApp(async server => {
    assert.equal((await ask(server, '/healthz')).body.toString(), '{"healthy":true}\n');
    const ready = await ask(server, '/readyz');
    assert.deepEqual([ready.status, ready.body.toString()], [200, '{"ready":true,"relay":false}\n']);
  }));

test('a server without a built app says that nothing is there', async () => {
  await using server = await createTestServer({ config: { webDirectory: '/nonexistent' } });
  assert.equal(server.running().hasWebApp, false);
  assert.equal((await ask(server, '/')).status, 404);
});
