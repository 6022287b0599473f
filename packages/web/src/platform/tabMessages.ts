/** What tabs tell each other about calls that ring (spec/call.md, "Several tabs"). */
import type { CallView, ClientView, ContactView } from '@sotto/core/client/view';
import type { CallId } from '@sotto/protocol/ids';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';

/** A call that rings, with all that a tab without keys needs to show it. */
export interface RingingCall {
  readonly call: CallView;
  /** The caller's; may be empty. */
  readonly name: string;
}

/** One message. Only tabs of this app on this origin can send any. */
export type TabMessage =
  /** A tab has opened and asks what rings. */
  | { readonly kind: 'hello' }
  /** From the owner of the keys: everything that rings now. */
  | { readonly kind: 'ringing'; readonly calls: readonly RingingCall[] }
  /** From the owner: this tab has the call. */
  | { readonly kind: 'answered'; readonly callId: CallId; readonly by: string }
  /** A tab asks for the call. */
  | { readonly kind: 'claim'; readonly callId: CallId; readonly tab: string }
  /** What a person decided about the call, in whichever tab. */
  | { readonly kind: 'decided'; readonly callId: CallId; readonly decision: 'rejectCall' | 'ignoreCall' };

/** What rings in this view. During a call nothing does elsewhere: a second call is decided where the first one is. */
export function viewToRinging({ call, waitingCalls, contacts }: ClientView): readonly RingingCall[] {
  if (call?.stage !== 'incoming') return [];
  return [call, ...waitingCalls].map(ringing => ({
    call: ringing,
    name: contacts.find(contact => contact.id === ringing.contactId)?.name ?? '',
  }));
}

/** Whether the same calls ring in the same way. */
export function isSameRinging(one: readonly RingingCall[], other: readonly RingingCall[]): boolean {
  const describe = ({ call, name }: RingingCall) => `${call.callId} ${call.loud} ${name}`;
  return one.length === other.length && one.map(describe).join() === other.map(describe).join();
}

/** How a call looks whose keys are on their way to this tab. */
export function toConnecting({ call }: RingingCall, media: CallView['media']): CallView {
  const mine: MediaState = { ...call.mine, microphone: true, camera: media === 'video' };
  return { ...call, media, mine, stage: 'connecting', loud: false };
}

/** How a call looks that another tab has. */
export function toAnsweredElsewhere({ call }: RingingCall, now: number): CallView {
  return { ...call, stage: 'ended', loud: false, endedAt: now, ending: { kind: 'answeredElsewhere' } };
}

/** As much of a caller as there is to know without keys. */
export function toCaller({ call, name }: RingingCall): ContactView {
  return {
    id: call.contactId,
    name,
    state: 'active',
    unread: 0,
    lastItem: undefined,
    lastActivity: call.startedAt,
    acceptableCall: undefined,
    allows: 'video',
    theyAllow: 'video',
    isMuted: !call.loud,
    isBlocked: false,
  };
}
