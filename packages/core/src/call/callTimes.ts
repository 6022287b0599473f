/** The call machine's times, in milliseconds (spec/call.md, "Times"). */
import { RECONNECT_LIMIT_MS, RING_LOUDLY_MS } from '@sotto/protocol/limits';
import type { CallTimer } from './callState.ts';

/** How long each timer runs; an incoming call's window counts from the invitation's own beginning. */
export const CALL_TIMES: Readonly<Record<CallTimer, number>> = {
  /** The invitation waits so long for its offer; a slow relay must not delay the ringing. */
  invitation: 1000,
  patience: 30_000,
  window: RING_LOUDLY_MS,
  acceptance: 20_000,
  connecting: RECONNECT_LIMIT_MS,
};

/** A simultaneous call from the contact is still taken for one so long after the acceptance. */
export const GLARE_ECHO_MS = 10_000;

/**
 * For so long after an acceptance the device has devices to open and first frames to make. The acceptance that has left
 * on the data channel is repeated through the mailbox only then, only then the caller's will is taken back, and only then the
 * record is written.
 */
export const SETTLE_MS = 200;
