/** One contact: head, items, composer. Opening it tells the client, which marks it read. */
import type { ContactView } from '@sotto/core/client/view';
import type { ContactId } from '@sotto/protocol/ids';
import { useEffect } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { replaceWith } from '../navigation.ts';
import { contacts, conversation, issue, phase } from '../session.ts';
import { Banner } from '../ui/Banner.tsx';
import { nameToShow } from '../words/contactName.ts';
import { BlockedBar } from './BlockedBar.tsx';
import { Composer } from './Composer.tsx';
import { ConversationHead } from './ConversationHead.tsx';
import { ItemList } from './ItemList.tsx';

/** The screen; leads home when the contact is gone. */
export function ConversationScreen({ contactId }: { readonly contactId: ContactId }) {
  const isReady = phase.value === 'ready';
  const contact = contacts.value.find(one => one.id === contactId);
  useEffect(() => {
    if (!isReady) return;
    void issue(commands => commands.openConversation(contactId));
    return () => void issue(commands => commands.openConversation(undefined));
  }, [contactId, isReady]);
  useEffect(() => {
    if (isReady && contact === undefined) replaceWith({ page: 'home' });
  }, [isReady, contact === undefined]);
  return contact === undefined ? null : <Open key={contact.id} contact={contact} />;
}

function Open({ contact }: { readonly contact: ContactView }) {
  const name = nameToShow(contact.name);
  const open = conversation.value?.contactId === contact.id ? conversation.value : undefined;
  return (
    <section class="conversation" aria-label={t('conversation.label', { name })}>
      <ConversationHead contact={contact} safetyNumber={open?.safetyNumber} />
      {contact.state === 'pending' ? (
        <Banner icon="clock" tone="quiet" text={t('conversation.pending', { name })} />
      ) : null}
      {open === undefined ? <div class="items" /> : <ItemList conversation={open} name={name} />}
      {contact.isBlocked ? <BlockedBar contact={contact} /> : <Composer contactId={contact.id} />}
    </section>
  );
}
