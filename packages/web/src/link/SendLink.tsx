/** Sends a link into a conversation, where it is a card with *Join*. */
import type { ContactView } from '@sotto/core/client/view';
import type { LinkView } from '@sotto/core/link/linkView';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { contacts } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { showToast } from '../ui/toast.ts';
import { nameToShow } from '../words/contactName.ts';

interface SendLinkProps {
  readonly link: LinkView;
  readonly onClose: () => void;
}

/** The dialog: one press on a contact sends. */
export function SendLink({ link, onClose }: SendLinkProps) {
  const known = contacts.value.filter(contact => !contact.isBlocked);
  const send = async (contact: ContactView): Promise<void> => {
    onClose();
    const isSent = await perform(commands => commands.shareLink(link.linkId, contact.id));
    if (isSent) showToast(t('link.sent', { name: nameToShow(contact.name) }), 'done');
  };
  return (
    <Dialog title={t('link.sendTitle')} onClose={onClose}>
      <p class="soft">{t(known.length === 0 ? 'link.sendNone' : 'link.sendText')}</p>
      <ul class="send-link">
        {known.map(contact => (
          <li key={contact.id}>
            <button type="button" class="menu-item" onClick={() => void send(contact)}>
              <Avatar id={contact.id} name={contact.name} size="small" />
              <bdi>{nameToShow(contact.name)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
