/** A call's line in the conversation, as a pure transition (spec/call.md, "Items"). Times: milliseconds since 1970. */
import type { CallId, ContactId, ItemId } from '@sotto/protocol/ids';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { CallFailure, CallItemStatus, CallItemView } from '../client/view.ts';

/** A call item as stored; a `CallItemView` with the contact and the moment media first flowed. */
export interface CallItem {
  readonly kind: 'call';
  readonly id: ItemId;
  readonly callId: CallId;
  readonly contactId: ContactId;
  /** Outgoing. */
  readonly mine: boolean;
  readonly media: CallMedia;
  /** When it was placed or arrived. */
  readonly at: number;
  readonly status: CallItemStatus;
  readonly connectedAt: number | undefined;
  /** Milliseconds in call; with `ended` only. */
  readonly duration: number | undefined;
  /** With `failed` only. */
  readonly failure: CallFailure | undefined;
  /** *Accept call* is offered. */
  readonly acceptable: boolean;
}

/** What happened to a call, as its item sees it. */
export type CallItemEvent =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'rejected' }
  /** Nobody answered: the caller gave up. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'hungUp' }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

/** The item of a call that begins. */
export function createCallItem(
  facts: Pick<CallItem, 'id' | 'callId' | 'contactId' | 'mine' | 'media' | 'at'>,
): CallItem {
  const nothing = { connectedAt: undefined, duration: undefined, failure: undefined };
  return { kind: 'call', ...facts, ...nothing, status: 'pending', acceptable: !facts.mine };
}

/** The item after an event. Events that say nothing new leave it as it is, by identity. */
export function transitionCallItem(item: CallItem, event: CallItemEvent, at: number): CallItem {
  const status = statusAfter(item.status, event);
  if (status === undefined) return item;
  const connectedAt = event.kind === 'connected' ? at : item.connectedAt;
  return {
    ...item,
    status,
    connectedAt,
    duration: status === 'ended' ? Math.max(0, at - (connectedAt ?? at)) : undefined,
    failure: event.kind === 'failed' ? event.failure : undefined,
    acceptable: !item.mine && status === 'pending',
  };
}

/**
 * The item as it must read after a crash or reload ended its call. Incoming calls that were never accepted stay as
 * they are: their caller may still wait.
 */
export function repairCallItem(item: CallItem): CallItem {
  const isOpen = item.status === 'accepted' || item.status === 'connecting' || item.status === 'inProgress';
  const isAbandoned = item.mine && item.status === 'pending';
  return isOpen || isAbandoned
    ? { ...item, status: 'failed', failure: 'interrupted', duration: undefined, acceptable: false }
    : item;
}

/** Whether nothing can become of a call any more. */
export function isFinal({ status }: Pick<CallItemView, 'status'>): boolean {
  return status === 'missed' || status === 'rejected' || status === 'ended' || status === 'failed';
}

/** Which events each status still takes, and what it becomes. */
const TABLE: Readonly<Record<CallItemStatus, Partial<Record<CallItemEvent['kind'], CallItemStatus>>>> = {
  pending: {
    accepted: 'accepted',
    connecting: 'connecting',
    rejected: 'rejected',
    unanswered: 'missed',
    hungUp: 'ended',
    failed: 'failed',
  },
  rejected: { accepted: 'accepted', connecting: 'connecting' },
  accepted: { connecting: 'connecting', connected: 'inProgress', hungUp: 'ended', failed: 'failed' },
  connecting: { connected: 'inProgress', hungUp: 'ended', failed: 'failed' },
  inProgress: { hungUp: 'ended', failed: 'failed' },
  missed: {},
  ended: {},
  failed: {},
};

function statusAfter(status: CallItemStatus, event: CallItemEvent): CallItemStatus | undefined {
  return TABLE[status][event.kind];
}
