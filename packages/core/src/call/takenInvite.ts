/** What an arriving invitation is measured against (spec/call.md, "At the same moment"), and what becomes of it. */
import type { ContactId } from '@sotto/protocol/ids';
import { PREPARED_LIFETIME_MS, RING_LOUDLY_MS } from '@sotto/protocol/limits';
import type { CallInvite } from '@sotto/protocol/sealed/callInvite';
import type { CallItem, createCallItem } from '../history/callItem.ts';
import type { RemoteOffer } from '../peer/peerEvent.ts';
import type { CallFlood } from './callFlood.ts';
import type { Arrival, CallNeeds } from './callNeeds.ts';
import { incomingOf, ownCallTo } from './callSet.ts';
import { GLARE_ECHO_MS } from './callTimes.ts';
import { decideGlare, type OwnCall } from './glare.ts';
import type { CallFacts, RunningCall } from './runCall.ts';

/** What the item of a new call is made from. */
export type NewCallFacts = Omit<Parameters<typeof createCallItem>[0], 'id'>;

/** What an invitation meets. */
export interface InviteSurroundings {
  readonly needs: CallNeeds;
  readonly flood: CallFlood;
  /** Those that have not ended. */
  readonly calls: readonly RunningCall[];
  readonly createItem: (facts: NewCallFacts) => CallItem;
  readonly begin: (facts: CallFacts) => RunningCall;
}

/** Takes in an invitation: it rings, is set aside, meets an own call, or is too late for that. */
export function takeInvite(
  { needs, flood, calls, createItem, begin }: InviteSurroundings,
  contactId: ContactId,
  invite: CallInvite,
  { arrivedAt, callSecret }: Arrival,
): void {
  if (callSecret === undefined) return;
  const now = needs.clock.now();
  const at = Math.min(arrivedAt, now);
  const canPrepare = invite.sdp !== undefined && now - at < PREPARED_LIFETIME_MS;
  const own = ownCallTo(calls, contactId);
  const winner = own && decideGlare(toOwnCall(own, now), invite.callId, GLARE_ECHO_MS);
  if (winner === 'own') return;
  // A contact makes one call at a time: what it offered before is over, even if word of it was lost.
  for (const old of incomingOf(calls, contactId)) old.hear({ kind: 'contactEnds', reason: 'gaveUp' });
  const { callId, media } = invite;
  const item = createItem({ callId, contactId, media, mine: false, at });
  const call = begin({ item, callSecret, offer: canPrepare ? inviteToOffer(invite) : undefined });
  if (winner === 'theirs') {
    const ownMedia = own?.facts().item.media ?? media;
    own?.hear({ kind: 'glareLost' });
    call.accept(ownMedia, { kind: 'inviteWins', canPrepare });
    return;
  }
  const isWindowOpen = now - at < RING_LOUDLY_MS;
  const { showRinging } = needs.settings();
  if (isWindowOpen && !flood.admits(contactId)) call.hear({ kind: 'inviteFloods' });
  else call.hear({ kind: 'inviteArrives', canPrepare, showsRinging: showRinging, isWindowOpen });
}

/** An own call as the decision about simultaneous calls sees it. */
function toOwnCall(call: RunningCall, now: number): OwnCall {
  const { item, state, acceptedAt } = call.facts();
  return {
    callId: item.callId,
    hasLeft: state.name !== 'calling' || state.invitation !== 'preparing',
    acceptedFor: acceptedAt === undefined ? undefined : now - acceptedAt,
  };
}

/** The offer of leg 0.0, if the invitation brings one. */
function inviteToOffer({ sdp, candidates }: CallInvite): RemoteOffer | undefined {
  return sdp === undefined ? undefined : { leg: { round: 0, restart: 0 }, sdp, candidates };
}
