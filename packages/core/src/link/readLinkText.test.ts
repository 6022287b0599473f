import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardToText, textToCard } from './linkCard.ts';
import { codeToLinkProblem, readLinkText } from './readLinkText.ts';

const HERE = 'https://sotto.example';
const LINK = `${HERE}/voice#AAECAwQFBgcICQoLDA0ODw`;
const token = Uint8Array.from({ length: 16 }, (_, index) => index);

test('a link says where it leads, what it is for and which one it is', () => {
  assert.deepEqual(readLinkText(` ${LINK} `, HERE), {
    ok: true,
    value: { origin: HERE, media: 'voice', token },
  });
  assert.deepEqual(readLinkText(LINK, 'https://elsewhere.example'), { ok: false, code: 'otherServerLink' });
});

test('whatever is no link is malformed', () => {
  const bad = [
    '',
    'hello',
    HERE,
    `${LINK}A`,
    LINK.slice(0, -1),
    LINK.replace('voice', 'invite'),
    'https://a b/video#AAECAwQFBgcICQoLDA0ODw',
    `${LINK.slice(0, -1)}x`,
  ];
  for (const text of bad)
    assert.deepEqual(readLinkText(text, HERE), { ok: false, code: 'malformedLink' }, text);
});

test('expired, revoked, malformed and full are four things', () => {
  const problems = (['linkExpired', 'linkRevoked', 'badProof', 'roomFull'] as const).map(codeToLinkProblem);
  assert.deepEqual(problems, ['expiredLink', 'revokedLink', 'malformedLink', 'fullLink']);
  assert.equal(codeToLinkProblem('unavailable'), 'offline');
});

test('a card is a text that reads as a link anywhere else', () => {
  const card = { origin: HERE, media: 'voice', token, name: 'Sunday\n choir ' } as const;
  assert.equal(cardToText(card), `Sunday choir\n${LINK}`);
  assert.deepEqual(textToCard(cardToText(card)), { ...card, name: 'Sunday choir' });
  assert.deepEqual(textToCard(cardToText({ ...card, name: '' })), { ...card, name: '' });
  for (const text of [`see ${LINK}`, `${LINK}\nbye`, `a\nb\n${LINK}`, `${'n'.repeat(65)}\n${LINK}`, 'Sunday'])
    assert.equal(textToCard(text), undefined, text);
});
