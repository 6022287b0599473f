/** Builds the `ClientView` from the client's parts. */
import type { ContactRecord } from '../contact/contactRecord.ts';
import type { ConnectionFacts } from './connectionFacts.ts';
import type { BaseParts } from './parts.ts';
import type { ClientView, ContactView, InvitationView } from './view.ts';

/** The view of this moment. */
export function buildView(parts: BaseParts, facts: ConnectionFacts): ClientView {
  const profile = parts.settings.profile();
  return {
    phase: profile === undefined ? 'firstRun' : 'ready',
    connection: facts.state,
    relay: toRelayView(parts, facts),
    mostPeople: facts.mostPeople,
    profile: profile ?? { name: '' },
    settings: parts.settings.current(),
    iceServers: parts.iceServers.current(),
    contacts: parts.book
      .all()
      .map(toContactView)
      .sort((a, b) => b.lastActivity - a.lastActivity),
    invitations: toInvitationViews(parts),
    conversation: parts.conversation.view(),
    history: parts.history.view(),
    missedCalls: parts.history.unseen(),
    ...parts.engine.views(),
    ...parts.links.views(),
    linkCall: parts.linkCalls.view(),
    comingCall: parts.linkCalls.coming(),
  };
}

/** With own servers the host's relay is of no account. */
function toRelayView({ iceServers }: BaseParts, facts: ConnectionFacts): ClientView['relay'] {
  const canRelay = iceServers.canRelay();
  if (canRelay === undefined) return facts.relay;
  return canRelay ? 'ready' : 'absent';
}

function toContactView(record: ContactRecord): ContactView {
  const { id, state, unread, lastItem, lastActivity, allows, theyAllow, isMuted, isBlocked } = record;
  return {
    id,
    name: record.localName === '' ? record.name : record.localName,
    state,
    unread,
    lastItem,
    lastActivity,
    acceptableCall: record.acceptableCalls.at(-1),
    allows,
    theyAllow,
    isMuted,
    isBlocked,
  };
}

function toInvitationViews({ invitations }: BaseParts): readonly InvitationView[] {
  return invitations
    .all()
    .map(invitation => ({
      id: invitation.mine.receiveId,
      link: invitations.linkOf(invitation),
      createdAt: invitation.createdAt,
      expires: invitation.expires,
    }))
    .sort((a, b) => b.createdAt - a.createdAt);
}
