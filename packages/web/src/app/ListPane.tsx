/** The left pane: the app's head, the tabs, and the list that is chosen. */
import { ContactList } from '../contact/ContactList.tsx';
import { CallHistory } from '../history/CallHistory.tsx';
import { KnownLinks } from '../link/KnownLinks.tsx';
import { NewLink } from '../link/NewLink.tsx';
import { plural, t } from '../locale/locale.ts';
import { goTo, listPage, showList } from '../navigation.ts';
import type { ListPage } from '../route.ts';
import { missedCalls } from '../session.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Mark } from '../ui/Mark.tsx';

/** The pane. */
export function ListPane() {
  return (
    <nav class="contacts" aria-label={t('app.lists')}>
      <ListHead />
      <div class="tabs">
        <Tab page="home" label={t('contact.list')} count={0} />
        <Tab page="calls" label={t('history.title')} count={missedCalls.value} />
      </div>
      {listPage.value === 'calls' ? <Calls /> : <ContactList />}
    </nav>
  );
}

function Calls() {
  return (
    <>
      <NewLink />
      <CallHistory>
        <KnownLinks />
      </CallHistory>
    </>
  );
}

function ListHead() {
  return (
    <header class="contacts-head">
      <Mark />
      <h1>{t('app.name')}</h1>
      <IconButton icon="settings" label={t('app.settings')} onClick={() => goTo({ page: 'settings' })} />
      <IconButton
        icon="personPlus"
        class="icon-button-strong"
        label={t('contact.add')}
        onClick={() => goTo({ page: 'addContact' })}
      />
    </header>
  );
}

interface TabProps {
  readonly page: ListPage;
  readonly label: string;
  /** Missed calls; none is shown for zero. */
  readonly count: number;
}

function Tab({ page, label, count }: TabProps) {
  const isShown = listPage.value === page;
  return (
    <button
      type="button"
      class="tab"
      aria-current={isShown ? 'page' : undefined}
      onClick={() => !isShown && showList(page)}
    >
      <span>{label}</span>
      {count === 0 ? null : (
        <span class="badge">
          <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
          <span class="visually-hidden">{plural('history.missed', count)}</span>
        </span>
      )}
    </button>
  );
}
