import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCallLink, isInvitation, pastedToLink } from './pastedLink.ts';

const TOKEN = 'AAECAwQFBgcICQoLDA0ODw';
const CALL = `https://sotto.example/video#${TOKEN}`;
const INVITATION = `https://sotto.example/invite#${TOKEN}`;

test('a link is found in the message with which it came', () => {
  for (const link of [CALL, INVITATION]) {
    assert.equal(pastedToLink(`  ${link}\n`), link);
    assert.equal(pastedToLink(`Join the call on Sotto. It opens in any browser: ${link}.`), link);
    assert.equal(pastedToLink(`«\u00a0Dimanche\u00a0»\n${link}\n\nÀ bientôt`), link);
    assert.equal(pastedToLink(`(${link})`), link);
  }
  const both = `See https://example.org/about first, then ${CALL}`;
  assert.equal(pastedToLink(both), CALL);
});

test('a link without its beginning, and a bare token, are what they are', () => {
  assert.equal(pastedToLink(CALL.replace('https://', '')), CALL);
  assert.equal(pastedToLink(` ${TOKEN} `), TOKEN);
  assert.equal(pastedToLink('hello'), 'hello');
  assert.equal(pastedToLink(''), '');
});

test('a damaged call link is one, and no invitation', () => {
  for (const link of [CALL, CALL.slice(0, -3), 'https://sotto.example/voice', CALL.replace('#', '/?a=b#')])
    assert.ok(isCallLink(pastedToLink(`Come: ${link}`)), link);
  for (const text of [INVITATION, TOKEN, 'https://sotto.example/videos#x', 'hello', `see /video#${TOKEN}`])
    assert.ok(!isCallLink(pastedToLink(text)), text);
});

test('an invitation is one when it is damaged, too, and what is no link is neither', () => {
  for (const text of [
    INVITATION,
    TOKEN,
    `#${TOKEN}`,
    INVITATION.slice(0, -3),
    'https://sotto.example/invite',
  ])
    assert.ok(isInvitation(pastedToLink(`  ${text} `)), text);
  for (const text of [CALL, 'hello', 'https://sotto.example/', TOKEN.slice(1)])
    assert.ok(!isInvitation(pastedToLink(text)), text);
});
