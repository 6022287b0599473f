import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteStreams } from '../inCall/pictures.ts';
import { createCallStreams } from './callStreams.ts';

const remoteStreams = (): RemoteStreams => {
  const stream = () => {
    const tracks = [{ enabled: true }];
    return { getAudioTracks: () => tracks } as unknown as MediaStream;
  };
  return { picture: stream(), sound: stream(), screen: stream(), screenSound: stream() };
};

const isHeard = ({ sound, screenSound }: RemoteStreams) =>
  [sound, screenSound].map(stream => stream.getAudioTracks()[0]?.enabled);

test('the streams of the call on screen are shown until their connection is closed', () => {
  const streams = createCallStreams();
  const brought = remoteStreams();
  streams.setRemote('call', 'connection', brought);
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

test('a call is heard once it was accepted, on every connection that it has until then', () => {
  const streams = createCallStreams();
  const early = remoteStreams();
  const later = remoteStreams();
  streams.setRemote('call', 'first', early);
  streams.show('call', false);
  assert.deepEqual(isHeard(early), [false, false]);
  streams.setRemote('call', 'second', later);
  assert.deepEqual(isHeard(later), [false, false]);
  streams.show('call', true);
  assert.deepEqual(isHeard(later), [true, true]);
});

test('in a link call nobody is heard before both have joined, whatever their app sends', () => {
  const streams = createCallStreams();
  const early = remoteStreams();
  streams.setRemote('seat', 'connection', early);
  streams.hear(new Map([['seat', false]]));
  assert.deepEqual(isHeard(early), [false, false]);
  streams.hear(new Map([['seat', true]]));
  assert.deepEqual(isHeard(early), [true, true]);
  // Another connection of the same person, which was told of before.
  streams.hear(new Map([['seat', false]]));
  const later = remoteStreams();
  streams.setRemote('seat', 'another', later);
  assert.deepEqual(isHeard(later), [false, false]);
});
