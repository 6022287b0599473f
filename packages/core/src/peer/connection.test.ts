import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bytes, textToBytes } from '@sotto/protocol/bytes';
import { MAX_CANDIDATES } from '@sotto/protocol/limits';
import type { LocalTrack } from '../port/media.ts';
import type { FrameKeys, PeerHandle } from '../port/peerConnection.ts';
import { fakeCallCrypto } from '../sim/fakeCallCrypto.ts';
import { createFakeClock } from '../sim/fakeClock.ts';
import { writeCandidate, writeDescription } from '../sim/fakeDescription.ts';
import { Connection, type ConnectionFacts } from './connection.ts';

const OWN = writeDescription({ ufrag: 'own', fingerprint: 'aa'.repeat(32) });
const THEIRS = writeDescription({ ufrag: 'theirs', fingerprint: 'bb'.repeat(32) });
const OTHERS = writeDescription({ ufrag: 'others', fingerprint: 'cc'.repeat(32) });
const relay = writeCandidate('relay', 'theirs');

/** A connection whose handle writes down what it is told; `acknowledge` lets the worker have its keys. */
function setUp(changes: Partial<ConnectionFacts> = {}) {
  const done: string[] = [];
  const heard: string[] = [];
  const acknowledged = Promise.withResolvers<void>();
  const keys: FrameKeys[] = [];
  const handle: PeerHandle = {
    createOffer: async () => OWN,
    acceptOffer: async () => OWN,
    acceptAnswer: async () => void done.push('acceptAnswer'),
    addCandidate: ({ candidate }) => void done.push(`addCandidate ${/typ (\w+)/.exec(candidate)?.[1]}`),
    setIceServers: () => undefined,
    setFrameKeys: given => {
      keys.push(given);
      done.push('setFrameKeys');
      return acknowledged.promise;
    },
    putTrack: async slot => void done.push(`putTrack ${slot}`),
    sendData: () => void done.push('sendData'),
    stats: async () => ({ path: undefined, droppedFrames: 0 }),
    received: async () => undefined,
    measure: () => Promise.reject(new Error('nothing to measure')),
    shape: () => undefined,
    refreshPicture: () => undefined,
    loudness: async () => undefined,
    close: () => void done.push('close'),
  };
  const facts: ConnectionFacts = {
    role: 'caller',
    relayOnly: true,
    callSecret: Promise.resolve(textToBytes('secret')),
    crypto: fakeCallCrypto,
    track: () => undefined,
    letsCandidatesIn: () => true,
    ...changes,
  };
  const listener = {
    event: () => undefined,
    refused: () => void heard.push('refused'),
    encryptionFailed: () => void heard.push('encryptionFailed'),
    secured: () => void heard.push('secured'),
    plaintext: () => void heard.push('plaintext'),
    code: () => undefined,
  };
  const connection = new Connection(facts, listener, handle);
  return { connection, done, heard, keys, acknowledge: acknowledged.resolve, fail: acknowledged.reject };
}

const settle = () => createFakeClock().settle();
const offer = (connection: Connection) => connection.offer(false, Promise.resolve(), () => undefined);

test('tracks wait for the worker’s acknowledgement, whatever comes first', async () => {
  const track = { kind: 'microphone' } as LocalTrack;
  const { connection, done, heard, acknowledge } = setUp({
    track: slot => (slot === 'microphone' ? track : undefined),
  });
  offer(connection);
  connection.applyAnswer(THEIRS, []);
  connection.putTrack('microphone');
  connection.hear({ kind: 'channelOpen' });
  await settle();
  assert.ok(done.includes('setFrameKeys'));
  assert.ok(!done.some(line => line.startsWith('putTrack')));
  assert.deepEqual(heard, []);
  acknowledge();
  await settle();
  assert.ok(done.includes('putTrack microphone'));
  assert.deepEqual(heard, ['secured']);
});

test('keys that the worker refuses end everything; no track is ever put', async () => {
  const track = { kind: 'microphone' } as LocalTrack;
  const { connection, done, heard, fail } = setUp({ track: () => track });
  offer(connection);
  connection.applyAnswer(THEIRS, []);
  fail(new Error('no worker'));
  await settle();
  assert.deepEqual(heard, ['encryptionFailed']);
  assert.ok(!done.some(line => line.startsWith('putTrack')));
});

test('both sides derive the same keys, and each sends with its own', async () => {
  const caller = setUp();
  const callee = setUp({ role: 'callee' });
  offer(caller.connection);
  caller.connection.applyAnswer(THEIRS, []);
  callee.connection.answer(THEIRS, [], () => undefined);
  await settle();
  const [one] = caller.keys;
  const [two] = callee.keys;
  assert.deepEqual([one?.send.kid, one?.receive.map(key => key.kid)], [0, [1]]);
  assert.deepEqual([two?.send.kid, two?.receive.map(key => key.kid)], [1, [0]]);
});

test('early candidates wait for their description; direct ones are never used', async () => {
  const { connection, done } = setUp();
  offer(connection);
  connection.addCandidates([relay]);
  await settle();
  assert.equal(done.length, 0);
  connection.applyAnswer(THEIRS, [relay, writeCandidate('host', 'theirs')]);
  await settle();
  assert.deepEqual(
    done.filter(line => line.startsWith('add')),
    ['addCandidate relay'],
  );
});

test('while the answer is held, no candidate is used: nothing may reach the caller', async () => {
  let isLetIn = false;
  const { connection, done } = setUp({ role: 'callee', letsCandidatesIn: () => isLetIn });
  connection.answer(THEIRS, [relay], () => undefined);
  connection.addCandidates([relay]);
  await settle();
  assert.ok(!done.some(line => line.startsWith('add')));
  isLetIn = true;
  connection.letCandidatesIn();
  await settle();
  assert.equal(done.filter(line => line === 'addCandidate relay').length, 2);
});

test('another certificate within a connection, or a description of another form, is refused', async () => {
  for (const answer of [OTHERS, THEIRS.replace('m=video', 'm=audio'), 'v=0']) {
    const { connection, heard } = setUp();
    offer(connection);
    connection.applyAnswer(THEIRS, []);
    connection.applyAnswer(answer, []);
    await settle();
    assert.deepEqual(heard, ['refused']);
  }
});

test('data that comes before the keys is kept; forged data is dropped', async () => {
  const callSecret = textToBytes('secret');
  const fingerprint = (byte: number) => new Uint8Array(32).fill(byte);
  const { channel } = await fakeCallCrypto.deriveConnectionKeys(callSecret, {
    callerFingerprint: fingerprint(0xaa),
    calleeFingerprint: fingerprint(0xbb),
  });
  const theirs = fakeCallCrypto.createChannelSealer({ send: channel.callee, receive: channel.caller });
  const { connection, heard } = setUp();
  offer(connection);
  connection.hear({ kind: 'data', bytes: await theirs.seal(textToBytes('early')) });
  connection.applyAnswer(THEIRS, []);
  await settle();
  assert.deepEqual(heard, ['plaintext']);
  connection.hear({ kind: 'data', bytes: textToBytes('forged') as Bytes });
  await settle();
  assert.deepEqual(heard, ['plaintext']);
});

test('a closed connection does and says nothing more', async () => {
  const { connection, done, heard, acknowledge } = setUp();
  offer(connection);
  connection.applyAnswer(THEIRS, [relay]);
  connection.close();
  acknowledge();
  connection.hear({ kind: 'channelOpen' });
  await settle();
  assert.deepEqual([done, heard], [['close'], []]);
});

test('candidates that wait are bounded, whatever a contact sends', async () => {
  let isAllowed = false;
  const { connection, done } = setUp({ letsCandidatesIn: () => isAllowed });
  offer(connection);
  connection.applyAnswer(THEIRS, []);
  for (let batch = 0; batch < 10; batch++)
    connection.addCandidates(Array.from({ length: MAX_CANDIDATES }, () => relay));
  isAllowed = true;
  connection.letCandidatesIn();
  await settle();
  assert.equal(done.filter(line => line.startsWith('addCandidate')).length, 2 * MAX_CANDIDATES);
});
