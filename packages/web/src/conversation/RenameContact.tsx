/** Gives a contact a name of one's own. */
import { useSignal } from '@preact/signals';
import type { ContactView } from '@sotto/core/client/view';
import { MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';

interface RenameContactProps {
  readonly contact: ContactView;
  readonly onClose: () => void;
}

/** The dialog. */
export function RenameContact({ contact, onClose }: RenameContactProps) {
  const name = useSignal(contact.name);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await perform(commands => commands.renameContact(contact.id, name.value.trim()))) onClose();
  };
  return (
    <Dialog title={t('contact.rename')} onClose={onClose}>
      <form onSubmit={event => void save(event)}>
        <TextField
          label={t('contact.name')}
          hint={t('contact.renameText')}
          value={name.value}
          isFirst
          maxLength={MAX_NAME_LENGTH}
          onText={text => (name.value = text)}
        />
        <div class="actions">
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('contact.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
