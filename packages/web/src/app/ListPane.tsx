/** The left pane: the app's head, the tabs, and the list that is chosen. */
import { ContactList } from '../contact/ContactList.tsx';
import { CallHistory } from '../history/CallHistory.tsx';
import { KnownLinks } from '../link/KnownLinks.tsx';
import { NewLink } from '../link/NewLink.tsx';
import { plural, t } from '../locale/locale.ts';
import { goTo, listPage, showList } from '../navigation.ts';
import type { ListPage } from '../route.ts';
import { linkNews, missedCalls } from '../session.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Mark } from '../ui/Mark.tsx';

/** The pane. */
export function ListPane() {
  return (
    <nav class="contacts" aria-label={t('app.lists')}>
      <ListHead />
      <div class="tabs">
        <Tab page="home" label={t('contact.list')} count={0} words="" />
        <Tab page="calls" label={t('history.title')} {...callsToBadge()} />
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

/** Missed calls, and new notes at the own links. */
function callsToBadge(): Pick<TabProps, 'count' | 'words'> {
  const missed = missedCalls.value;
  const notes = linkNews.value.flatMap(news => news.notes.filter(({ isNew }) => isNew)).length;
  const words = [
    ...(missed > 0 ? [plural('history.missed', missed)] : []),
    ...(notes > 0 ? [plural('link.newsNotes', notes)] : []),
  ];
  return { count: missed + notes, words: words.join(', ') };
}

interface TabProps {
  readonly page: ListPage;
  readonly label: string;
  /** None is shown for zero. */
  readonly count: number;
  /** The same for who cannot see it. */
  readonly words: string;
}

function Tab({ page, label, count, words }: TabProps) {
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
          <span class="visually-hidden">{words}</span>
        </span>
      )}
    </button>
  );
}
