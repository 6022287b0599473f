import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeParameters } from './senderParameters.ts';

/** A sender that refuses parameters which were not read since the last change, as browsers do. */
function createSender(encodings: RTCRtpEncodingParameters[] = [{}]) {
  const state = { encodings, version: 0 };
  const sender = {
    getParameters: () => ({ encodings: structuredClone(state.encodings), transactionId: `${state.version}` }),
    setParameters: async (parameters: RTCRtpSendParameters) => {
      if (parameters.transactionId !== `${state.version}`) throw new Error('outdated parameters');
      await null;
      state.encodings = parameters.encodings;
      state.version += 1;
    },
  } as unknown as RTCRtpSender;
  return { sender, state };
}

test('changes asked for in the same moment are all applied', async () => {
  const { sender, state } = createSender();
  await Promise.all([
    changeParameters(sender, (_, encoding) => {
      encoding.active = false;
    }),
    changeParameters(sender, (_, encoding) => {
      encoding.maxBitrate = 1;
    }),
  ]);
  assert.deepEqual(state.encodings, [{ active: false, maxBitrate: 1 }]);
});

test('a refused change is told, and does not hold up the next one', async () => {
  const { sender, state } = createSender();
  const refused = changeParameters(sender, parameters => {
    parameters.transactionId = 'other';
  });
  const next = changeParameters(sender, (_, encoding) => {
    encoding.active = false;
  });
  await assert.rejects(refused);
  await next;
  assert.deepEqual(state.encodings, [{ active: false }]);
});

test('a sender that has nothing to change yet says so', async () => {
  const { sender } = createSender([]);
  await assert.rejects(changeParameters(sender, () => undefined));
});
