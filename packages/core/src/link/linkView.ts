/** What a screen shows of call links. Immutable values, as `client/view.ts`; times are milliseconds since 1970. */
import type { ContactId, ItemId, LinkId, NoteId } from '@sotto/protocol/ids';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import type { LinkPolicy, OpeningHours } from '@sotto/protocol/sealed/linkRecord';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import type { LinkProblem } from './readLinkText.ts';

/** A link that this device made, was sent or has joined. */
export interface LinkView {
  readonly linkId: LinkId;
  /** The complete link, token included. */
  readonly link: string;
  readonly media: LinkMedia;
  /** May be empty. */
  readonly name: string;
  /** This person made it, and may change it. */
  readonly isMine: boolean;
  readonly policy: LinkPolicy;
  readonly terms: LinkTerms;
  /** Undefined: always open. */
  readonly hours: OpeningHours | undefined;
  /** When it ends at the latest, whatever its use. */
  readonly ends: number | undefined;
  /** When it ends unless it is used before. */
  readonly expires: number;
  /** Known to be over for good. */
  readonly ending: 'expired' | 'revoked' | undefined;
  /** When this device made, was sent or joined it last. */
  readonly lastUse: number;
  /** Mine, and nobody has joined yet: whether it is for video or voice can still be changed. */
  readonly canChangeMedia: boolean;
  /** Whom its host has banned from it. */
  readonly bans: readonly LinkPersonView[];
  /** Who has the rights of a host beside the one who made it. */
  readonly coHosts: readonly LinkPersonView[];
  /** Own links: this person wants to be told when somebody comes. */
  readonly tellsMe: boolean;
}

/** What goes on at an own link, whether this person is there or not; there is none where nothing does. */
export interface LinkNewsView {
  readonly linkId: LinkId;
  /** In the call now, this person among them if it is there. */
  readonly people: number;
  /** Who wait to be let in. */
  readonly waiting: number;
  /** What people have left for the host, oldest first. */
  readonly notes: readonly LinkNoteView[];
}

/** A note that somebody has left at an own link. */
export interface LinkNoteView {
  readonly id: NoteId;
  /** As its author says; may be empty. */
  readonly name: string;
  /** May be empty beside an invitation. */
  readonly text: string;
  /** By its author's clock. */
  readonly at: number;
  /** This person has not seen it yet. */
  readonly isNew: boolean;
  /** The author wants to stay in touch: a link to accept (`acceptInvitation`). */
  readonly invitation: string | undefined;
}

/** Somebody whom a link's host has banned or named. */
export interface LinkPersonView {
  /** Stands for the pseudonym, as text. */
  readonly id: string;
  /** As this device knows the person; empty when it does not. */
  readonly name: string;
}

/** A call behind a link, in the list of calls. */
export interface LinkCallItemView {
  readonly kind: 'linkCall';
  readonly id: ItemId;
  readonly linkId: LinkId;
  /** As the link was called then; may be empty. */
  readonly name: string;
  readonly media: LinkMedia;
  /** When this person joined. */
  readonly at: number;
  /** Milliseconds inside; undefined while it runs, or when a crash ended it. */
  readonly duration: number | undefined;
  /** Names of the others who were inside; may be empty. */
  readonly people: readonly string[];
}

/** The link that is on the join page. */
export interface JoinView {
  /** Undefined until the text was read, and when it is no link. */
  readonly linkId: LinkId | undefined;
  /** `reading`: the server is being asked; `ready`: can be joined; `problem`: cannot, or not now. */
  readonly state: 'reading' | 'ready' | 'problem';
  /** With `problem` only. */
  readonly problem: LinkProblem | undefined;
  readonly media: LinkMedia;
  /** May be empty. */
  readonly name: string;
  readonly policy: LinkPolicy;
  /** With `closedLink`: when it is open. */
  readonly hours: OpeningHours | undefined;
  /** People in the call now. */
  readonly count: number;
  /** Names of some of them. With a lobby none are told. */
  readonly people: readonly string[];
  /** This person made the link, or is one of its hosts. */
  readonly amHost: boolean;
  /** By the link's policy this person has to be let in by a host. */
  readonly hasToAsk: boolean;
  /** Its host can be left a note. */
  readonly canLeaveNote: boolean;
  /** It goes on with a call in which this person is on another device. */
  readonly isContinued: boolean;
  /** It was opened to do that, and nobody inside knows of it: it is a link like any other. */
  readonly wasContinued: boolean;
  /** The name to begin with: that on the other device, the profile's, or the one given last on this device; may be empty. */
  readonly ownName: string;
  /** A host that is a contact of this person; undefined when it is not known. */
  readonly host: ContactId | undefined;
}
