/** Making, reading, accepting and withdrawing invitations (spec/invitation.md). */
import type { Bytes } from '@sotto/protocol/bytes';
import { bytesToId, type ContactId, ID_BYTES, type ReceiveId } from '@sotto/protocol/ids';
import { textToInviteToken, tokenToInviteLink } from '@sotto/protocol/link/inviteLink';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { InvitationRecord as InvitationContent } from '@sotto/protocol/sealed/invitationRecord';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import type { CommandProblem, InvitationPreview, InvitationProblem } from '../client/command.ts';
import { deriveInvitation, openRecord } from '../crypto/invitation.ts';
import type { Connection, RequestFailure } from '../mailbox/connection.ts';
import type { Inbox } from '../mailbox/inbox.ts';
import { leftoverWrite } from '../mailbox/leftovers.ts';
import type { Outbox } from '../mailbox/outbox.ts';
import type { Log } from '../port/log.ts';
import type { Store, Write } from '../port/store.ts';
import type { ContactBook } from './contactBook.ts';
import type { InvitationRecord } from './contactRecord.ts';
import { foundContact, joinContact, type MakingPorts, makeInvitation } from './newContact.ts';

/** When an acceptance that a busy server did not take is tried again. */
const RETRY_MS = 3000;

/** What invitations need. */
export interface InvitationPorts extends MakingPorts {
  readonly store: Store;
  readonly log: Log;
  readonly connection: Connection;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly book: ContactBook;
  /** `https://host`, for the links. */
  readonly origin: string;
  readonly changed: () => void;
}

/** The invitations of this device. */
export interface Invitations {
  all(): readonly InvitationRecord[];
  byReceiveId(receiveId: ReceiveId): InvitationRecord | undefined;
  linkOf(invitation: InvitationRecord): string;
  create(): Promise<Result<{ readonly id: ReceiveId; readonly link: string }, CommandProblem>>;
  withdraw(id: ReceiveId): Promise<Result<void, CommandProblem>>;
  preview(text: string): Promise<Result<InvitationPreview, CommandProblem>>;
  accept(text: string): Promise<Result<{ readonly contactId: ContactId }, CommandProblem>>;
  /** Takes the first blob in an invitation's mailbox; the new contact, or undefined when it was not authentic. */
  introduced(receiveId: ReceiveId, delivery: Delivery): Promise<ContactId | undefined>;
  /** Makes the mailbox of an accepted invitation and binds to the inviter's; repeated until it has happened. */
  finishAcceptance(contact: ContactId): Promise<Result<void, CommandProblem>>;
}

/** Reads the open invitations from the store. */
export async function loadInvitations(ports: InvitationPorts): Promise<Invitations> {
  const stored = await ports.store.list('invitations');
  return new OpenInvitations(
    ports,
    stored.map(({ value }) => value as InvitationRecord),
  );
}

type Outcome = Result<void, CommandProblem>;

class OpenInvitations implements Invitations {
  readonly #ports: InvitationPorts;
  readonly #open: Map<ReceiveId, InvitationRecord>;
  /** The last preview, and who its inviter would become. */
  #previewed: { readonly text: string; readonly contactId: ContactId } | undefined;

  constructor(ports: InvitationPorts, stored: readonly InvitationRecord[]) {
    this.#ports = ports;
    this.#open = new Map(stored.map(invitation => [invitation.mine.receiveId, invitation]));
  }

  all(): readonly InvitationRecord[] {
    return [...this.#open.values()];
  }

  byReceiveId(receiveId: ReceiveId): InvitationRecord | undefined {
    return this.#open.get(receiveId);
  }

  linkOf(invitation: InvitationRecord): string {
    return tokenToInviteLink(this.#ports.origin, invitation.token);
  }

  async create(): ReturnType<Invitations['create']> {
    const { changed, connection, inbox, store } = this.#ports;
    if (connection.nonce() === undefined) return failure('offline');
    const invitation = await makeInvitation(this.#ports);
    const { receiveId } = invitation.mine;
    await store.write([{ table: 'invitations', key: receiveId, value: invitation }]);
    this.#open.set(receiveId, invitation);
    const made = await inbox.create(invitation.mine, invitation.sealed);
    if (!made.ok && made.code !== 'mailboxExists') {
      // The server may have made it, and only its answer was lost.
      await this.#forget(receiveId, leftoverWrite(invitation.mine));
      return failure(made.code === 'rateLimited' ? 'rateLimited' : 'offline');
    }
    await inbox.open(receiveId);
    changed();
    return success({ id: receiveId, link: this.linkOf(invitation) });
  }

  async withdraw(id: ReceiveId): Promise<Outcome> {
    const invitation = this.#open.get(id);
    if (invitation === undefined) return success(undefined);
    const removed = await this.#ports.inbox.remove(invitation.mine);
    if (!removed.ok && removed.code !== 'noMailbox') return failure('offline');
    await this.#forget(id);
    return success(undefined);
  }

  async preview(text: string): Promise<Result<InvitationPreview, CommandProblem>> {
    const found = await this.#read(text);
    if (!found.ok) return found;
    const { name, expires } = found.value.content;
    const id = this.#contactIdFor(text);
    this.#previewed = { text, contactId: id };
    return success({ id, name, expires });
  }

  async accept(text: string): Promise<Result<{ readonly contactId: ContactId }, CommandProblem>> {
    const { book, outbox } = this.#ports;
    const found = await this.#read(text);
    if (!found.ok) return found;
    const contactId = this.#contactIdFor(text);
    // Another attempt makes another contact.
    this.#previewed = undefined;
    const founded = await foundContact(this.#ports, contactId, found.value.token, found.value.content);
    if (founded === undefined) return failure('forgedInvitation');
    const { record, group, introduction } = founded;
    const more = [{ table: 'outbox', key: introduction.key, value: introduction } as const];
    await book.commit(contactId, { record, group, more });
    void outbox.push(contactId, introduction);
    const finished = await this.finishAcceptance(contactId);
    // Not reached is not refused: the acceptance is stored and goes on with the next connection.
    return finished.ok || finished.code === 'offline' ? success({ contactId }) : finished;
  }

  async introduced(receiveId: ReceiveId, delivery: Delivery): Promise<ContactId | undefined> {
    const { book, changed } = this.#ports;
    const invitation = this.#open.get(receiveId);
    const joined = invitation && (await joinContact(this.#ports, invitation, delivery));
    if (joined === undefined) return undefined;
    const { record, group } = joined;
    const gone = { table: 'invitations', key: receiveId, value: undefined } as const;
    await book.commit(record.id, { record, group, more: [gone] });
    this.#open.delete(receiveId);
    changed();
    return record.id;
  }

  async finishAcceptance(id: ContactId): Promise<Outcome> {
    const { book, inbox, outbox } = this.#ports;
    const mine = book.get(id)?.mine;
    if (mine === undefined) return failure('noSuchContact');
    // First the one use of the invitation, so that a refusal leaves no mailbox behind.
    const bound = await outbox.bind(id);
    if (!bound.ok) return this.#refuseAcceptance(id, bound);
    const made = await inbox.create(mine);
    if (!made.ok && made.code !== 'mailboxExists') return this.#postponeAcceptance(id, made);
    await book.serially(id, async () => {
      const record = book.get(id);
      if (record !== undefined) await book.commit(id, { record: { ...record, mailboxMade: true } });
    });
    outbox.flush(id);
    await inbox.open(mine.receiveId);
    return success(undefined);
  }

  #contactIdFor(text: string): ContactId {
    const { random } = this.#ports;
    if (this.#previewed?.text === text) return this.#previewed.contactId;
    return bytesToId<ContactId>(random.bytes(ID_BYTES));
  }

  async #refuseAcceptance(id: ContactId, refusal: RequestFailure): Promise<Outcome> {
    const { book, outbox } = this.#ports;
    const problem = toInvitationProblem(refusal.code);
    if (problem === 'offline' || problem === 'rateLimited') return this.#postponeAcceptance(id, refusal);
    await book.serially(id, () => book.remove(id));
    outbox.drop(id);
    return failure(problem);
  }

  /** The contact is stored and must not be lost to a busy server. Without a socket, the next one brings it up again. */
  #postponeAcceptance(id: ContactId, { code, retryAfter = RETRY_MS }: RequestFailure): Outcome {
    if (code !== 'offline') this.#ports.clock.after(retryAfter, () => void this.finishAcceptance(id));
    return failure('offline');
  }

  async #read(text: string): Promise<Result<ReadInvitation, CommandProblem>> {
    const { clock, connection } = this.#ports;
    const token = textToInviteToken(text);
    if (token === undefined) return failure('malformedInvitation');
    const { sendId } = await deriveInvitation(token);
    if (this.all().some(own => own.mine.sendId === sendId)) return failure('ownInvitation');
    const answer = await connection.request({ t: 'readInvitation', sendId });
    if (!answer.ok) return failure(toInvitationProblem(answer.code));
    if (answer.value.t !== 'invitation') return failure('unknownInvitation');
    const content = await openRecord(token, answer.value.invitation);
    if (!content.ok) return failure('forgedInvitation');
    if (content.value.expires < clock.now()) return failure('expiredInvitation');
    return success({ token, content: content.value });
  }

  async #forget(id: ReceiveId, ...more: readonly Write[]): Promise<void> {
    await this.#ports.store.write([{ table: 'invitations', key: id, value: undefined }, ...more]);
    this.#open.delete(id);
    this.#ports.changed();
  }
}

interface ReadInvitation {
  readonly token: Bytes;
  readonly content: InvitationContent;
}

function toInvitationProblem(code: string): InvitationProblem | 'offline' | 'rateLimited' {
  switch (code) {
    case 'noInvitation':
    case 'noMailbox':
      return 'unknownInvitation';
    case 'invitationUsed':
    case 'notSender':
      return 'usedInvitation';
    case 'invitationExpired':
      return 'expiredInvitation';
    case 'rateLimited':
      return 'rateLimited';
    default:
      return 'offline';
  }
}
