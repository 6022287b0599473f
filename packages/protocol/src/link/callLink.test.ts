import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isId } from '../ids.ts';
import { textToCallLink, tokenToCallLink, tokenToLinkId } from './callLink.ts';

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

test('the id follows from the token alone and does not show it', async () => {
  const id = await tokenToLinkId(TOKEN);
  assert.ok(isId(id));
  assert.equal(id, await tokenToLinkId(TOKEN));
  assert.notEqual(id, await tokenToLinkId(new Uint8Array(16)));
  assert.equal(id, 'XqCveMs9IbgAoyNlwkwYuw');
});
