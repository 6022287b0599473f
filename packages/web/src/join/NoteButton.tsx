/** The way to a note for the host, and the dialog in which it is written. */
import { useSignal } from '@preact/signals';
import { MAX_LINK_NOTE_LENGTH, MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { useId } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { phase } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TextField } from '../ui/TextField.tsx';
import { showToast } from '../ui/toast.ts';
import { leaveNote } from './leaveNote.ts';

interface NoteProps {
  /** The name to begin with. */
  readonly name: string;
}

interface NoteButtonProps extends NoteProps {
  /** The dialog stays until it is closed: a note that is being written is not lost when somebody comes. */
  readonly isOffered: boolean;
}

/** The button. */
export function NoteButton({ name, isOffered }: NoteButtonProps) {
  const isOpen = useSignal(false);
  return (
    <>
      {isOffered ? (
        <Button icon="pencil" onClick={() => (isOpen.value = true)}>
          {t('join.leaveNote')}
        </Button>
      ) : null}
      {isOpen.value ? <NoteDialog name={name} onClose={() => (isOpen.value = false)} /> : null}
    </>
  );
}

function NoteDialog({ name: first, onClose }: NoteProps & { readonly onClose: () => void }) {
  const name = useSignal(first);
  const text = useSignal('');
  const mayAnswer = useSignal(false);
  const isBusy = useSignal(false);
  const id = useId();
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    isBusy.value = true;
    const note = { name: name.value.trim(), text: text.value, mayAnswer: mayAnswer.value };
    const isLeft = await leaveNote(note);
    isBusy.value = false;
    if (!isLeft) return;
    showToast(t('join.noteLeft'), 'done');
    onClose();
  };
  return (
    <Dialog title={t('join.noteTitle')} onClose={onClose}>
      <form class="note-form" onSubmit={event => void send(event)}>
        <p class="soft">{t('join.noteText')}</p>
        <div class="field">
          <label for={id}>{t('join.noteField')}</label>
          <textarea
            id={id}
            class="input note-area"
            rows={4}
            dir="auto"
            data-focus
            maxLength={MAX_LINK_NOTE_LENGTH}
            value={text.value}
            onInput={({ currentTarget }) => (text.value = currentTarget.value)}
          />
        </div>
        <TextField
          label={t('join.name')}
          hint={t('join.noteName')}
          value={name.value}
          maxLength={MAX_NAME_LENGTH}
          autocomplete="name"
          onText={typed => (name.value = typed)}
        />
        <Switch
          label={t('join.noteAnswer')}
          text={t(phase.value === 'ready' ? 'join.noteAnswerKnown' : 'join.noteAnswerText')}
          on={mayAnswer.value}
          onChange={on => (mayAnswer.value = on)}
        />
        <Button kind="primary" type="submit" disabled={isBusy.value || text.value.trim() === ''}>
          {t('join.noteSend')}
        </Button>
      </form>
    </Dialog>
  );
}
