/** One call by link in the list: which, with whom, and the way back into it at once. */
import type { LinkCallItemView } from '@sotto/core/link/linkView';
import { lastLinkCall } from '../lastLinkCall.ts';
import { durationToWords, timeToClock } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { goTo } from '../navigation.ts';
import { showJoinPage } from '../openedLink.ts';
import { perform } from '../problem.ts';
import { isLinkCallLive, links } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { linkToIcon, linkToName } from '../words/linkName.ts';

/** The row: shows the link, its people and what can be done with it; beside it *Join*. */
export function LinkCallRow({ item }: { readonly item: LinkCallItemView }) {
  const name = linkToName(item);
  const link = links.value.find(({ linkId }) => linkId === item.linkId);
  const show = (): void => {
    lastLinkCall.value = item;
    goTo({ page: 'link', linkId: item.linkId });
  };
  return (
    <li class="history-row">
      <button type="button" class="history-main" onClick={show}>
        <span class="avatar avatar-medium link-avatar" aria-hidden="true">
          <Icon name={linkToIcon(item.media)} />
        </span>
        <span class="history-name">
          <bdi>{name}</bdi>
        </span>
        <span class="history-status">
          <Icon name="link" class="history-arrow" />
          <span class="visually-hidden">{t('link.logOpen')}</span>
          <span class="history-words">{itemToLine(item)}</span>
        </span>
      </button>
      {link === undefined || link.ending !== undefined ? null : (
        <IconButton
          icon={linkToIcon(item.media)}
          label={t('link.joinNamed', { name })}
          onClick={() => showJoinPage(link.link, true)}
        />
      )}
      {item.duration === undefined && isLinkCallLive.value ? null : (
        <Menu
          label={t('history.moreOf', { name })}
          items={[{ icon: 'trash', label: t('history.delete'), danger: true, onChoose: () => remove(item) }]}
        />
      )}
    </li>
  );
}

function remove({ id }: LinkCallItemView): void {
  void perform(commands => commands.deleteLinkCall(id));
}

function itemToLine({ at, duration, people }: LinkCallItemView): string {
  const names = new Intl.ListFormat(languageKind(), { style: 'short', type: 'unit' }).format(people);
  const parts = [people.length === 0 ? t('link.logAlone') : t('link.logWith', { names })];
  if (duration !== undefined) parts.push(durationToWords(duration, languageKind()));
  return [...parts, timeToClock(at, languageKind())].join(' · ');
}
