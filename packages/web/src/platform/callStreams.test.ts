import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteStreams } from '../inCall/pictures.ts';
import { createCallStreams } from './callStreams.ts';

const remoteStreams = (): RemoteStreams => {
  const stream = () => ({}) as MediaStream;
  return { picture: stream(), sound: stream(), screen: stream(), screenSound: stream() };
};

const ignore = () => undefined;

/** What a connection was told about its sound, last. */
function createEar() {
  let isHeard = false;
  return {
    hear: (value: boolean) => {
      isHeard = value;
    },
    isHeard: () => isHeard,
  };
}

test('the streams of the call on screen are shown until their connection is closed', () => {
  const streams = createCallStreams();
  const brought = remoteStreams();
  streams.setRemote('call', 'connection', brought, ignore);
  assert.equal(streams.remotePicture.value, undefined);
  streams.show('call', true);
  assert.equal(streams.remotePicture.value, brought.picture);
  streams.removeRemote('call', 'connection');
  assert.equal(streams.remotePicture.value, undefined);
});

test('a connection that is closed late leaves the streams of the one that replaced it', () => {
  const streams = createCallStreams();
  const newer = remoteStreams();
  streams.show('call', true);
  streams.setRemote('call', 'old', remoteStreams(), ignore);
  streams.setRemote('call', 'new', newer, ignore);
  streams.removeRemote('call', 'old');
  assert.equal(streams.remotePicture.value, newer.picture);
  assert.equal(streams.remoteSound.value, newer.sound);
});

test('what each connection brings is known by its name', () => {
  const streams = createCallStreams();
  const one = remoteStreams();
  const two = remoteStreams();
  streams.setRemote('one', 'first', one, ignore);
  streams.setRemote('two', 'second', two, ignore);
  assert.deepEqual([...streams.remotes.value.keys()], ['one', 'two']);
  assert.equal(streams.remotes.value.get('two'), two);
  streams.removeRemote('one', 'first');
  assert.deepEqual([...streams.remotes.value.keys()], ['two']);
});

test('a call is heard once it is wanted, on every connection that it has until then', () => {
  const streams = createCallStreams();
  const [early, later] = [createEar(), createEar()];
  streams.setRemote('call', 'first', remoteStreams(), early.hear);
  streams.show('call', false);
  assert.equal(early.isHeard(), false);
  streams.setRemote('call', 'second', remoteStreams(), later.hear);
  streams.show('call', true);
  assert.deepEqual([early.isHeard(), later.isHeard()], [false, true]);
});

test('a connection that comes when the call is wanted is heard at once', () => {
  const streams = createCallStreams();
  const renewed = createEar();
  streams.show('call', true);
  streams.setRemote('call', 'second', remoteStreams(), renewed.hear);
  assert.equal(renewed.isHeard(), true);
});

test('in a link call nobody is heard before both have joined, whatever their app sends', () => {
  const streams = createCallStreams();
  const [early, later] = [createEar(), createEar()];
  streams.setRemote('seat', 'connection', remoteStreams(), early.hear);
  streams.hear(new Map([['seat', false]]));
  assert.equal(early.isHeard(), false);
  streams.hear(new Map([['seat', true]]));
  assert.equal(early.isHeard(), true);
  // Another connection of the same person, which was told of before.
  streams.hear(new Map([['seat', false]]));
  streams.setRemote('seat', 'another', remoteStreams(), later.hear);
  assert.equal(later.isHeard(), false);
});
