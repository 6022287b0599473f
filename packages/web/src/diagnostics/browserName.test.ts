import assert from 'node:assert/strict';
import { test } from 'node:test';
import { userAgentToName } from './browserName.ts';

test('browsers are named by what they are, not by what they pretend to be', () => {
  const engine = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)';
  assert.equal(userAgentToName(`${engine} Chrome/156.0.0.0 Safari/537.36`), 'Chrome 156');
  assert.equal(userAgentToName(`${engine} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0`), 'Edge 156');
  assert.equal(
    userAgentToName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'),
    'Firefox 140',
  );
  assert.equal(
    userAgentToName(
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    ),
    'Safari 26',
  );
  assert.equal(userAgentToName('curl/8.0'), undefined);
});
