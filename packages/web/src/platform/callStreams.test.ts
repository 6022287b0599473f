import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteStreams } from '../inCall/pictures.ts';
import { createCallStreams } from './callStreams.ts';

/** Nobody looks into a stream here. */
const remoteStreams = (): RemoteStreams => {
  const stream = () => new EventTarget() as MediaStream;
  return { picture: stream(), sound: stream(), screen: stream(), screenSound: stream() };
};

test('the streams of the call on screen are shown until their connection is closed', () => {
  const streams = createCallStreams();
  const brought = remoteStreams();
  streams.setRemote('call', 'connection', brought);
  assert.equal(streams.remotePicture.value, undefined);
  streams.show('call');
  assert.equal(streams.remotePicture.value, brought.picture);
  streams.removeRemote('call', 'connection');
  assert.equal(streams.remotePicture.value, undefined);
});

test('a connection that is closed late leaves the streams of the one that replaced it', () => {
  const streams = createCallStreams();
  const newer = remoteStreams();
  streams.show('call');
  streams.setRemote('call', 'old', remoteStreams());
  streams.setRemote('call', 'new', newer);
  streams.removeRemote('call', 'old');
  assert.equal(streams.remotePicture.value, newer.picture);
  assert.equal(streams.remoteSound.value, newer.sound);
});

test('what each connection brings is known by its name', () => {
  const streams = createCallStreams();
  const one = remoteStreams();
  const two = remoteStreams();
  streams.setRemote('one', 'first', one);
  streams.setRemote('two', 'second', two);
  assert.deepEqual([...streams.remotes.value.keys()], ['one', 'two']);
  assert.equal(streams.remotes.value.get('two'), two);
  streams.removeRemote('one', 'first');
  assert.deepEqual([...streams.remotes.value.keys()], ['two']);
});
