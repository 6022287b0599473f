/**
 * The notes that people have left at the own links (spec/link-notes.md): read from the server, opened, shown, deleted. What the
 * server shows again after it was deleted is not believed.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId, NoteId } from '@sotto/protocol/ids';
import { tokenToInviteLink } from '@sotto/protocol/link/inviteLink';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { NotesAnswer } from '@sotto/protocol/wire/notes';
import type { LinkLine, LinkRefusal } from './linkLine.ts';
import { type KnownLink, withNote } from './linkList.ts';
import type { LinkShelf } from './linkShelf.ts';
import type { LinkNoteView } from './linkView.ts';
import { openLinkNote } from './noteSeals.ts';

/** What the box needs. */
export interface NoteBoxPorts {
  readonly shelf: LinkShelf;
  readonly line: LinkLine;
  readonly changed: () => void;
}

/** The notes. */
export interface NoteBox {
  /** Those at an own link, as they were read last; oldest first. */
  at(linkId: LinkId): readonly LinkNoteView[];
  /** There are so many at an own link now: reads them. */
  follow(linkId: LinkId, count: number): void;
  /** They are of no interest any more. */
  forget(linkId: LinkId): void;
  /** Deletes one, here and at the server. */
  delete(link: KnownLink, noteId: NoteId): Promise<Result<void, LinkRefusal>>;
}

/** Makes the box, empty. */
export function createNoteBox(ports: NoteBoxPorts): NoteBox {
  return new Box(ports);
}

/** What does not change. */
type OpenNote = Omit<LinkNoteView, 'isNew'>;

class Box implements NoteBox {
  readonly #ports: NoteBoxPorts;
  readonly #notes = new Map<LinkId, readonly OpenNote[]>();
  /** Links that are being read, by whether they must be read once more. */
  readonly #readings = new Map<LinkId, boolean>();

  constructor(ports: NoteBoxPorts) {
    this.#ports = ports;
  }

  at(linkId: LinkId): readonly LinkNoteView[] {
    const link = this.#ports.shelf.list.get(linkId);
    const { answeredNotes = [], deletedNotes = [], seenNotes = [] } = link ?? {};
    return (this.#notes.get(linkId) ?? [])
      .filter(({ id }) => !deletedNotes.includes(id))
      .map(({ id, invitation, ...note }) => ({
        ...{ id, ...note },
        invitation: answeredNotes.includes(id) ? undefined : invitation,
        isNew: !seenNotes.includes(id),
      }));
  }

  follow(linkId: LinkId, count: number): void {
    if (count > 0) void this.#read(linkId);
    else this.forget(linkId);
  }

  forget(linkId: LinkId): void {
    if (this.#notes.delete(linkId)) this.#ports.changed();
  }

  async delete(link: KnownLink, noteId: NoteId): Promise<Result<void, LinkRefusal>> {
    const { linkId } = link;
    const deleted = await this.#deleteThere(link, noteId);
    if (!deleted.ok) return failure(deleted.code);
    await this.#ports.shelf.list.change(linkId, now => ({
      ...now,
      deletedNotes: withNote(now.deletedNotes, noteId),
    }));
    return success(undefined);
  }

  /** One reading at a time: however often the server says that there is something new, one more follows. */
  async #read(linkId: LinkId): Promise<void> {
    const isReading = this.#readings.has(linkId);
    this.#readings.set(linkId, isReading);
    if (isReading) return;
    await this.#readNow(linkId).catch(() => undefined);
    const hasNews = this.#readings.get(linkId) ?? false;
    this.#readings.delete(linkId);
    if (hasNews) await this.#read(linkId);
  }

  async #readNow(linkId: LinkId): Promise<void> {
    const { changed, line, shelf } = this.#ports;
    const link = shelf.list.get(linkId);
    if (link?.secrets === undefined) return;
    const { admin } = link.secrets;
    const answer = await line.ask('readNotes', admin, [linkId], proof => ({ t: 'readNotes', linkId, proof }));
    if (!answer.ok || answer.value.t !== 'notes') return;
    const read = await Promise.all(answer.value.notes.map(each => this.#open(link, each)));
    const notes = read.filter(note => note !== undefined);
    this.#notes.set(linkId, notes);
    changed();
  }

  /** What nobody can read, or is there again, takes a place for nothing. */
  async #open(
    link: KnownLink,
    { note: bytes, noteId }: NotesAnswer['notes'][number],
  ): Promise<OpenNote | undefined> {
    const admin = link.secrets?.admin;
    const isDeleted = link.deletedNotes?.includes(noteId) ?? false;
    const keys = await this.#ports.shelf.keys(link);
    const note = admin && !isDeleted ? await openLinkNote(keys, admin, noteId, bytes) : undefined;
    if (note === undefined) {
      void this.#deleteThere(link, noteId);
      return undefined;
    }
    const { at, invitation, name, text } = note;
    return {
      ...{ id: noteId, at, name, text },
      invitation: invitation && tokenToInviteLink(link.origin, invitation),
    };
  }

  async #deleteThere({ linkId, secrets }: KnownLink, noteId: NoteId): Promise<Result<unknown, LinkRefusal>> {
    if (secrets === undefined) return failure('badProof');
    const toRequest = (proof: Bytes) => ({ t: 'deleteNote', linkId, noteId, proof }) as const;
    return this.#ports.line.ask('deleteNote', secrets.admin, [linkId, noteId], toRequest);
  }
}
