/** Asks before a contact is deleted. */
import type { ContactId } from '@sotto/protocol/ids';
import { t } from '../locale/locale.ts';
import { replaceWith } from '../navigation.ts';
import { perform } from '../problem.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { showToast } from '../ui/toast.ts';

interface DeleteContactProps {
  readonly contactId: ContactId;
  readonly name: string;
  readonly onClose: () => void;
}

/** The question; leads home afterwards. */
export function DeleteContact({ contactId, name, onClose }: DeleteContactProps) {
  const remove = async (): Promise<void> => {
    if (!(await perform(commands => commands.deleteContact(contactId)))) return;
    replaceWith({ page: 'home' });
    showToast(t('contact.deleted'), 'done');
  };
  return (
    <ConfirmDialog
      title={t('contact.deleteTitle', { name })}
      text={t('contact.deleteText')}
      confirm={t('contact.deleteConfirm')}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}
