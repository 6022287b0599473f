/**
 * The keys of one connection (spec/call-keys.md; spec/group.md, "Frame keys"): its data channel's follow from a secret
 * and both certificates, its frames' do, too, or come from the group of a link call.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { CallCrypto, ChannelSealer } from '../call/callNeeds.ts';
import type { FrameKeys } from '../port/peerConnection.ts';
import type { PeerRole } from './peerState.ts';

/** Where the keys of a connection come from. */
export interface KeySource {
  readonly role: PeerRole;
  /** Resolves when the invitation is sealed; the callee has it from the start. */
  readonly callSecret: Promise<Bytes>;
  readonly crypto: CallCrypto;
  /**
   * The frame keys of now, asked again whenever they may have changed; `undefined` when there is nobody to speak with
   * any more. Without this source they follow from the secret, once for all.
   */
  readonly frameKeys?: (() => FrameKeys | undefined) | undefined;
}

/** What a connection works with once both certificates are known. */
export interface ConnectionSecrets {
  readonly sealer: ChannelSealer;
  /** The frame keys of now. */
  readonly frames: () => FrameKeys | undefined;
  /** The verification code of this connection. */
  readonly code: () => Promise<string>;
}

/** Derives the keys; rejects when there is no secret. */
export async function deriveSecrets(
  { role, callSecret, crypto, frameKeys }: KeySource,
  own: Bytes,
  theirs: Bytes,
): Promise<ConnectionSecrets> {
  const isCaller = role === 'caller';
  const fingerprints = {
    callerFingerprint: isCaller ? own : theirs,
    calleeFingerprint: isCaller ? theirs : own,
  };
  const secret = await callSecret;
  const { media, channel } = await crypto.deriveConnectionKeys(secret, fingerprints);
  const { caller, callee } = channel;
  return {
    sealer: crypto.createChannelSealer(
      isCaller ? { send: caller, receive: callee } : { send: callee, receive: caller },
    ),
    frames: frameKeys ?? (() => toFrameKeys(media, isCaller)),
    code: () => crypto.deriveVerificationCode(secret, fingerprints),
  };
}

function toFrameKeys(
  media: { readonly caller: Bytes; readonly callee: Bytes },
  isCaller: boolean,
): FrameKeys {
  const caller = { kid: 0, key: media.caller };
  const callee = { kid: 1, key: media.callee };
  return isCaller ? { send: caller, receive: [callee] } : { send: callee, receive: [caller] };
}
