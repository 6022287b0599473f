/** Asks before a conversation is emptied. */
import type { ContactId } from '@sotto/protocol/ids';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

interface ClearConversationProps {
  readonly contactId: ContactId;
  readonly onClose: () => void;
}

/** The question. */
export function ClearConversation({ contactId, onClose }: ClearConversationProps) {
  return (
    <ConfirmDialog
      title={t('contact.clearTitle')}
      text={t('contact.clearText')}
      confirm={t('contact.clearConfirm')}
      onConfirm={() => void perform(commands => commands.clearConversation(contactId))}
      onClose={onClose}
    />
  );
}
