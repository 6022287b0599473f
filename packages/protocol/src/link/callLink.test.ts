import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isId } from '../ids.ts';
import { textToCallLink, toHandOverLink, tokenToCallLink, tokenToLinkId } from './callLink.ts';

const TOKEN = Uint8Array.from({ length: 16 }, (_, index) => index);

test('a call link is read as it was written, and nothing else is', () => {
  for (const media of ['video', 'voice'] as const) {
    const link = tokenToCallLink('https://sotto.example', media, TOKEN);
    assert.equal(link, `https://sotto.example/${media}#AAECAwQFBgcICQoLDA0ODw`);
    assert.deepEqual(textToCallLink(` ${link}\n`), { media, token: TOKEN });
    for (const bad of [`${link}x`, link.slice(0, -1), link.replace('#', '?'), link.replace('https', 'ftp')])
      assert.equal(textToCallLink(bad), undefined);
  }
  assert.equal(textToCallLink('https://sotto.example/invite#AAECAwQFBgcICQoLDA0ODw'), undefined);
});

test('what keyboards, messengers and mail do to a link does no harm: capitals, a slash, a query', () => {
  const token = 'AAECAwQFBgcICQoLDA0ODw';
  const same = [
    `HTTPS://Sotto.Example/VIDEO#${token}`,
    `https://sotto.example/video/#${token}`,
    `https://sotto.example/Video?fbclid=IwAR0_a-b&utm_source=chat#${token}`,
    `https://sotto.example/video/?#${token}`,
  ];
  for (const text of same) assert.deepEqual(textToCallLink(text), { media: 'video', token: TOKEN }, text);
  const bad = [
    `https://sotto.example/video#${token.toLowerCase()}x`,
    `https://sotto.example/video//#${token}`,
    `https://sotto.example/?/video#${token}`,
    `https:///video#${token}`,
    `https://sotto.example/video?a b#${token}`,
    `https://sotto.example/video?#a#${token}`,
  ];
  for (const text of bad) assert.equal(textToCallLink(text), undefined, text);
});

test('a link for another device brings a secret and a name; whatever else is added is malformed', () => {
  const link = tokenToCallLink('https://sotto.example', 'video', TOKEN);
  const secret = TOKEN.toReversed();
  for (const name of ['', 'Zoé 🙂', 'x'.repeat(64), '漢'.repeat(64)]) {
    const extended = toHandOverLink(link, { secret, name });
    assert.deepEqual(textToCallLink(extended), { media: 'video', token: TOKEN, handOver: { secret, name } });
  }
  const good = toHandOverLink(link, { secret, name: '' });
  const named = (bytes: Uint8Array) =>
    `${good}.${bytes.toBase64({ alphabet: 'base64url', omitPadding: true })}`;
  const bad = [`${link}.`, `${good}.`, `${good}x`, `${good.slice(0, -1)}B`, `${named(TOKEN)}.`, `${good}.A`];
  // No UTF-8, and a name that is too long.
  const names = [named(Uint8Array.of(255, 254)), named(new Uint8Array(65).fill(65))];
  for (const text of [...bad, ...names]) assert.equal(textToCallLink(text), undefined, text);
});

test('the id follows from the token alone and does not show it', async () => {
  const id = await tokenToLinkId(TOKEN);
  assert.ok(isId(id));
  assert.equal(id, await tokenToLinkId(TOKEN));
  assert.notEqual(id, await tokenToLinkId(new Uint8Array(16)));
  assert.equal(id, 'XqCveMs9IbgAoyNlwkwYuw');
});
