/** One person in the list. */
import { useComputed } from '@preact/signals';
import type { ContactView } from '@sotto/core/client/view';
import { timeToListLabel } from '../locale/format.ts';
import { languageKind, plural, t } from '../locale/locale.ts';
import { goTo, route } from '../navigation.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Icon } from '../ui/Icon.tsx';
import { minute } from '../ui/now.ts';
import { nameToShow } from '../words/contactName.ts';
import { itemToPreview } from '../words/itemWords.ts';

/** The row: one button that opens the conversation. */
export function ContactRow({ contact }: { readonly contact: ContactView }) {
  const isOpen = useComputed(() => {
    const now = route.value;
    return now.page === 'conversation' && now.contactId === contact.id;
  });
  const time =
    contact.lastItem === undefined ? '' : timeToListLabel(contact.lastActivity, minute.value, languageKind());
  return (
    <li>
      <button
        type="button"
        class={contact.unread > 0 ? 'contact contact-unread' : 'contact'}
        aria-current={isOpen.value ? 'true' : undefined}
        onClick={() => goTo({ page: 'conversation', contactId: contact.id })}
      >
        <Avatar id={contact.id} name={contact.name} />
        <span class="contact-name">
          <bdi>{nameToShow(contact.name)}</bdi>
        </span>
        <span class="contact-time">{time}</span>
        <span class="contact-preview">
          <bdi>{contactToPreview(contact)}</bdi>
        </span>
        <Badges contact={contact} />
      </button>
    </li>
  );
}

function Badges({ contact }: { readonly contact: ContactView }) {
  return (
    <span class="contact-badges">
      {contact.isBlocked ? <Mark icon="block" words={t('contact.markBlocked')} /> : null}
      {contact.isMuted && !contact.isBlocked ? <Mark icon="bellOff" words={t('contact.markMuted')} /> : null}
      {contact.acceptableCall === undefined ? null : (
        <span class="badge badge-call" title={t('contact.callWaits')}>
          <Icon name="phone" />
          <span class="visually-hidden">{t('contact.callWaits')}</span>
        </span>
      )}
      {contact.unread === 0 ? null : (
        <span class="badge" title={plural('contact.unread', contact.unread)}>
          <span aria-hidden="true">{contact.unread > 99 ? '99+' : contact.unread}</span>
          <span class="visually-hidden">{plural('contact.unread', contact.unread)}</span>
        </span>
      )}
    </span>
  );
}

function Mark({ icon, words }: { readonly icon: 'block' | 'bellOff'; readonly words: string }) {
  return (
    <span class="contact-mark" title={words}>
      <Icon name={icon} class="icon-small" />
      <span class="visually-hidden">{words}</span>
    </span>
  );
}

function contactToPreview(contact: ContactView): string {
  if (contact.lastItem !== undefined) return itemToPreview(contact.lastItem);
  return t(contact.state === 'pending' ? 'contact.waiting' : 'contact.noItems');
}
