/**
 * Everything a screen needs, as one immutable value. Screens render it and issue commands (`command.ts`); they hold
 * no logic of their own. Times are milliseconds since 1970.
 */
import type { CallId, ContactId, ItemId, ReceiveId } from '@sotto/protocol/ids';
import type { CallsAllowed } from '@sotto/protocol/sealed/callsAllowed';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { JoinView, LinkCallItemView, LinkNewsView, LinkView } from '../link/linkView.ts';
import type { LinkCallView } from '../linkCall/linkCallView.ts';
import type { ConnectionRoute, MediaKind } from '../port/connectionQuality.ts';
import type { ChoiceKind, DeviceChoices, DeviceKind } from '../port/media.ts';
import type { Rating } from '../quality/rating.ts';

/** The whole visible state. */
export interface ClientView {
  readonly phase: Phase;
  readonly connection: ConnectionView;
  /** Whether calls can be relayed now; `absent` means that calls need a direct path. */
  readonly relay: 'ready' | 'absent' | 'unknown';
  /** Most people that this server lets into one call behind a link. */
  readonly mostPeople: number;
  readonly profile: ProfileView;
  readonly settings: SettingsView;
  readonly iceServers: IceServersView;
  /** Most recently active first. */
  readonly contacts: readonly ContactView[];
  /** Open invitations that nobody has used yet, newest first. */
  readonly invitations: readonly InvitationView[];
  /** The conversation on screen, if one is open. */
  readonly conversation: ConversationView | undefined;
  /** The list of calls, while it is on screen. */
  readonly history: HistoryView | undefined;
  /** Missed calls that nobody has seen. */
  readonly missedCalls: number;
  /** The call that has the screen: incoming, outgoing, running or just ended. */
  readonly call: CallView | undefined;
  /** Further incoming calls while one has the screen. */
  readonly waitingCalls: readonly CallView[];
  /** Running calls that this person holds while another one has the screen. */
  readonly heldCalls: readonly CallView[];
  /** Call links that this person made or has used, most recently used first. */
  readonly links: readonly LinkView[];
  /** At which own links something goes on, or lies. */
  readonly linkNews: readonly LinkNewsView[];
  /** The link on the join page, if one is there. */
  readonly join: JoinView | undefined;
  /** The link call that this person is in, knocks at or has just left. */
  readonly linkCall: LinkCallView | undefined;
  /** The link call with which `call` goes on in a moment: received already, but no screen shows or plays it. */
  readonly comingCall: LinkCallView | undefined;
}

/**
 * `loading`: reading the store. `elsewhere`: another tab owns the keys. `firstRun`: no profile yet. `ready`.
 * `moved`: the profile has left for another device and rests here. `broken`: the store cannot be used (private mode without storage, disk full).
 */
export type Phase = 'loading' | 'elsewhere' | 'firstRun' | 'ready' | 'moved' | 'broken';

/** `clockOff`: connected, but this device's clock differs by more than 5 minutes from the server's. */
export type ConnectionView = 'connecting' | 'connected' | 'offline' | 'clockOff';

export interface ProfileView {
  /** May be empty. */
  readonly name: string;
}

export interface SettingsView {
  /** `system` follows the browser. */
  readonly language: 'system' | 'en' | 'fr';
  readonly theme: 'system' | 'light' | 'dark';
  /** Relay candidates only: the default. */
  readonly alwaysRelay: boolean;
  /** Whether callers learn that this device rings. */
  readonly showRinging: boolean;
  /** As little as possible is sent and asked for in calls. */
  readonly saveData: boolean;
}

/** The person's own STUN and TURN servers, on this device only. */
export interface IceServersView {
  /** They are used instead of the host's relay. */
  readonly on: boolean;
  /** The list as the person wrote it; kept while it is off. */
  readonly text: string;
}

export interface ContactView {
  readonly id: ContactId;
  /** The name to show: the local name if given, else the contact's own; may be empty. */
  readonly name: string;
  /** `pending`: this side accepted an invitation and waits for the other side's first sign of life. */
  readonly state: 'pending' | 'active';
  readonly unread: number;
  /** Newest item, for the list. */
  readonly lastItem: ItemView | undefined;
  readonly lastActivity: number;
  /** An incoming call of this contact can still be accepted. */
  readonly acceptableCall: CallId | undefined;
  /** Which calls this person accepts from the contact. */
  readonly allows: CallsAllowed;
  /** Which calls the contact accepts, as it says. */
  readonly theyAllow: CallsAllowed;
  /** Its calls appear without a sound. */
  readonly isMuted: boolean;
  readonly isBlocked: boolean;
}

export interface InvitationView {
  readonly id: ReceiveId;
  /** The complete link, token included. */
  readonly link: string;
  readonly createdAt: number;
  readonly expires: number;
}

export interface ConversationView {
  readonly contactId: ContactId;
  /** Oldest first. */
  readonly items: readonly ItemView[];
  readonly hasOlder: boolean;
  /** 60 digits in groups of 5, equal on both devices. */
  readonly safetyNumber: string;
}

/** Which calls a list shows. `missed`: incoming ones that nobody took. */
export type HistoryFilter = 'all' | 'missed' | 'outgoing' | 'incoming';

export interface HistoryView {
  readonly filter: HistoryFilter;
  /** Newest first. */
  readonly calls: readonly (HistoryCallView | LinkCallItemView)[];
  readonly hasOlder: boolean;
}

/** A call of whichever contact. */
export interface HistoryCallView extends CallItemView {
  readonly contactId: ContactId;
}

export type ItemView = TextItemView | CallItemView;

export interface TextItemView {
  readonly kind: 'text';
  readonly id: ItemId;
  readonly mine: boolean;
  readonly text: string;
  readonly at: number;
  /** Mine only: `sending` until the server has it, `accepted`, `received` by the contact's device. */
  readonly delivery: 'sending' | 'accepted' | 'received' | undefined;
}

/** Where a call stands in the conversation. `rejected` exists on the callee's side only. */
export type CallItemStatus =
  | 'pending'
  | 'missed'
  | 'rejected'
  | 'accepted'
  | 'connecting'
  | 'inProgress'
  | 'ended'
  | 'failed';

export interface CallItemView {
  readonly kind: 'call';
  readonly id: ItemId;
  readonly callId: CallId;
  readonly mine: boolean;
  readonly media: CallMedia;
  readonly at: number;
  readonly status: CallItemStatus;
  /** Milliseconds in call, once it has ended. */
  readonly duration: number | undefined;
  /** With `failed` only. */
  readonly failure: CallFailure | undefined;
  /** The *Accept call* button is offered. */
  readonly acceptable: boolean;
}

/** Why a call could not be made or kept. Sentences are in the locale files. */
export type CallFailure =
  | 'noPath'
  | 'noRelay'
  | 'deviceFailed'
  | 'unsupported'
  | 'alreadyOver'
  | 'interrupted';

/** The stage shown to a person. */
export type CallStage =
  /** Outgoing: on its way, or taken by the server. */
  | 'calling'
  /** Outgoing: a device of the contact rings. */
  | 'ringing'
  /** Outgoing: it has rung for a while; elapsed time is shown. */
  | 'waiting'
  /** Incoming, undecided. */
  | 'incoming'
  /** Accepted on either side, no media yet. */
  | 'connecting'
  | 'inCall'
  | 'reconnecting'
  | 'ended';

/** A microphone or camera that could not be had. */
export type DeviceProblem = 'refused' | 'missing' | 'busy' | 'failed';

export interface CallView {
  readonly callId: CallId;
  readonly contactId: ContactId;
  readonly outgoing: boolean;
  readonly media: CallMedia;
  readonly stage: CallStage;
  /** Incoming only: ring aloud now. */
  readonly loud: boolean;
  /** When it began to ring or call. */
  readonly startedAt: number;
  /** When media first flowed. */
  readonly connectedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** With `ended` only. */
  readonly ending: CallEnding | undefined;
  readonly mine: MediaState;
  /** As the other side says; `undefined` until it has. */
  readonly theirs: MediaState | undefined;
  readonly path: 'relay' | 'direct' | undefined;
  readonly problems: { readonly microphone?: DeviceProblem; readonly camera?: DeviceProblem };
  /** This device's microphones, cameras and speakers, while the call has them. */
  readonly devices: DevicesView | undefined;
  /** 30 digits in groups of 5, equal on both devices; undefined until the connection has its keys. */
  readonly verificationCode: string | undefined;
  /** Frames that did not decrypt or were not encrypted, dropped so far. */
  readonly droppedFrames: number;
  /** While in call, from its second second on. */
  readonly quality: QualityView | undefined;
}

/** How good a call's connection is (spec/quality.md). */
export interface QualityView {
  /** What this device sends. */
  readonly mine: Rating;
  /** What it receives. */
  readonly theirs: Rating;
  /** What would help: turning this device's camera off. */
  readonly advice: 'cameraOff' | undefined;
  /** What becomes of this device's picture on a weak network. */
  readonly picture: 'full' | 'lowered' | 'paused';
  /** The other side's camera is on, but its picture does not fit through. */
  readonly isTheirPicturePaused: boolean;
  /** One of the two saves data. */
  readonly savesData: boolean;
  /** Undefined while nothing was measured. */
  readonly figures: QualityFigures | undefined;
}

/** What was measured. Shares are 0–1. */
export interface QualityFigures {
  /** Milliseconds. */
  readonly roundTrip: number | undefined;
  readonly route: ConnectionRoute | undefined;
  readonly lossOut: number;
  readonly lossIn: number;
  /** Milliseconds. */
  readonly jitter: number | undefined;
  /** Share of the received sound that was made up. */
  readonly concealed: number | undefined;
  readonly sent: Readonly<Record<MediaKind, StreamView | undefined>>;
  readonly received: Readonly<Record<MediaKind, StreamView | undefined>>;
}

/** One stream of one direction, in the last second. */
export interface StreamView {
  /** Bit/s. */
  readonly bitrate: number;
  readonly codec: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly framerate: number | undefined;
}

/** Devices during a call. */
export interface DevicesView {
  readonly choices: DeviceChoices;
  /** Ids of what is open now. */
  readonly inUse: Readonly<Record<DeviceKind, string | undefined>>;
  /** Labels of what replaced an unplugged device; may be empty. */
  readonly fallbacks: Readonly<Record<ChoiceKind, string | undefined>>;
  /** Known only where a muted microphone stays open. */
  readonly isTalkingWhileMuted: boolean;
}

/** How a call ended, as this person should read it. */
export type CallEnding =
  | { readonly kind: 'hungUp'; readonly byMe: boolean }
  | { readonly kind: 'gaveUp'; readonly byMe: boolean }
  /** Another window of this browser took it. */
  | { readonly kind: 'answeredElsewhere' }
  | { readonly kind: 'failed'; readonly failure: CallFailure };
