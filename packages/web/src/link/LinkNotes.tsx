/** What people have left for the host of a link: to be read, answered where they offer that, and deleted. */
import { useSignal } from '@preact/signals';
import type { LinkNoteView, LinkView } from '@sotto/core/link/linkView';
import { useEffect } from 'preact/hooks';
import { timeToListLabel } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { goTo } from '../navigation.ts';
import { perform, problemToText } from '../problem.ts';
import { issue, linkNews } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { minute } from '../ui/now.ts';
import { showToast } from '../ui/toast.ts';

/** The card; nothing without a note. */
export function LinkNotes({ link: { linkId } }: { readonly link: LinkView }) {
  const notes = linkNews.value.find(news => news.linkId === linkId)?.notes ?? [];
  const hasNew = notes.some(({ isNew }) => isNew);
  useEffect(() => {
    if (hasNew) void issue(commands => commands.sawLinkNotes(linkId));
  }, [hasNew]);
  if (notes.length === 0) return null;
  return (
    <div class="card link-notes">
      <h2>{t('link.notes')}</h2>
      <p class="soft">{t('link.notesText')}</p>
      <ul>
        {notes.map(note => (
          <Note key={note.id} note={note} link={{ linkId }} />
        ))}
      </ul>
      {notes.length < MANY ? null : <DeleteAll notes={notes} link={{ linkId }} />}
    </div>
  );
}

/** From so many on, all can be deleted at once. */
const MANY = 4;

interface DeleteAllProps {
  readonly notes: readonly LinkNoteView[];
  readonly link: Pick<LinkView, 'linkId'>;
}

/** Only those that were there when it was asked: what comes meanwhile has not been read. */
function DeleteAll({ notes, link: { linkId } }: DeleteAllProps) {
  const asked = useSignal<DeleteAllProps['notes'] | undefined>(undefined);
  const deleteThem = async (those: DeleteAllProps['notes'] = []): Promise<void> => {
    for (const { id } of those) if (!(await perform(commands => commands.deleteLinkNote(linkId, id)))) return;
  };
  return (
    <div class="actions actions-start">
      <Button icon="trash" onClick={() => (asked.value = notes)}>
        {t('link.notesDelete')}
      </Button>
      {asked.value === undefined ? null : (
        <ConfirmDialog
          title={t('link.notesDeleteTitle')}
          text={t('link.notesDeleteText', { count: String(asked.value.length) })}
          confirm={t('link.notesDelete')}
          onConfirm={() => void deleteThem(asked.value)}
          onClose={() => (asked.value = undefined)}
        />
      )}
    </div>
  );
}

interface NoteProps {
  readonly note: LinkNoteView;
  readonly link: Pick<LinkView, 'linkId'>;
}

function Note({ note, link: { linkId } }: NoteProps) {
  const { at, id, invitation, text } = note;
  const name = note.name === '' ? t('link.unnamedPerson') : note.name;
  return (
    <li class="link-note">
      <Avatar id={note.name} name={note.name} size="small" />
      <div class="link-note-words">
        <p class="link-note-head">
          <bdi class="link-name">{name}</bdi>
          <span class="note">{timeToListLabel(at, minute.value, languageKind())}</span>
        </p>
        <p class="link-note-text" dir="auto">
          {text}
        </p>
        {invitation === undefined ? null : (
          <div class="link-note-answer">
            <Button icon="chat" onClick={() => void answer(linkId, note, invitation)}>
              {t('link.noteAnswer')}
            </Button>
            <p class="note">{t('link.noteAnswerText', { name })}</p>
          </div>
        )}
      </div>
      <IconButton
        icon="trash"
        label={t('link.noteDelete', { name })}
        onClick={() => void perform(commands => commands.deleteLinkNote(linkId, id))}
      />
    </li>
  );
}

/** Both are contacts from then on; the answer is written in their conversation. */
async function answer(linkId: LinkView['linkId'], { id }: LinkNoteView, invitation: string): Promise<void> {
  const accepted = await issue(commands => commands.acceptInvitation(invitation));
  if (!accepted.ok) return showToast(problemToText(accepted.code), 'problem');
  void issue(commands => commands.answeredLinkNote(linkId, id));
  goTo({ page: 'conversation', contactId: accepted.value.contactId });
}
