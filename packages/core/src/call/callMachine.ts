/**
 * One call, from the invitation to its end (spec/call.md; spec/charts/call.md). Never sees a description or a
 * candidate. Pure: `(state, event) → [state, ...effects]`. Handlers say what is sent and recorded; what starts and
 * stops follows from the table of activities in `callState.ts`.
 */
import { activityChanges } from './callActivities.ts';
import type { CallEffect } from './callEffect.ts';
import { ENDINGS, endedByContact, endedByUser, failed } from './callEndings.ts';
import type { CallEvent } from './callEvent.ts';
import type { CallState } from './callState.ts';

/** The next state, and what is to be done in this order. */
export type CallStep = readonly [state: CallState, ...effects: CallEffect[]];

/** The step from a state by an event. Events that mean nothing in a state leave it as it is, by identity. */
export function transitionCall(state: CallState, event: CallEvent): CallStep {
  const handlers = TABLE[state.name] as Handlers<CallState>;
  const handler = handlers[event.kind] as ((state: CallState, event: CallEvent) => CallStep) | undefined;
  if (handler === undefined) return [state];
  const [next, ...effects] = handler(state, event);
  return [next, ...effects, ...activityChanges(state, next)];
}

type StateOf<Name extends CallState['name']> = Extract<CallState, { name: Name }>;
type EventOf<Kind extends CallEvent['kind']> = Extract<CallEvent, { kind: Kind }>;
type Handlers<State extends CallState> = {
  readonly [Kind in CallEvent['kind']]?: (state: State, event: EventOf<Kind>) => CallStep;
};
type OutgoingState = StateOf<'calling' | 'ringing' | 'waiting'>;
type IncomingState = StateOf<'incoming' | 'setAside' | 'rejected'>;

const RELEASE: CallEffect = { kind: 'releaseMedia' };
const FORGET: CallEffect = { kind: 'forgetItem' };

/** What every outgoing call does until somebody accepts. */
const outgoing: Handlers<OutgoingState> = {
  contactAccepts: acceptedByContact,
  contactEnds: (_, { reason }) => endedByContact(reason, 'outgoing'),
  // Whatever becomes of the contact, its device must not ring on.
  contactForgotten: () => endedByUser('gaveUp'),
  glareLost: loseGlare,
  ringWindowEnds: state => [{ ...state, isWindowOpen: false, isPrepared: false }],
  peerGivesUp: state => [{ ...state, isPrepared: false }],
  peerFails: (_, { failure }) => failed(failure, 'gaveUp'),
  sendingFails: () => failed('deviceFailed'),
  userHangsUp: () => endedByUser('gaveUp'),
};

/**
 * What every incoming call does until it is accepted. Undecided, ignored and rejected share these handlers, and that
 * is the whole proof that the caller cannot tell them apart: none of them sends anything.
 */
const incoming: Handlers<IncomingState> = {
  userAccepts: (state, { isFresh }) => accept(state.isPrepared && isFresh),
  offerArrives: state => [{ ...state, isPrepared: state.isPrepared || state.isWindowOpen }],
  ringWindowEnds: state => [{ ...state, isWindowOpen: false, isPrepared: false }],
  peerGivesUp: state => [{ ...state, isPrepared: false }],
  peerFails: state => [{ ...state, isPrepared: false }],
  contactForgotten: () => [ENDINGS.gaveUpByContact],
};
const missed = (): CallStep => [
  ENDINGS.gaveUpByContact,
  { kind: 'recordItem', event: { kind: 'unanswered' } },
];
const reject = (state: IncomingState): CallStep => [
  { ...state, name: 'rejected' },
  { kind: 'recordItem', event: { kind: 'rejected' } },
];

/** What every accepted call does, with or without media. */
const accepted: Handlers<StateOf<'connecting' | 'inCall' | 'reconnecting'>> = {
  contactAccepts: (state, { holdsConnection }) =>
    state.isOutgoing && !holdsConnection ? [state, { kind: 'renewPeer' }] : [state],
  contactForgotten: () => endedByUser('hungUp'),
  peerGivesUp: () => failed('noPath', 'noPath'),
  peerFails: (_, { failure }) => failed(failure, failure === 'noRelay' ? 'noPath' : 'deviceFailed'),
  userHangsUp: () => endedByUser('hungUp'),
};

/** What a call does in which media has flowed. */
const connected: Handlers<StateOf<'inCall' | 'reconnecting'>> = {
  ...accepted,
  contactEnds: endedInCall,
  userHolds: state => (state.isHeld ? [state] : [{ ...state, isHeld: true }, { kind: 'holdMedia' }]),
  userResumes: state => (state.isHeld ? [{ ...state, isHeld: false }] : [state]),
  // Nobody is told: the contact knows, or will know in a moment.
  movesOn: () => [ENDINGS.movedOn, { kind: 'recordItem', event: { kind: 'hungUp' } }],
};

const TABLE: { readonly [Name in CallState['name']]: Handlers<StateOf<Name>> } = {
  idle: {
    userCalls: () => [{ name: 'calling', invitation: 'preparing', isWindowOpen: false, isPrepared: true }],
    inviteArrives: (_, event) => [
      { name: 'incoming', isWindowOpen: event.isWindowOpen, isPrepared: event.canPrepare },
      ...(event.showsRinging ? [{ kind: 'sendRinging' } as const] : []),
    ],
    inviteFloods: () => [{ name: 'setAside', isWindowOpen: false, isPrepared: false }],
    inviteWins: (_, { canPrepare }) => accept(canPrepare),
    restored: (_, { stage, isWindowOpen }) => [{ name: RESTORED[stage], isWindowOpen, isPrepared: false }],
  },
  calling: {
    ...outgoing,
    offerReady: invite,
    invitationDue: invite,
    serverTookInvite: state => [{ ...state, invitation: 'taken', isWindowOpen: true }],
    contactRings: ({ isPrepared, invitation, isWindowOpen }) => [
      { name: 'ringing', isPrepared, isWindowOpen: isWindowOpen || invitation !== 'taken' },
    ],
    glareLost: state => (state.invitation === 'preparing' ? [ENDINGS.replaced, FORGET] : loseGlare()),
    peerFails: (state, { failure }) =>
      state.invitation === 'preparing' ? failed(failure) : failed(failure, 'gaveUp'),
    userHangsUp: giveUp,
    contactForgotten: giveUp,
  },
  ringing: {
    ...outgoing,
    patienceEnds: ({ isWindowOpen, isPrepared }) => [{ name: 'waiting', isWindowOpen, isPrepared }],
  },
  waiting: outgoing,
  incoming: {
    ...incoming,
    userRejects: reject,
    userIgnores: state => [{ ...state, name: 'setAside' }],
    contactEnds: missed,
  },
  setAside: { ...incoming, userRejects: reject, contactEnds: missed },
  rejected: { ...incoming, contactEnds: () => [ENDINGS.gaveUpByContact] },
  connecting: {
    ...accepted,
    serverTookAccept: state => (state.acceptance === 'sent' ? [{ ...state, acceptance: 'taken' }] : [state]),
    contactResponds: heardByCaller,
    offerArrives: state => heardByCaller({ ...state, isPrepared: true }),
    mediaFlows: ({ isOutgoing }) => [
      { name: 'inCall', isOutgoing, isHeld: false },
      { kind: 'recordItem', event: { kind: 'connecting' } },
      { kind: 'recordItem', event: { kind: 'connected' } },
    ],
    contactEnds: (_, { reason }) => endedByContact(reason, 'connecting'),
    acceptanceUnanswered: () => failed('alreadyOver', 'noPath'),
    connectingLasts: () => failed('noPath', 'noPath'),
    sendingFails: () => failed('deviceFailed'),
  },
  inCall: { ...connected, peerBreaks: state => [{ ...state, name: 'reconnecting' }] },
  reconnecting: { ...connected, peerRecovers: state => [{ ...state, name: 'inCall' }] },
  ended: {},
};

const RESTORED = { undecided: 'incoming', ignored: 'setAside', rejected: 'rejected' } as const;

function invite(state: StateOf<'calling'>): CallStep {
  if (state.invitation !== 'preparing') return [state];
  return [{ ...state, invitation: 'leaving' }, { kind: 'sendInvite' }];
}

function giveUp(state: StateOf<'calling'>): CallStep {
  return endedByUser(state.invitation === 'preparing' ? undefined : 'gaveUp');
}

/** The contact normally drops this call by itself; it is told in case it did not call at quite the same moment. */
function loseGlare(): CallStep {
  return [ENDINGS.replaced, { kind: 'sendEnd', reason: 'gaveUp' }, FORGET];
}

function acceptedByContact(state: OutgoingState, event: EventOf<'contactAccepts'>): CallStep {
  const renew: CallEffect[] = state.isPrepared && !event.holdsConnection ? [{ kind: 'renewPeer' }] : [];
  return [
    { name: 'connecting', isOutgoing: true, isPrepared: true, acceptance: 'heard' },
    RELEASE,
    ...renew,
    { kind: 'recordItem', event: { kind: 'connecting' } },
  ];
}

function accept(holdsConnection: boolean): CallStep {
  return [
    { name: 'connecting', isOutgoing: false, isPrepared: holdsConnection, acceptance: 'sent' },
    { kind: 'sendAccept', holdsConnection },
    RELEASE,
    { kind: 'recordItem', event: { kind: holdsConnection ? 'connecting' : 'accepted' } },
  ];
}

function heardByCaller(state: StateOf<'connecting'>): CallStep {
  return [
    { ...state, acceptance: 'heard' },
    { kind: 'recordItem', event: { kind: 'connecting' } },
  ];
}

/** A will that was delivered although its author is still here says `gaveUp`: in a running call it means nothing. */
function endedInCall(
  state: StateOf<'inCall' | 'reconnecting'>,
  { reason }: EventOf<'contactEnds'>,
): CallStep {
  return reason === 'gaveUp' ? [state] : endedByContact(reason, 'inCall');
}
