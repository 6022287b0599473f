import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';
import type { KnockView } from '@sotto/core/room/roomView';
import type { SeatId } from '@sotto/protocol/ids';
import {
  callToPath,
  isMyConnectionWeak,
  knockToWords,
  personToTrouble,
  whoComesWithAll,
} from './roomWords.ts';

const person = (changes: Partial<LinkCallPersonView>): LinkCallPersonView => ({
  seat: 'seat' as SeatId,
  leaf: 1,
  former: undefined,
  name: 'Ada',
  isMe: false,
  isHost: false,
  isOwner: false,
  isAway: false,
  isArriving: false,
  media: undefined,
  hand: undefined,
  contactId: undefined,
  way: 'connected',
  path: 'relay',
  rating: 'good',
  isTheirPicturePaused: false,
  isUnencrypted: false,
  connection: 'way',
  volume: 1,
  spokeAt: 0,
  ...changes,
});

test('the line about paths never says relay when one connection is direct', () => {
  const me = person({ isMe: true, path: undefined });
  const of = (...paths: readonly LinkCallPersonView['path'][]) =>
    callToPath({ people: [me, ...paths.map(path => person({ path }))] }).line;
  assert.equal(of(), 'call.encrypted');
  assert.equal(of(undefined), 'call.encrypted');
  assert.equal(of('relay', 'relay'), 'call.encryptedRelay');
  assert.equal(of('direct'), 'call.encryptedDirect');
  assert.equal(of('relay', 'direct'), 'room.encryptedMixed');
});

test('the most urgent trouble is said, and none about oneself', () => {
  assert.equal(personToTrouble(person({})), undefined);
  assert.equal(personToTrouble(person({ isMe: true, way: undefined })), undefined);
  assert.equal(personToTrouble(person({ isAway: true, way: 'failed' })), 'room.away');
  assert.equal(personToTrouble(person({ way: 'failed' })), 'room.personFailed');
  assert.equal(personToTrouble(person({ way: 'preparing', rating: undefined })), 'room.connecting');
  assert.equal(personToTrouble(person({ rating: 'lost' })), 'room.lost');
  assert.equal(personToTrouble(person({ rating: 'lost', isUnencrypted: true })), 'room.unencrypted');
  const held = { microphone: false, camera: false, screen: false, held: true, hand: false };
  assert.equal(personToTrouble(person({ media: held, rating: 'lost' })), 'room.onHold');
});

test('the own connection is blamed only when several people come through badly, and all of them', () => {
  const of = (...ratings: readonly LinkCallPersonView['rating'][]) =>
    isMyConnectionWeak({ people: ratings.map(rating => person({ rating })) });
  assert.equal(of('poor'), false);
  assert.equal(of('poor', 'good'), false);
  assert.equal(of('poor', 'weak', undefined), true);
});

test('whom a host has removed is not let in with all others, and is announced as that under any name', () => {
  const knock = (standing: KnockView['standing'], otherDeviceOf?: SeatId): KnockView => ({
    ...{ seat: standing as string as SeatId, name: 'Anna', isPreparing: false, standing, otherDeviceOf },
  });
  const knocks = [knock('notApproved'), knock('locked'), knock('expelled')];
  assert.deepEqual(
    whoComesWithAll({ knocks }).map(({ standing }) => standing),
    ['notApproved', 'locked'],
  );
  const ada = person({});
  assert.equal(knockToWords(knock('expelled', ada.seat), { people: [ada] }), 'room.knocksExpelled');
});

test('whoever comes as the other device of somebody with another name is announced with both names', () => {
  const [ada, anna] = [person({}), person({ name: 'Anna' })];
  const knock: KnockView = {
    ...{ seat: 'waiting' as SeatId, name: 'Anna', isPreparing: false, standing: 'notApproved' },
    otherDeviceOf: ada.seat,
  };
  assert.equal(knockToWords(knock, { people: [ada] }), 'room.knocksAsOther');
  assert.equal(knockToWords(knock, { people: [anna] }), 'room.knocksOther');
});
