import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToIceServers } from '@sotto/core/settings/iceServers';
import { showLanguage } from '../locale/locale.ts';
import { ICE_EXAMPLES, iceLineProblemToText, iceTestToText } from './iceWords.ts';

test('a wrong line is named by its number with the reason, in both languages', async () => {
  const { problems } = textToIceServers('stun:a.example\n\nturn:b.example:99999\nSTUN:a.example');
  await showLanguage('en');
  assert.deepEqual(problems.map(iceLineProblemToText), [
    'Line 3: The port must be a number from 1 to 65535.',
    'Line 4: This is the same server as in line 1.',
  ]);
  await showLanguage('fr');
  assert.equal(
    problems.map(iceLineProblemToText)[0],
    'Ligne 3\u00a0: le port doit être un nombre de 1 à 65535.',
  );
});

test('an answer is told with its transport and time', async () => {
  await showLanguage('en');
  assert.equal(iceTestToText({ ok: true, value: { transport: 'udp', ms: 12 } }), 'Answers over UDP in 12 ms');
  assert.match(iceTestToText({ ok: false, code: 'refused' }), /password/);
});

test('the examples are right', () => {
  assert.deepEqual(textToIceServers(Object.values(ICE_EXAMPLES).join('\n')).problems, []);
});
