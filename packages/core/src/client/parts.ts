/** The client's parts, as its own files see each other. Types only. */
import type { CallEngine, CallNeeds } from '../call/callNeeds.ts';
import type { ContactBook } from '../contact/contactBook.ts';
import type { ContactChannel } from '../contact/contactChannel.ts';
import type { Invitations } from '../contact/invitations.ts';
import type { Wills } from '../contact/wills.ts';
import type { OpenConversation } from '../conversation/openConversation.ts';
import type { TextPorts } from '../conversation/texts.ts';
import type { CallHistory } from '../history/callHistory.ts';
import type { LinkCallLog } from '../history/linkCallLog.ts';
import type { Identity } from '../link/identity.ts';
import type { LinkDesk } from '../link/linkDesk.ts';
import type { LinkCalls } from '../linkCall/linkCallNeeds.ts';
import type { OpenedPage } from '../linkCall/openedPage.ts';
import type { Connection } from '../mailbox/connection.ts';
import type { Inbox } from '../mailbox/inbox.ts';
import type { Outbox } from '../mailbox/outbox.ts';
import type { SignProof } from '../mailbox/proofs.ts';
import type { Clock } from '../port/clock.ts';
import type { IceTester } from '../port/iceTester.ts';
import type { Log } from '../port/log.ts';
import type { PageLife } from '../port/pageLife.ts';
import type { Random } from '../port/random.ts';
import type { SocketPort } from '../port/socket.ts';
import type { Store } from '../port/store.ts';
import type { OwnIceServers } from '../settings/ownIceServers.ts';
import type { Settings } from '../settings/settings.ts';
import type { Background } from './background.ts';
import type { ContinuedCalls } from './continueCall.ts';
import type { Deliveries } from './deliveries.ts';
import type { Reconnection } from './reconnection.ts';
import type { ViewSource } from './viewSource.ts';

/** What a client runs on. */
export interface ClientPorts extends Pick<CallNeeds, 'peers' | 'media' | 'ringer'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly sockets: SocketPort;
  readonly log: Log;
  readonly iceTester: IceTester;
  readonly pageLife?: PageLife;
  /** Names the page; the same after it was loaded again, another one in every other tab. */
  readonly page: string;
  /** The link or invitation that was in the page's address; undefined without one. */
  readonly opened?: OpenedPage | undefined;
  /** `https://host` of the server, for links. */
  readonly origin: string;
}

/** Everything but what is built upon it. */
export interface BaseParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly iceServers: OwnIceServers;
  readonly iceTester: IceTester;
  readonly book: ContactBook;
  readonly source: ViewSource;
  readonly connection: Connection;
  /** Signs proofs for the present socket. */
  readonly sign: SignProof;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly conversation: OpenConversation;
  readonly history: CallHistory;
  /** The calls behind links in the list of calls. */
  readonly linkCallLog: LinkCallLog;
  readonly channel: ContactChannel;
  readonly texts: TextPorts;
  readonly wills: Wills;
  readonly invitations: Invitations;
  /** Who this person is at call links. */
  readonly identity: Identity;
  readonly links: LinkDesk;
  readonly engine: CallEngine;
  readonly linkCalls: LinkCalls;
  /** Going on with a call with a contact behind a link. */
  readonly continued: ContinuedCalls;
  /** Resolves when nothing that the call engine asked for is still being sealed or written. */
  readonly settled: () => Promise<void>;
  readonly background: Background;
}

/** All parts. */
export interface Parts extends BaseParts {
  readonly deliveries: Deliveries;
  readonly reconnection: Reconnection;
}
