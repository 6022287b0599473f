/** List and screen side by side; on a phone, one at a time. */
import { AcceptInvitation } from '../contact/AcceptInvitation.tsx';
import { AddContact } from '../contact/AddContact.tsx';
import { ConversationScreen } from '../conversation/ConversationScreen.tsx';
import { t } from '../locale/locale.ts';
import { route } from '../navigation.ts';
import { isListRoute } from '../route.ts';
import { contacts } from '../session.ts';
import { SettingsPage } from '../settings/SettingsPage.tsx';
import { TransferPage } from '../transfer/TransferPage.tsx';
import { createLazyView } from '../ui/LazyView.tsx';
import { Mark } from '../ui/Mark.tsx';
import { ListPane } from './ListPane.tsx';

const Link = createLazyView(async () => (await import('../link/LinkPage.tsx')).LinkPage);

/** The two panes. */
export function Panes() {
  return (
    <main class={isListRoute(route.value) ? 'panes panes-list' : 'panes panes-main'}>
      <ListPane />
      <div class="main">
        <Main />
      </div>
    </main>
  );
}

function Main() {
  const now = route.value;
  switch (now.page) {
    case 'home':
    case 'calls':
    // These take the place of both panes (`App.tsx`).
    case 'check':
    case 'join':
      return <Welcome />;
    case 'conversation':
      return <ConversationScreen contactId={now.contactId} />;
    case 'addContact':
      return <AddContact />;
    case 'acceptInvitation':
      return <AcceptInvitation />;
    case 'link':
      return <Link.View />;
    case 'settings':
      return <SettingsPage />;
    case 'transfer':
      return <TransferPage />;
  }
}

function Welcome() {
  return (
    <div class="welcome">
      <Mark class="mark-faint" />
      <p class="soft">{t(contacts.value.length === 0 ? 'app.welcomeEmpty' : 'app.welcomePane')}</p>
    </div>
  );
}
