/** What a hostile contact can make of going on behind a link: nothing but a try in a call that both are in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallId, ContactId, LinkId } from '@sotto/protocol/ids';
import { success } from '@sotto/protocol/result';
import type { ContinueMessage } from '@sotto/protocol/sealed/callContinue';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import { createFakeClock } from '../sim/fakeClock.ts';
import { CONTINUE_MS, createContinuedCalls, PARTING_MS } from './continueCall.ts';
import type { CallView } from './view.ts';

const [ANN, EVE] = ['ann', 'eve'] as ContactId[] as [ContactId, ContactId];
const [CALL, OTHER] = ['call', 'other'] as CallId[] as [CallId, CallId];
const LINK = 'link' as LinkId;
const ON: MediaState = { microphone: true, camera: true, screen: false, held: false, hand: false };

/** A device in a call with Ann; what it is made to do is written down. */
function createDevice(call: Partial<CallView> | 'none' = {}) {
  const done: string[] = [];
  const clock = createFakeClock();
  const shown = { callId: CALL, contactId: ANN, stage: 'inCall', mine: ON, theirs: ON, outgoing: false };
  const device = {
    isBusy: false,
    stage: 'entering' as 'entering' | 'met' | 'received' | 'over',
    call: call === 'none' ? undefined : ({ ...shown, ...call } as CallView),
  };
  const continued = createContinuedCalls({
    clock,
    engine: {
      views: () => ({
        call: device.call,
        waitingCalls: [],
        heldCalls: [],
      }),
      moveOn: callId => void done.push(`moveOn ${callId}`),
      onChange: () => () => undefined,
    },
    linkCalls: {
      isRunning: () => device.isBusy,
      continued: {
        goOn: async () => success(done.push('goOn') as never),
        stage: () => device.stage,
        settle: () => void done.push('settle'),
        drop: () => void done.push('drop'),
      },
    },
    links: {
      create: async () => success({ linkId: LINK, token: new Uint8Array(16) }),
      meet: async () => {
        done.push('meet');
        return LINK;
      },
      note: async () => undefined,
      abandon: async () => void done.push('abandon'),
    },
    ownName: () => 'Ben',
    introduce: async () => undefined,
    send: async (_, { k }) => void done.push(k),
  });
  return { ...device, device, continued, clock, done };
}

const goOn = (call = CALL): ContinueMessage => ({
  k: 'callContinue',
  call,
  token: new Uint8Array(16),
  purpose: 'people',
});

const refused: Readonly<Record<string, readonly [Partial<CallView> | 'none', ContactId, CallId]>> = {
  'no call': ['none', ANN, CALL],
  'another call': [{}, ANN, OTHER],
  'a call with somebody else': [{}, EVE, CALL],
  'a call that rings': [{ stage: 'incoming' }, ANN, CALL],
  'a call without media yet': [{ stage: 'connecting' }, ANN, CALL],
  'a call that is over': [{ stage: 'ended' }, ANN, CALL],
  'a call that this person holds': [{ mine: { ...ON, held: true } }, ANN, CALL],
  'a call that the contact holds': [{ theirs: { ...ON, held: true } }, ANN, CALL],
};
for (const [wording, [call, from, about]] of Object.entries(refused)) {
  test(`nothing is joined for ${wording}`, async () => {
    const { continued, clock, done } = createDevice(call);
    continued.heard(from, goOn(about));
    continued.heard(from, { k: 'callContinued', call: about });
    await clock.advance(CONTINUE_MS + 1000);
    assert.deepEqual(done, []);
  });
}

test('nor beside another call behind a link', async () => {
  const { continued, clock, device, done } = createDevice();
  device.isBusy = true;
  continued.heard(ANN, goOn());
  await clock.advance(1000);
  assert.deepEqual(done, []);
});

test('that the contact receives this device ends nothing before the contact is received here', async () => {
  const { continued, clock, device, done } = createDevice();
  continued.heard(ANN, goOn());
  await clock.advance(10);
  continued.heard(ANN, { k: 'callContinued', call: CALL });
  continued.heard(EVE, { k: 'callContinued', call: CALL });
  assert.deepEqual(done, ['meet', 'goOn']);
  device.stage = 'received';
  continued.follow();
  assert.deepEqual(done, ['meet', 'goOn', 'callContinued', 'settle', `moveOn ${CALL}`]);
});

/** In a call with a contact who is received behind the link, was told so, and has not said the same. */
async function whoWasTold() {
  const made = createDevice();
  made.continued.heard(ANN, goOn());
  await made.clock.advance(1000);
  made.device.stage = 'received';
  made.continued.follow();
  assert.deepEqual(made.done, ['meet', 'goOn', 'callContinued']);
  return made;
}

test('a contact who is received and never says the same: the call goes on, and the link alone is left', async () => {
  const { continued, clock, done } = await whoWasTold();
  await clock.advance(CONTINUE_MS + PARTING_MS);
  assert.deepEqual(done.splice(0), ['meet', 'goOn', 'callContinued', 'drop', 'abandon']);
  // Nor is this device made to send twice once more in that call.
  continued.heard(ANN, goOn());
  await clock.advance(1000);
  assert.deepEqual(done, []);
});

test('nor can a contact who comes and goes put that off', async () => {
  const { continued, clock, device, done } = await whoWasTold();
  for (const stage of ['met', 'received', 'met', 'received'] as const) {
    await clock.advance(5000);
    device.stage = stage;
    continued.follow();
  }
  await clock.advance(CONTINUE_MS + PARTING_MS - 20_000);
  assert.deepEqual(done.slice(3), ['drop', 'abandon']);
});

test('a contact who says it late may be about to leave: only a call that is cut off ends then', async () => {
  const { continued, clock, device, done } = await whoWasTold();
  await clock.advance(CONTINUE_MS);
  continued.heard(ANN, { k: 'callContinued', call: CALL });
  assert.deepEqual(done.splice(0), ['meet', 'goOn', 'callContinued']);
  device.call = { ...(device.call as CallView), stage: 'reconnecting' };
  continued.follow();
  assert.deepEqual(done, ['settle', `moveOn ${CALL}`]);
});

test('a contact whose word was lost has ended the call: it goes on behind the link, where it works', async () => {
  const { continued, clock, device, done } = await whoWasTold();
  device.call = { ...(device.call as CallView), stage: 'reconnecting' };
  continued.follow();
  assert.deepEqual(done.splice(0), ['meet', 'goOn', 'callContinued']);
  await clock.advance(CONTINUE_MS + PARTING_MS);
  assert.deepEqual(done, ['settle', `moveOn ${CALL}`]);
});

test('while neither works, both are kept, and the first that works stays', async () => {
  for (const [works, outcome] of [
    ['the call', ['drop', 'abandon']],
    ['the link', ['settle', `moveOn ${CALL}`]],
  ] as const) {
    const { continued, clock, device, done } = await whoWasTold();
    const call = device.call as CallView;
    device.call = { ...call, stage: 'reconnecting' };
    device.stage = 'met';
    continued.follow();
    await clock.advance(CONTINUE_MS + PARTING_MS);
    assert.equal(done.length, 3);
    if (works === 'the call') device.call = call;
    else device.stage = 'received';
    continued.follow();
    assert.deepEqual(done.slice(3), outcome);
  }
});

test('a contact who comes to nothing is followed three times in a call, and no more', async () => {
  const { continued, clock, done } = createDevice();
  for (let time = 0; time < 6; time += 1) {
    continued.heard(ANN, goOn());
    continued.heard(ANN, goOn());
    await clock.advance(CONTINUE_MS + 1000);
  }
  assert.deepEqual(done, [
    'meet',
    'goOn',
    'drop',
    'abandon',
    'meet',
    'goOn',
    'drop',
    'abandon',
    'meet',
    'goOn',
    'drop',
    'abandon',
  ]);
});

/** The contact asks, is met behind the link and never received; how long this device sends in both until it has left. */
async function sendTwice({ continued, clock, device, done }: ReturnType<typeof createDevice>, ms: number) {
  done.length = 0;
  continued.heard(ANN, goOn());
  await clock.advance(10);
  if (!done.includes('goOn')) return 0;
  device.stage = 'met';
  continued.follow();
  const since = clock.now();
  while (!done.includes('drop')) {
    await clock.advance(100);
    if (clock.now() - since >= ms) device.stage = 'entering';
    continued.follow();
  }
  device.stage = 'entering';
  return clock.now() - since;
}

test('a contact who is met and never received makes this device send twice for 25 s in a call, and no longer', async () => {
  for (const ms of [CONTINUE_MS * 2, 10_000]) {
    const made = createDevice();
    let sum = 0;
    for (let time = 0; time < 6; time += 1) sum += await sendTwice(made, ms);
    assert.ok(sum > CONTINUE_MS - 1000 && sum <= CONTINUE_MS + 200, `${sum} ms`);
    // Another call with the same contact is another matter.
    made.device.call = { ...(made.device.call as CallView), callId: OTHER };
    made.continued.heard(ANN, goOn(OTHER));
    await made.clock.advance(10);
    assert.deepEqual(made.done, ['meet', 'goOn']);
  }
});

test('a contact who was told and goes without a word has used that time as well', async () => {
  const { continued, clock, device, done } = await whoWasTold();
  await clock.advance(CONTINUE_MS + PARTING_MS - 2000);
  device.stage = 'entering';
  continued.follow();
  assert.deepEqual(done.splice(0), ['meet', 'goOn', 'callContinued', 'drop', 'abandon']);
  continued.heard(ANN, goOn());
  await clock.advance(1000);
  assert.deepEqual(done, []);
});

test('a contact who was there and is gone is not waited for', async () => {
  const { continued, clock, device, done } = createDevice();
  continued.heard(ANN, goOn());
  await clock.advance(10);
  device.stage = 'met';
  continued.follow();
  device.stage = 'entering';
  continued.follow();
  assert.deepEqual(done, ['meet', 'goOn', 'drop', 'abandon']);
});
