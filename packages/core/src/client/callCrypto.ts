/** The call engine's cryptography, as this client has it. */
import type { CallCrypto } from '../call/callNeeds.ts';
import { deriveConnectionKeys, deriveVerificationCode } from '../crypto/callKeys.ts';
import { createChannelOpener, createChannelSealer } from '../crypto/channelSeal.ts';

/** Keys by exporter and HKDF, data channel messages by AES-256-GCM. */
export const callCrypto: CallCrypto = {
  deriveConnectionKeys,
  deriveVerificationCode,
  createChannelSealer: ({ send, receive }) => {
    const sealer = createChannelSealer(send);
    const opener = createChannelOpener(receive);
    return {
      seal: sealer.seal,
      open: async sealed => {
        const opened = await opener.open(sealed);
        return opened.ok ? opened.value : undefined;
      },
    };
  },
};
