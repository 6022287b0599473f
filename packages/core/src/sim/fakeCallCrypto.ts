/** Stand-in for the cryptography of calls: keys differ whenever their inputs do, and nothing is secret. */
import { type Bytes, concatBytes, isSameBytes } from '@sotto/protocol/bytes';
import type { CallCrypto } from '../call/callNeeds.ts';

/** Keys are their inputs written out; a sealed message is the key and the text. */
export const fakeCallCrypto: CallCrypto = {
  deriveConnectionKeys: async (callSecret, { callerFingerprint, calleeFingerprint }) => {
    const key = (use: number): Bytes =>
      concatBytes(Uint8Array.of(use), callSecret, callerFingerprint, calleeFingerprint);
    return { media: { caller: key(0), callee: key(1) }, channel: { caller: key(2), callee: key(3) } };
  },
  deriveVerificationCode: async (callSecret, { callerFingerprint, calleeFingerprint }) =>
    concatBytes(callSecret, callerFingerprint, calleeFingerprint).toHex(),
  createChannelSealer: ({ send, receive }) => ({
    seal: async plaintext => concatBytes(send, plaintext),
    open: async sealed => {
      const isTheirs = isSameBytes(sealed.subarray(0, receive.length), receive);
      return isTheirs ? sealed.slice(receive.length) : undefined;
    },
  }),
};
