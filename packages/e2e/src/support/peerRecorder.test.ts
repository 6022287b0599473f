/** What the recorder says of a page's connections, asked of connections that this test makes itself. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchChromium, type RunningBrowser } from './chromium.ts';
import { readBusyPeers, recordPeers } from './peerRecorder.ts';

let chromium: RunningBrowser;
let page: Page;
/** What is recorded of WebCrypto exists only on a secure origin, and `localhost` is one. */
const site = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><title>connections</title>');
});

before(async () => {
  chromium = await launchChromium();
  page = await chromium.newPage();
  await recordPeers(page);
  await new Promise<void>(resolve => site.listen(0, 'localhost', resolve));
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
});
after(async () => {
  await chromium[Symbol.asyncDispose]();
  site.close();
});

test('a connection is busy while it is being described', async () => {
  const during = await page.evaluate(async () => {
    const recorder = (globalThis as unknown as { readonly recorder: { busy(): readonly string[] } }).recorder;
    const connection = new RTCPeerConnection();
    connection.createDataChannel('test');
    const offer = await connection.createOffer();
    const described = connection.setLocalDescription(offer);
    const busy = recorder.busy();
    await described;
    connection.close();
    return busy;
  });
  assert.deepEqual(during, ['being described']);
});

test('a connection that was closed while it was being described is not, though that never ends', async () => {
  await page.evaluate(async () => {
    const connection = new RTCPeerConnection();
    connection.createDataChannel('test');
    const offer = await connection.createOffer();
    void connection.setLocalDescription(offer);
    connection.close();
  });
  assert.deepEqual(await readBusyPeers(page), []);
});
