/** What a person can do with call links, beside taking part in the calls behind them. */
import type { ContactId, LinkId, NoteId } from '@sotto/protocol/ids';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import type { Result } from '@sotto/protocol/result';
import type { LinkPolicy, OpeningHours } from '@sotto/protocol/sealed/linkRecord';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import type { LinkProblem } from './readLinkText.ts';

/**
 * Why a command about a link did nothing. `notHost`: only who made it can do that. `inUse`: video or voice is settled by
 * the first use. `tooLong`: the name. `tooMany`: too many people in its lists. `busy`: the server takes no more now.
 * `notesFull`: the host has as many notes as there may be.
 */
export type LinkCommandProblem =
  | LinkProblem
  | 'noSuchLink'
  | 'noSuchContact'
  | 'contactBlocked'
  | 'notHost'
  | 'inUse'
  | 'tooLong'
  | 'tooMany'
  | 'notesFull'
  | 'busy';

/** What a host chooses. What is left out is as it was; at first: open to all, 90 days, always open. */
export interface LinkChange {
  readonly name?: string;
  readonly media?: LinkMedia;
  readonly policy?: LinkPolicy;
  readonly terms?: Partial<LinkTerms>;
  /** With null, always open. */
  readonly hours?: OpeningHours | null;
  /** With null, as long as it is used. */
  readonly ends?: number | null;
}

/** A note for a host. */
export interface LeftNote {
  /** As its author wants to be called; may be empty. */
  readonly name: string;
  readonly text: string;
  /** The link of an invitation that was made for the host alone, if the host may answer by it. */
  readonly invitation?: string;
}

type Outcome<Value = void> = Promise<Result<Value, LinkCommandProblem>>;

/** The commands about links. Each resolves when its effect is stored here and, where the server has a part, there. */
export interface LinkCommands {
  /** Makes a link; works for a person without a profile, too. */
  createLink(
    media: LinkMedia,
    change?: LinkChange,
  ): Outcome<{ readonly linkId: LinkId; readonly link: string }>;
  /** Changes an own link, in the middle of a call, too. */
  changeLink(linkId: LinkId, change: LinkChange): Outcome;
  /** Ends an own link for good; a call behind it ends. */
  revokeLink(linkId: LinkId): Outcome;
  /** Takes a link from this device's list; it stays valid. An own one should be revoked first, or nobody ever can. */
  forgetLink(linkId: LinkId): Outcome;
  /** Sends a link into a conversation, where it is a card with *Join*. */
  shareLink(linkId: LinkId, contactId: ContactId): Outcome;
  /** Lets a banned person take part again. `person` as in `LinkPersonView`. */
  unbanFromLink(linkId: LinkId, person: string): Outcome;
  /** Gives somebody the rights of a host, or takes them. `person` as in `LinkPersonView`, or the id of a contact. */
  setCoHost(linkId: LinkId, person: string, isHost: boolean): Outcome;
  /** Leaves a note for the host of the link on the join page, whom alone it is for. `tooLong`, for an empty text too. */
  leaveNote(note: LeftNote): Outcome;
  /** Deletes a note at an own link. */
  deleteLinkNote(linkId: LinkId, noteId: NoteId): Outcome;
  /** The notes at an own link were on screen. */
  sawLinkNotes(linkId: LinkId): Outcome;
  /** The invitation in a note at an own link was accepted: it is offered no more. */
  answeredLinkNote(linkId: LinkId, noteId: NoteId): Outcome;
  /** Whether this person wants to be told when somebody comes to an own link; at first, yes. */
  tellMe(linkId: LinkId, isWanted: boolean): Outcome;
  /**
   * Puts a link on the join page: reads what it is, who is inside, and prepares all that can be prepared. With undefined
   * takes it off. Uses nothing up, and shows nothing of this person to anybody who is not in the call.
   */
  openLink(text: string | undefined): Outcome;
}
