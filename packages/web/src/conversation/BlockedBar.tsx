/** Stands where one would write, while the contact is blocked. */
import type { ContactView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { nameToShow } from '../words/contactName.ts';

/** The bar, with the way back. */
export function BlockedBar({ contact }: { readonly contact: ContactView }) {
  return (
    <div class="blocked-bar">
      <p>{t('contact.blockedBar', { name: nameToShow(contact.name) })}</p>
      <Button onClick={() => void perform(commands => commands.unblockContact(contact.id))}>
        {t('contact.unblock')}
      </Button>
    </div>
  );
}
