/** What the ringing test says of a device, fact by fact. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsToFindings, factsToVerdict, type RingFacts } from './ringFindings.ts';

const best: RingFacts = {
  sound: 'played',
  isHeard: true,
  volume: 90,
  output: 'found',
  isInstalled: true,
  vibration: 'felt',
  silence: 'off',
  mutedContacts: 0,
  notifications: 'granted',
  isPhone: true,
};

/** What is said of a topic, as `code state action`. */
function say(topic: string, changes: Partial<RingFacts>): string | undefined {
  const found = factsToFindings({ ...best, ...changes }).find(finding => finding.topic === topic);
  return found && [found.code, found.state, found.action ?? ''].join(' ').trim();
}

test('where everything works, the one limit is that a closed app does not ring', () => {
  const limits = factsToFindings(best).filter(({ state }) => state !== 'good');
  assert.deepEqual(limits, [{ topic: 'closed', code: 'phone', state: 'limit' }]);
  assert.equal(factsToVerdict(best), 'rings');
});

test('sound: what the browser did counts first, then what the person heard', () => {
  assert.equal(say('sound', { sound: undefined }), undefined);
  assert.equal(say('sound', { isHeard: undefined }), 'played good answer');
  assert.equal(say('sound', {}), 'heard good');
  assert.equal(say('sound', { isHeard: false }), 'notHeard problem');
  assert.equal(say('sound', { sound: 'blocked', isHeard: undefined }), 'blocked problem');
  assert.equal(say('sound', { sound: 'failed' }), 'failed problem');
  assert.equal(say('sound', { volume: 0, isHeard: undefined }), 'volumeZero problem');
});

test('every limit names its next step where there is one to take here', () => {
  assert.equal(say('output', { output: 'missing', isHeard: undefined }), 'missing problem');
  assert.equal(say('output', { output: 'missing' }), 'found good');
  assert.equal(say('output', { output: 'unknown', isHeard: undefined }), 'unknown note');
  assert.equal(say('opened', { isInstalled: false }), 'afterTouch limit');
  assert.equal(say('vibration', { vibration: 'off' }), 'off limit vibrate');
  assert.equal(say('vibration', { vibration: 'refused' }), 'refused limit');
  assert.equal(say('vibration', { vibration: undefined }), undefined);
  assert.equal(say('vibration', { vibration: 'none' }), 'none note');
  assert.equal(say('silentHours', { silence: 'now' }), 'now limit endSilence');
  assert.equal(say('silentHours', { silence: 'later' }), 'later note');
  assert.equal(say('muted', { mutedContacts: 2 }), 'some limit');
  assert.equal(say('notifications', { notifications: 'default' }), 'default limit allowNotifications');
  assert.equal(say('notifications', { notifications: 'denied' }), 'denied limit');
  assert.equal(say('closed', { isPhone: false }), 'computer limit');
});

test('the verdict: problems before silent hours, and none before the sound is known', () => {
  assert.equal(factsToVerdict({ ...best, sound: undefined }), 'ringing');
  assert.equal(factsToVerdict({ ...best, silence: 'now' }), 'silent');
  assert.equal(factsToVerdict({ ...best, silence: 'now', isHeard: false }), 'problem');
  assert.equal(
    factsToVerdict({ ...best, sound: undefined, isHeard: undefined, output: 'missing' }),
    'problem',
  );
  assert.equal(factsToVerdict({ ...best, notifications: 'denied', isInstalled: false }), 'rings');
});
