/** The list of people, in the pane of lists. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { goTo } from '../navigation.ts';
import { contacts, phase } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ContactRow } from './ContactRow.tsx';
import { filterContacts, SEARCH_FROM } from './filterContacts.ts';

/** The list. */
export function ContactList() {
  const query = useSignal('');
  const all = contacts.value;
  const hasSearch = all.length >= SEARCH_FROM;
  const shown = hasSearch ? filterContacts(all, query.value) : all;
  return (
    <>
      {hasSearch ? <SearchField onText={text => (query.value = text)} /> : null}
      <div class="contacts-scroll">
        {all.length === 0 && phase.value === 'ready' ? <NobodyYet /> : null}
        {all.length > 0 && shown.length === 0 ? (
          <p class="contacts-none soft">{t('contact.noMatch')}</p>
        ) : null}
        <ul>
          {shown.map(contact => (
            <ContactRow key={contact.id} contact={contact} />
          ))}
        </ul>
      </div>
    </>
  );
}

function SearchField({ onText }: { readonly onText: (text: string) => void }) {
  return (
    <div class="contacts-search">
      <Icon name="search" class="icon-small" />
      <input
        type="search"
        class="input"
        placeholder={t('contact.search')}
        aria-label={t('contact.search')}
        autocomplete="off"
        onInput={event => onText(event.currentTarget.value)}
      />
    </div>
  );
}

function NobodyYet() {
  return (
    <EmptyState icon="personPlus" title={t('contact.emptyTitle')} text={t('contact.emptyText')}>
      <Button kind="primary" icon="plus" onClick={() => goTo({ page: 'addContact' })}>
        {t('contact.add')}
      </Button>
    </EmptyState>
  );
}
