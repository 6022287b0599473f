/** Bundles a small page as the app is bundled, serves it on a loopback address and opens it in Chromium, for tests. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { launchChromium } from './chromium.ts';

/** A browser that shows one bundled page at a time. */
export interface BundledPage extends AsyncDisposable {
  /** A fresh tab, loaded until the page has set `globalThis.harness`. Closes the one before. */
  open(): Promise<Page>;
  /** Another tab beside those that are open. */
  openAnother(): Promise<Page>;
}

/** Bundles the page in a folder and starts a browser for it. */
export async function bundlePage(folder: URL): Promise<BundledPage> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-page-'));
  const root = fileURLToPath(folder);
  const output = { outDir: directory, emptyOutDir: true, target: 'esnext' as const };
  await build({ root, configFile: false, logLevel: 'error', worker: { format: 'es' }, build: output });
  const server = createServer((request, response) => void serveFile(directory, request.url ?? '/', response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await launchChromium({ switches: SWITCHES });
  let page: Page | undefined;
  const openAnother = async () => {
    const opened = await browser.newPage();
    await opened.goto(`http://127.0.0.1:${port}/`);
    await opened.waitForFunction(() => 'harness' in globalThis);
    return opened;
  };
  return {
    async open() {
      await page?.close();
      page = await openAnother();
      return page;
    },
    openAnother,
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** Nobody clicks before sound is played, and both ends of a connection are on this machine. */
const SWITCHES = ['--autoplay-policy=no-user-gesture-required', '--allow-loopback-in-peer-connection'];
const CONTENT_TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

async function serveFile(directory: string, url: string, response: ServerResponse): Promise<void> {
  const path = normalize(url === '/' ? '/index.html' : url);
  const content = await readFile(join(directory, path)).catch(() => undefined);
  response.writeHead(content === undefined ? 404 : 200, {
    'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
  });
  response.end(content);
}
