/**
 * A contact in a real Chromium and one in Node (spec/contact.md): the bundled code, post-quantum key exchange in
 * JavaScript and signatures by WebCrypto included, understands what the unbundled code makes, and the reverse.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  epochOf,
  foundGroup,
  identities,
  openMessage,
  sealMessage,
} from '@sotto/core/crypto/mls/contactGroup';
import { keysToSafetyNumber } from '@sotto/core/crypto/safetyNumber';
import { bytesToHex, bytesToText, textToBytes } from '@sotto/protocol/bytes';
import { bundlePage } from '../support/bundledPage.ts';
import type { Harness, HexEnvelope } from './contactGroupPage/page.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

test('a browser and Node become contacts and renew their keys in turn', async () => {
  await using browser = await bundlePage(new URL('contactGroupPage', import.meta.url));
  const page = await browser.open();
  const call = <Name extends keyof Harness>(name: Name, argument: Parameters<Harness[Name]>[0]) =>
    page.evaluate(
      (method, value) =>
        (globalThis as unknown as { harness: Record<string, (value: unknown) => unknown> }).harness[method]?.(
          value,
        ),
      name,
      argument,
    );

  const keyPackage = Uint8Array.fromHex(String(await call('invite', undefined)));
  const founded = await foundGroup(random, keyPackage);
  assert.ok(founded.ok);
  let { state } = founded.value;
  const number = await call('join', bytesToHex(founded.value.welcome));
  assert.equal(number, keysToSafetyNumber(...identities(state)));

  for (let round = 0; round < 3; round++) {
    const { commit, message } = (await call('seal', `from the browser ${round}`)) as HexEnvelope;
    assert.ok(commit);
    const envelope = { commit: Uint8Array.fromHex(commit), message: Uint8Array.fromHex(message) };
    const opened = await openMessage(state, envelope);
    assert.ok(opened.ok && bytesToText(opened.value.plaintext) === `from the browser ${round}`);
    const sealed = await sealMessage(opened.value.state, textToBytes(`from Node ${round}`), {
      urgent: false,
    });
    ({ state } = sealed);
    const answer = {
      commit: sealed.commit && bytesToHex(sealed.commit),
      message: bytesToHex(sealed.message),
    };
    assert.equal(await call('open', answer), `from Node ${round}`);
  }
  assert.equal(epochOf(state), 7);
});
