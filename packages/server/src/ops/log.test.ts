import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../testing/fakeClock.ts';
import { createLog, errorToCode } from './log.ts';

test('a line is one JSON object', () => {
  const lines: string[] = [];
  createLog(line => void lines.push(line), createFakeClock()).info('started', { port: 8080, tls: false });
  assert.equal(
    lines.join(''),
    '{"port":8080,"tls":false,"time":"2031-01-06T12:00:00.000Z","level":"info","event":"started"}\n',
  );
});

test('what looks like an id, a key or an address is left out', () => {
  const lines: string[] = [];
  const log = createLog(line => void lines.push(line), createFakeClock());
  for (const secret of ['0123456789012345678901', 'peer 192.0.2.7 left', '2001:db8::1', 'a'.repeat(64)]) {
    log.warn('odd', { secret });
  }
  for (const line of lines) assert.equal(JSON.parse(line).secret, '(left out)');
});

test('an error is reduced to its code', () => {
  assert.equal(errorToCode(Object.assign(new Error('quotes input'), { code: 'ENOSPC' })), 'ENOSPC');
  assert.equal(
    errorToCode(Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })),
    'SQLITE_13',
  );
  assert.equal(errorToCode(new TypeError('x')), 'TypeError');
});
