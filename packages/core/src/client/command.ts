/** Everything a person can make the client do. Commands never throw: they answer with an outcome code. */
import type { CallId, ContactId, ItemId, ReceiveId } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import type { ContinuePurpose } from '@sotto/protocol/sealed/callContinue';
import type { CallsAllowed } from '@sotto/protocol/sealed/callsAllowed';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { ReadProblem } from '../export/readExport.ts';
import type { ByteSource } from '../export/sealedChunks.ts';
import type { ExportFile } from '../export/writeExport.ts';
import type { LinkCommands } from '../link/linkCommands.ts';
import type { LinkCallCommands, LinkCallProblem } from '../linkCall/linkCallCommands.ts';
import type { IceAnswer, IceTestProblem } from '../port/iceTester.ts';
import type { ChoiceKind } from '../port/media.ts';
import type { IceServersProblem } from '../settings/ownIceServers.ts';
import type { ClientView, HistoryFilter, IceServersView, SettingsView } from './view.ts';

/** Why an invitation could not be read or accepted. */
export type InvitationProblem =
  | 'malformedInvitation'
  | 'unknownInvitation'
  | 'usedInvitation'
  | 'expiredInvitation'
  | 'ownInvitation'
  | 'forgedInvitation';

/**
 * Why a command did nothing. `offline`: needs the server now. `tooLong`: a text or name over its limit. `notContinued`: the
 * contact's app did not follow behind the link, so the call goes on as it was.
 */
export type CommandProblem =
  | InvitationProblem
  | IceServersProblem
  | 'offline'
  | 'tooLong'
  | 'noSuchContact'
  | 'noSuchCall'
  | 'alreadyInCall'
  | 'tooSoon'
  | MoveProblem
  | 'notContinued'
  | 'contactBlocked'
  | 'callsNotAllowed'
  | 'audioOnly'
  | 'unsupported'
  | 'rateLimited'
  | LinkCallProblem
  | 'notReady';

/**
 * Why a profile did not move. `otherServer`: the file belongs to another one. `usedExport`: it cannot be used any more.
 * `movedAway`: the profile goes on elsewhere already. `notStored`: this device refused to keep it.
 */
export type MoveProblem = ReadProblem | 'otherServer' | 'usedExport' | 'movedAway' | 'notStored';

/** Who an invitation is from, before it is accepted. */
export interface InvitationPreview {
  /** The contact's, once it is accepted, so that the contact looks as its preview did. */
  readonly id: ContactId;
  /** The inviter's name; may be empty. */
  readonly name: string;
  readonly expires: number;
}

/** What a test of one server brought. */
export type IceTestOutcome = Result<IceAnswer, IceTestProblem>;

/** The commands that move a whole profile between devices (spec/export.md). */
export interface MoveCommands {
  /** Lets this device's profile rest, and returns everything as one encrypted file. Again while it rests. */
  exportProfile(passphrase: string): Promise<Result<ExportFile, CommandProblem>>;
  /** Puts the profile in a file in the place of what is here: all of it or, on any failure, nothing. */
  importProfile(source: ByteSource, passphrase: string): Promise<Result<void, CommandProblem>>;
  /** Wakes a resting profile. From then on its file cannot be used. */
  goOnHere(): Promise<Result<void, CommandProblem>>;
  /** Deletes a resting profile from this device. */
  eraseProfile(): Promise<Result<void, CommandProblem>>;
}

/** The commands of a profile that does not move. */
export type ProfileCommands = Omit<Commands, keyof MoveCommands>;

/** The commands, each resolving when its effect is stored (not when the network has carried it). */
export interface Commands extends MoveCommands, LinkCommands, LinkCallCommands {
  /** First run and later changes; contacts are told. */
  setName(name: string): Promise<Result<void, CommandProblem>>;
  /** `relayNeedsTurn`: *Always use relay* together with own servers among which is no relay. */
  changeSettings(changes: Partial<SettingsView>): Promise<Result<void, CommandProblem>>;
  /** Stores the person's own servers; a list that is switched on must be right. Calls that run keep theirs. */
  setIceServers(next: IceServersView): Promise<Result<void, CommandProblem>>;
  /** Asks the server of one line whether it answers; `badIceServers` when the line is no address. */
  testIceServer(line: string): Promise<Result<IceTestOutcome, CommandProblem>>;
  /** Makes a one-time invitation and returns its link. */
  invite(): Promise<Result<{ readonly id: ReceiveId; readonly link: string }, CommandProblem>>;
  withdrawInvitation(id: ReceiveId): Promise<Result<void, CommandProblem>>;
  /** Reads who invites; uses nothing up. `text` is a link, a fragment or a bare token. */
  previewInvitation(text: string): Promise<Result<InvitationPreview, CommandProblem>>;
  acceptInvitation(text: string): Promise<Result<{ readonly contactId: ContactId }, CommandProblem>>;
  /** Shows a conversation (marks it read) or, with undefined, none. */
  openConversation(contactId: ContactId | undefined): Promise<Result<void, CommandProblem>>;
  /** Loads older items of the open conversation. */
  loadOlder(): Promise<Result<void, CommandProblem>>;
  sendText(contactId: ContactId, text: string): Promise<Result<void, CommandProblem>>;
  renameContact(contactId: ContactId, name: string): Promise<Result<void, CommandProblem>>;
  /** Deletes the contact, its conversation and its keys on this device, and its mailbox on the server. */
  deleteContact(contactId: ContactId): Promise<Result<void, CommandProblem>>;
  clearConversation(contactId: ContactId): Promise<Result<void, CommandProblem>>;
  /** Decides which calls are accepted from a contact; it is told. */
  allowCalls(contactId: ContactId, allows: CallsAllowed): Promise<Result<void, CommandProblem>>;
  /** Lets a contact's calls appear without a sound, or ring again. */
  muteContact(contactId: ContactId, isMuted: boolean): Promise<Result<void, CommandProblem>>;
  /** From now on nothing of the contact is shown or answered, and nothing leaves to it. It cannot tell. */
  blockContact(contactId: ContactId): Promise<Result<void, CommandProblem>>;
  unblockContact(contactId: ContactId): Promise<Result<void, CommandProblem>>;
  /** Shows the list of calls, or with undefined none. What was missed counts as seen. */
  openHistory(filter: HistoryFilter | undefined): Promise<Result<void, CommandProblem>>;
  /** Loads older calls of the open list. */
  loadOlderCalls(): Promise<Result<void, CommandProblem>>;
  /** Deletes a call that is over, here and in its conversation. */
  deleteCall(contactId: ContactId, itemId: ItemId): Promise<Result<void, CommandProblem>>;
  /** Deletes a call behind a link that is over from the list of calls. */
  deleteLinkCall(itemId: ItemId): Promise<Result<void, CommandProblem>>;
  /** Deletes all calls that are over, here and in their conversations. */
  clearHistory(): Promise<Result<void, CommandProblem>>;
  /** Calls a contact. Must run in a person's click, because it opens the microphone. */
  call(contactId: ContactId, media: CallMedia): Promise<Result<void, CommandProblem>>;
  /**
   * Accepts a ringing or set-aside call, with or without this side's camera. `others`: what becomes of the call that is
   * running, `end` if not said. Must run in a click.
   */
  acceptCall(
    callId: CallId,
    media: CallMedia,
    others?: 'end' | 'hold',
  ): Promise<Result<void, CommandProblem>>;
  rejectCall(callId: CallId): Promise<Result<void, CommandProblem>>;
  ignoreCall(callId: CallId): Promise<Result<void, CommandProblem>>;
  /** Gives up, hangs up, or closes the screen of an ended call. A call that was held is taken up again: in a click. */
  endCall(): Promise<Result<void, CommandProblem>>;
  /** Holds the running call: nothing is sent or played until it is taken up again. */
  holdCall(): Promise<Result<void, CommandProblem>>;
  /** Takes a held call up again, and holds the running one, if any. Must run in a click. */
  resumeCall(callId: CallId): Promise<Result<void, CommandProblem>>;
  /**
   * Goes on with the running call with a contact behind a link, without a gap, so that another device of this person or
   * more people can come in. Resolves when it has: the call is `linkCall` from then on.
   */
  continueCall(purpose: ContinuePurpose): Promise<Result<void, CommandProblem>>;
  setMicrophone(on: boolean): Promise<Result<void, CommandProblem>>;
  setCamera(on: boolean): Promise<Result<void, CommandProblem>>;
  /** Lets the person pick a screen to share, or shares none any more. Must run in a click. */
  setScreen(on: boolean): Promise<Result<void, CommandProblem>>;
  /** Uses this device in the running call and later ones; with undefined, what the system prefers. In a click. */
  chooseDevice(kind: ChoiceKind, id: string | undefined): Promise<Result<void, CommandProblem>>;
  /** Uses the camera on the other side of a phone. Must run in a click. */
  flipCamera(): Promise<Result<void, CommandProblem>>;
  /** Makes this tab the owner of the keys; the other tab follows. */
  useHere(): Promise<Result<void, CommandProblem>>;
}

/** The client as a screen sees it. */
export interface Client {
  view(): ClientView;
  /** Calls `listener` after every change. Returns an unsubscriber. */
  onView(listener: () => void): () => void;
  readonly commands: Commands;
}
