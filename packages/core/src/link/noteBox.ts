/**
 * The notes that people have left at the own links (spec/link-notes.md): taken from the server as they are read, so that there
 * is room for others, and kept here. What the server shows again after it was deleted is not believed.
 */
import type { LinkId, NoteId } from '@sotto/protocol/ids';
import { tokenToInviteLink } from '@sotto/protocol/link/inviteLink';
import type { NotesAnswer } from '@sotto/protocol/wire/notes';
import type { LinkLine } from './linkLine.ts';
import { type KeptNote, type KnownLink, MOST_KEPT_NOTES, withNote } from './linkList.ts';
import type { LinkSecrets } from './linkRecord.ts';
import type { LinkNoteView } from './linkView.ts';
import { openLinkNote } from './noteSeals.ts';
import type { TrustedLinks } from './trustedLinks.ts';

/** What the box needs. */
export interface NoteBoxPorts {
  readonly trusted: TrustedLinks;
  readonly line: LinkLine;
}

/** The notes. */
export interface NoteBox {
  /** Those at an own link; oldest first. */
  at(linkId: LinkId): readonly LinkNoteView[];
  /** So many lie at the server now: takes them. */
  follow(linkId: LinkId, count: number): void;
  /** Deletes one. Resolves when that is stored; the server is told when it shows it again. */
  delete(linkId: LinkId, noteId: NoteId): Promise<void>;
}

/** Makes the box; what was taken before is in it. */
export function createNoteBox(ports: NoteBoxPorts): NoteBox {
  return new Box(ports);
}

/** As it lies at the server. */
type Lying = NotesAnswer['notes'][number];
type OwnLink = KnownLink & { readonly secrets: LinkSecrets };

class Box implements NoteBox {
  readonly #ports: NoteBoxPorts;
  /** Links that are being read, by whether they must be read once more. */
  readonly #readings = new Map<LinkId, boolean>();

  constructor(ports: NoteBoxPorts) {
    this.#ports = ports;
  }

  at(linkId: LinkId): readonly LinkNoteView[] {
    const link = this.#ports.trusted.list.get(linkId);
    const { answeredNotes = [], notes = [], origin = '', seenNotes = [] } = link ?? {};
    return notes.map(({ id, invitation, ...note }) => ({
      ...{ id, ...note },
      invitation:
        invitation === undefined || answeredNotes.includes(id)
          ? undefined
          : tokenToInviteLink(origin, invitation),
      isNew: !seenNotes.includes(id),
    }));
  }

  follow(linkId: LinkId, count: number): void {
    if (count > 0) void this.#read(linkId);
  }

  async delete(linkId: LinkId, noteId: NoteId): Promise<void> {
    const { list } = this.#ports.trusted;
    const wasFull = (list.get(linkId)?.notes?.length ?? 0) >= MOST_KEPT_NOTES;
    await list.change(linkId, link => ({
      ...link,
      notes: link.notes?.filter(({ id }) => id !== noteId) ?? [],
      deletedNotes: withNote(link.deletedNotes, noteId),
    }));
    // Others may have waited for that.
    if (wasFull) void this.#read(linkId);
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
    const { line, trusted } = this.#ports;
    const link = trusted.list.get(linkId);
    if (link === undefined || !isOwn(link)) return;
    const { admin } = link.secrets;
    const answer = await line.ask('readNotes', admin, [linkId], proof => ({ t: 'readNotes', linkId, proof }));
    if (!answer.ok || answer.value.t !== 'notes') return;
    const lying = [...new Map(answer.value.notes.map(each => [each.noteId, each])).values()];
    const opened = await Promise.all(lying.map(each => this.#open(link, each)));
    const waiting = await this.#keep(
      linkId,
      opened.filter(note => note !== undefined),
    );
    // What was kept is stored by now; what nobody can read, or is there again, takes a place for nothing.
    for (const { noteId } of lying) if (!waiting.has(noteId)) this.#deleteThere(link, noteId);
  }

  /** Stores what is new, as far as there is room. The rest, which stays at the server. */
  async #keep(linkId: LinkId, opened: readonly KeptNote[]): Promise<ReadonlySet<NoteId>> {
    let rest: readonly KeptNote[] = [];
    const keep = (link: KnownLink): KnownLink => {
      const { deletedNotes = [], notes = [] } = link;
      const isNew = ({ id }: KeptNote) => !deletedNotes.includes(id) && !notes.some(note => note.id === id);
      const fresh = opened.filter(isNew);
      const places = Math.max(0, MOST_KEPT_NOTES - notes.length);
      rest = fresh.slice(places);
      return { ...link, notes: [...notes, ...fresh.slice(0, places)] };
    };
    if (opened.length > 0) await this.#ports.trusted.list.change(linkId, keep);
    return new Set(rest.map(({ id }) => id));
  }

  async #open(link: OwnLink, { note: bytes, noteId }: Lying): Promise<KeptNote | undefined> {
    const keys = await this.#ports.trusted.keys(link);
    const note = await openLinkNote(keys, link.secrets.admin, noteId, bytes);
    return note && { id: noteId, ...note };
  }

  #deleteThere({ linkId, secrets }: OwnLink, noteId: NoteId): void {
    void this.#ports.line.ask('deleteNote', secrets.admin, [linkId, noteId], proof => {
      return { t: 'deleteNote', linkId, noteId, proof };
    });
  }
}

function isOwn(link: KnownLink): link is OwnLink {
  return link.secrets !== undefined;
}
