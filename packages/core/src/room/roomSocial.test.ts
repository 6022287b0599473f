import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ItemId, SeatId } from '@sotto/protocol/ids';
import type { GroupMember } from '../group/member.ts';
import { hearSocial, nextHand, QUIET, SILENCE, type Social, toHandOrder } from './roomSocial.ts';

const members = ['a', 'b', 'c'].map(
  (letter, leaf): GroupMember => ({
    leaf,
    seat: `${letter.repeat(21)}A` as SeatId,
    name: letter,
    pseudonym: new Uint8Array(32).fill(leaf),
  }),
);
const [ada, ben, cleo] = members as [GroupMember, GroupMember, GroupMember];

function raise(social: Social, from: GroupMember, hand: number, seq = 1): Social {
  return hearSocial(social, from, { k: 'state', seq, media: QUIET, hand }, 0);
}

const orderOf = (social: Social) => [...toHandOrder(social, members)].map(([seat]) => seat);

test('hands that were raised in the same instant stand by leaf, in whichever order they were heard', () => {
  const one = raise(raise(raise(SILENCE, cleo, 1), ada, 1), ben, 2);
  const other = raise(raise(raise(SILENCE, ben, 2), ada, 1), cleo, 1);
  for (const social of [one, other]) {
    assert.deepEqual(orderOf(social), [ada.seat, cleo.seat, ben.seat]);
    assert.equal(nextHand(social), 3);
  }
});

test('what somebody said earlier does not count after what was said later', () => {
  const raised = raise(SILENCE, ada, 1, 5);
  assert.equal(raise(raised, ada, 0, 4), raised);
  assert.deepEqual(orderOf(raise(raised, ada, 0, 6)), []);
});

test('of a long chat the newest 500 texts are kept, and none twice', () => {
  const id = (index: number) => String(index).padStart(22, '0') as ItemId;
  let social = SILENCE;
  for (let index = 0; index < 620; index += 1)
    social = hearSocial(social, ada, { k: 'chat', id: id(index), text: `${index}` }, index);
  assert.equal(social.chat.length, 500);
  assert.deepEqual([social.chat[0]?.text, social.chat.at(-1)?.text], ['120', '619']);
  assert.equal(hearSocial(social, ada, { k: 'chat', id: id(619), text: 'again' }, 0), social);
});
