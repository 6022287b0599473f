/** Leaving and deleting notes at links (spec/link-notes.md), and whether a host wants to be told of who comes. */
import { bytesToId, ID_BYTES, type LinkId, type NoteId } from '@sotto/protocol/ids';
import { MAX_LINK_NOTE_LENGTH, MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { textToInviteToken } from '@sotto/protocol/link/inviteLink';
import { toPlainName } from '@sotto/protocol/name';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LinkNote } from '@sotto/protocol/sealed/linkNote';
import { isXWingKey } from '../crypto/mls/xWingKey.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { JoinPage } from './joinPage.ts';
import type { LeftNote, LinkCommandProblem, LinkCommands } from './linkCommands.ts';
import type { LinkLine } from './linkLine.ts';
import { type KnownLink, withNote } from './linkList.ts';
import type { NoteBox } from './noteBox.ts';
import { sealLinkNote } from './noteSeals.ts';
import { refusalToProblem } from './readLinkText.ts';
import type { TrustedLinks } from './trustedLinks.ts';

/** What the commands need. */
export interface NoteParts {
  readonly trusted: TrustedLinks;
  readonly line: LinkLine;
  readonly page: JoinPage;
  readonly notes: NoteBox;
  readonly random: Random;
  readonly clock: Clock;
}

type Outcome = Promise<Result<void, LinkCommandProblem>>;

/** The commands. */
export type NoteCommands = Pick<
  LinkCommands,
  'leaveNote' | 'deleteLinkNote' | 'sawLinkNotes' | 'answeredLinkNote' | 'tellMe'
>;

/** Makes the commands. */
export function createNoteCommands(parts: NoteParts): NoteCommands {
  const { notes, page, trusted } = parts;
  const findOwn = (linkId: LinkId): Result<KnownLink, LinkCommandProblem> => {
    const link = trusted.list.get(linkId);
    if (link === undefined) return failure('noSuchLink');
    return link.secrets === undefined ? failure('notHost') : success(link);
  };
  const changeOwn = async (linkId: LinkId, edit: (link: KnownLink) => KnownLink): Outcome => {
    const own = findOwn(linkId);
    if (!own.ok) return own;
    await trusted.list.change(linkId, edit);
    return success(undefined);
  };
  return {
    leaveNote: async left => {
      const link = trusted.list.get(page.shown()?.linkId ?? NO_LINK);
      const note = toNote(left, parts.clock.now());
      if (!note.ok) return note;
      return link === undefined ? failure('noSuchLink') : leaveNote(parts, link, note.value);
    },
    deleteLinkNote: async (linkId, noteId) => {
      const own = findOwn(linkId);
      if (!own.ok) return own;
      await notes.delete(linkId, noteId);
      return success(undefined);
    },
    sawLinkNotes: linkId => {
      const seen = notes.at(linkId).filter(({ isNew }) => isNew);
      return changeOwn(linkId, link => ({
        ...link,
        seenNotes: seen.reduce((all, { id }) => withNote(all, id), link.seenNotes ?? []),
      }));
    },
    answeredLinkNote: (linkId, noteId) =>
      changeOwn(linkId, link => ({ ...link, answeredNotes: withNote(link.answeredNotes, noteId) })),
    tellMe: (linkId, isWanted) => changeOwn(linkId, link => ({ ...link, isSilent: !isWanted })),
  };
}

const NO_LINK = '' as LinkId;
function toNote({ invitation, name, text }: LeftNote, at: number): Result<LinkNote, 'tooLong'> {
  const note = { name: toPlainName(name), text: text.trim(), at };
  const fits = note.name.length <= MAX_NAME_LENGTH && note.text.length <= MAX_LINK_NOTE_LENGTH;
  if (!fits || note.text === '') return failure('tooLong');
  const token = invitation === undefined ? undefined : textToInviteToken(invitation);
  return success(token === undefined ? note : { ...note, invitation: token });
}

async function leaveNote({ line, random, trusted }: NoteParts, link: KnownLink, note: LinkNote): Outcome {
  const noteKey = link.record?.noteKey;
  if (noteKey === undefined) return failure('noSuchLink');
  if (!isXWingKey(noteKey)) return failure('untrustedLink');
  const keys = await trusted.keys(link);
  const { linkId } = link;
  const noteId = bytesToId<NoteId>(random.bytes(ID_BYTES));
  const sealed = await sealLinkNote(random, keys, noteKey, noteId, note);
  const left = await line.ask('leaveNote', keys.auth, [linkId, noteId], proof => {
    return { t: 'leaveNote', linkId, noteId, note: sealed, proof };
  });
  if (left.ok) return success(undefined);
  return failure(left.code === 'notesFull' ? 'notesFull' : refusalToProblem(left.code));
}
