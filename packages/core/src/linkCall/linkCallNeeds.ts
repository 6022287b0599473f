/** What calls behind links need from the rest of the client, and their own face (spec/room.md). Types only. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ContactId, LinkId } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import type { CiphersuiteImpl } from 'ts-mls';
import type { CallMessenger, CallNeeds } from '../call/callNeeds.ts';
import type { DeviceCommands } from '../call/deviceCommands.ts';
import type { LocalMedia } from '../call/localMedia.ts';
import type { OtherCall } from '../call/otherCall.ts';
import type { LinkCallLog } from '../history/linkCallLog.ts';
import type { LinkDesk } from '../link/linkDesk.ts';
import type { ContinuedCall } from '../link/linkList.ts';
import type { Store } from '../port/store.ts';
import type { RoomLine, RoomNotice } from '../room/roomNeeds.ts';
import type { ContactMaking } from './keepInTouch.ts';
import type { Lender } from './lending.ts';
import type { LinkCallCommands, LinkCallProblem } from './linkCallCommands.ts';
import type { LinkCallView } from './linkCallView.ts';
import type { OpenedPage } from './openedPage.ts';

/** What calls behind links need. */
export interface LinkCallNeeds
  extends Pick<CallNeeds, 'clock' | 'random' | 'log' | 'peers' | 'crypto' | 'settings'>,
    Pick<CallMessenger, 'relay' | 'checkServer'> {
  readonly store: Store;
  /** As in `ClientPorts`. */
  readonly page: string;
  /** As in `ClientPorts`. */
  readonly opened?: OpenedPage | undefined;
  /** Shared with the calls with contacts: one call has them at a time. */
  readonly devices: LocalMedia;
  readonly line: RoomLine;
  readonly links: Pick<
    LinkDesk,
    | 'ban'
    | 'countOwnSeats'
    | 'forRoom'
    | 'get'
    | 'handOver'
    | 'joined'
    | 'nameCoHost'
    | 'refuseHandOver'
    | 'terms'
    | 'views'
  >;
  /** Makes contacts of people who meet. */
  readonly contacts: ContactMaking;
  /** The list of calls. */
  readonly callLog: LinkCallLog;
  /** The contact behind a pseudonym at a link. */
  readonly contactOf: (linkId: LinkId, pseudonym: Bytes) => ContactId | undefined;
  /** Whether a call with a contact has the devices, or is held. */
  readonly isInCall: () => boolean;
  /** The product's unless a test wants a faster one. */
  readonly suite?: CiphersuiteImpl | undefined;
  /** A call with a contact that went on behind a link is over now. */
  readonly continuedEnded: (call: ContinuedCall) => void;
  /** `view()` reads differently. */
  readonly changed: () => void;
}

/** A call behind a link that goes on with a call with a contact (`lending.ts`). */
export interface ContinuedFace {
  /** Enters the call behind this link, which is not to be seen before `settle`. */
  goOn(linkId: LinkId, name: string, lender: Lender): Promise<Result<void, LinkCallProblem>>;
  /** How far it is: `entering`, alone; `met`, with the contact; `received`, and it is received; `over`. */
  stage(linkId: LinkId): 'entering' | 'met' | 'received' | 'over';
  /** It has the devices and the screen from now on. */
  settle(linkId: LinkId): void;
  /** Nothing came of it. */
  drop(linkId: LinkId): void;
}

/** The call behind a link of this client: at most one. */
export interface LinkCalls extends OtherCall {
  readonly commands: LinkCallCommands;
  readonly deviceCommands: DeviceCommands;
  /** Going on with a call with a contact. */
  readonly continued: ContinuedFace;
  view(): LinkCallView | undefined;
  /** The one that goes on with a call with a contact, which has the screen still. */
  coming(): LinkCallView | undefined;
  /** Whether this call has the devices. */
  hasDevices(): boolean;
  /** Takes in what the server says. */
  heard(notice: RoomNotice): void;
  connected(): void;
  disconnected(): void;
  networkChanged(isCertain: boolean): void;
  /** The page goes away, perhaps to be loaded again: gives its seat up in this turn, so that nobody waits for it. */
  pageGoes(): void;
  /** The page has not gone after all: comes in anew. */
  pageReturns(): void;
  /** Who is a contact, and under which pseudonym, may have changed. */
  contactsChanged(): void;
  /** The join page may show something else. */
  pageChanged(): void;
  /** Goes on with the call that a reload or a crash has interrupted a moment ago, unless it was left for what was opened. */
  restore(): Promise<void>;
  /** Stops without a word, so that a page that comes back finds its call. */
  close(): Promise<void>;
  /** Resolves when everything that was begun is done. */
  settled(): Promise<void>;
}
