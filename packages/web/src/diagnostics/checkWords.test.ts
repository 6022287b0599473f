import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Steps } from '@sotto/core/check/checkStep';
import { showLanguage } from '../locale/locale.ts';
import { stepsToReport, stepToAdvice } from './checkWords.ts';

const STEPS: Steps = {
  browser: { state: 'ok', text: 'Firefox 140' },
  encryption: { state: 'ok' },
  server: { state: 'ok', ms: 12 },
  clock: { state: 'ok', ms: 240 },
  relayUdp: { state: 'problem', problem: 'noAnswer' },
  relayTcp: { state: 'ok', ms: 31 },
  relayTls: undefined,
  camera: { state: 'ok', text: '1280 × 720' },
  microphone: { state: 'problem', problem: 'missing' },
  speaker: { state: 'waiting' },
};

test('the report has a line for each step and nothing else', async () => {
  await showLanguage('en');
  assert.deepEqual(stepsToReport(STEPS, Date.UTC(2026, 2, 18, 14, 30)).split('\n'), [
    'Report of the Sotto check – 2026-03-18T14:30Z',
    'Browser – OK · Firefox 140',
    'End-to-end encryption – OK',
    'Connection to the server – OK · 12 ms',
    'Clock – OK · 0.2 s away from the server’s',
    'Relay over UDP – Problem (noAnswer)',
    'Relay over TCP – OK · 31 ms',
    'Camera – OK · 1280 × 720',
    'Microphone – Problem (missing)',
    'Speaker – Not tested yet',
  ]);
});

test('every problem has a way out in both languages', async () => {
  for (const language of ['en', 'fr'] as const) {
    await showLanguage(language);
    const advice = [
      ...(['noServer', 'needsServer', 'clockOff', 'noRelay', 'noAnswer', 'refused', 'full'] as const).map(
        problem => stepToAdvice('relayUdp', { state: 'problem', problem, ms: 600_000 }),
      ),
      ...(['refused', 'missing', 'busy', 'failed', 'silent', 'notHeard'] as const).map(problem =>
        stepToAdvice('camera', { state: 'problem', problem }),
      ),
      stepToAdvice('encryption', { state: 'problem', problem: 'noEncryption' }),
    ];
    for (const words of advice) assert.ok((words ?? '').length > 20);
    assert.equal(new Set(advice).size, advice.length);
  }
});
