/** Which of this client's calls has the screen, and who may do what beside it (spec/call.md, "Two calls"). Pure. */
import type { ContactId } from '@sotto/protocol/ids';
import type { CallItem } from '../history/callItem.ts';
import type { CallState } from './callState.ts';
import { isAcceptable, isHeld, isHoldable, isOutgoing, isRunning } from './callToView.ts';
import type { OtherCall } from './otherCall.ts';

/** What is looked at in a call. */
interface Looked {
  facts(): { readonly state: CallState; readonly item: CallItem };
}

/** The one call that has the devices: outgoing or accepted, and not held. */
export function activeCall<Call extends Looked>(calls: Iterable<Call>): Call | undefined {
  return [...calls].find(call => isLive(call) && !isHeld(call.facts().state));
}

/** The one call that is held. */
export function heldCall<Call extends Looked>(calls: Iterable<Call>): Call | undefined {
  return [...calls].find(call => isHeld(call.facts().state));
}

/** Outgoing or accepted, held or not; the one with the devices first. */
export function liveCall<Call extends Looked>(calls: Iterable<Call>): Call | undefined {
  const all = [...calls];
  return activeCall(all) ?? heldCall(all);
}

/** The own call to a contact, unless that contact made it. */
export function ownCallTo<Call extends Looked>(
  calls: Iterable<Call>,
  contactId: ContactId,
): Call | undefined {
  return liveCallsWith(calls, contactId).find(call => call.facts().item.mine);
}

/** Whether the call that has the devices, if any, can be held; `other`: of another kind. */
export function canHold(calls: Iterable<Looked>, other: Pick<OtherCall, 'isRunning'>): boolean {
  const all = [...calls];
  const active = activeCall(all);
  if (active === undefined) return true;
  return !other.isRunning() && isHoldable(active.facts().state) && heldCall(all) === undefined;
}

/** The outgoing and accepted calls with a contact. */
export function liveCallsWith<Call extends Looked>(
  calls: Iterable<Call>,
  contactId: ContactId,
): readonly Call[] {
  return [...calls].filter(call => isLive(call) && call.facts().item.contactId === contactId);
}

/** A contact's calls that can be accepted, whatever was decided about them. */
export function incomingOf<Call extends Looked>(
  calls: Iterable<Call>,
  contactId: ContactId,
): readonly Call[] {
  return [...calls].filter(call => {
    const { item, state } = call.facts();
    return item.contactId === contactId && isAcceptable(state);
  });
}

/** The incoming calls that are undecided, oldest first. */
export function undecidedCalls<Call extends Looked>(calls: Iterable<Call>): readonly Call[] {
  return [...calls].filter(call => call.facts().state.name === 'incoming');
}

function isLive(call: Looked): boolean {
  const { state } = call.facts();
  return isOutgoing(state) || isRunning(state);
}
