/** What an arriving invitation is measured against (spec/call.md, "At the same moment"), and what it brings. */
import type { CallInvite } from '@sotto/protocol/sealed/callInvite';
import type { RemoteOffer } from '../peer/peerEvent.ts';
import type { OwnCall } from './glare.ts';
import type { RunningCall } from './runCall.ts';

/** An own call as the decision about simultaneous calls sees it. */
export function toOwnCall(call: RunningCall, now: number): OwnCall {
  const { item, state, acceptedAt } = call.facts();
  return {
    callId: item.callId,
    hasLeft: state.name !== 'calling' || state.invitation !== 'preparing',
    acceptedFor: acceptedAt === undefined ? undefined : now - acceptedAt,
  };
}

/** The offer of leg 0.0, if the invitation brings one. */
export function inviteToOffer({ sdp, candidates }: CallInvite): RemoteOffer | undefined {
  return sdp === undefined ? undefined : { leg: { round: 0, restart: 0 }, sdp, candidates };
}
