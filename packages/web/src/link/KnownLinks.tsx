/** The call links of this device, in the list of calls: those that still work, the newest first. */
import { useSignal } from '@preact/signals';
import type { LinkView } from '@sotto/core/link/linkView';
import { plural, t } from '../locale/locale.ts';
import { goTo, route } from '../navigation.ts';
import { showJoinPage } from '../openedLink.ts';
import { linkNews, links } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { minute } from '../ui/now.ts';
import { linkToIcon, linkToName } from '../words/linkName.ts';
import { isHere } from './isHere.ts';
import { linkToLine, newsToLine } from './linkWords.ts';

/** Calls must not be pushed out of sight by links. */
const SHOWN_AT_FIRST = 3;

/** The list; nothing when there is no link. */
export function KnownLinks() {
  const isWhole = useSignal(false);
  const all = links.value;
  if (all.length === 0) return null;
  const rest = all.length - SHOWN_AT_FIRST;
  const shown = isWhole.value ? all : all.slice(0, SHOWN_AT_FIRST);
  return (
    <section class="known-links">
      <h2 class="history-day">{t('link.list')}</h2>
      <ul>
        {shown.map(link => (
          <LinkRow key={link.linkId} link={link} />
        ))}
      </ul>
      {rest <= 0 ? null : (
        <Button
          kind="quiet"
          class="known-links-more"
          aria-expanded={isWhole.value}
          onClick={() => (isWhole.value = !isWhole.value)}
        >
          {isWhole.value ? t('link.showFewer') : plural('link.showAll', rest)}
        </Button>
      )}
    </section>
  );
}

function LinkRow({ link }: { readonly link: LinkView }) {
  const name = linkToName(link);
  const news = linkNews.value.find(({ linkId }) => linkId === link.linkId);
  const now = route.value;
  const isOpen = now.page === 'link' && now.linkId === link.linkId;
  const isOver = link.ending !== undefined;
  const here = isHere(link);
  const line = here ? t('link.youAreHere') : linkToLine(link, news, minute.value);
  return (
    <li class={isOver ? 'link-row link-row-over' : 'link-row'}>
      <button
        type="button"
        class="link-main"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => goTo({ page: 'link', linkId: link.linkId })}
      >
        <span class="link-sign">
          <Icon name={linkToIcon(link.media)} />
        </span>
        <span class="link-name">
          <bdi>{name}</bdi>
        </span>
        <span class={here || newsToLine(news) !== '' ? 'link-line link-line-news' : 'link-line'}>{line}</span>
      </button>
      {isOver ? null : (
        <Button
          class="link-join"
          aria-label={here ? t('call.return') : t('link.joinNamed', { name })}
          onClick={() => showJoinPage(link.link, true)}
        >
          {t(here ? 'link.return' : 'link.join')}
        </Button>
      )}
    </li>
  );
}
