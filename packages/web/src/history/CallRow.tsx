/** One call in the list: who, which way, what became of it, and the way back to that person. */
import type { HistoryCallView } from '@sotto/core/client/view';
import { timeToClock } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { goTo } from '../navigation.ts';
import { perform } from '../problem.ts';
import { contacts, isCallLive } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { callItemToLook } from '../words/callItem.ts';
import { contactIdToName } from '../words/contactName.ts';
import { callItemToStatus } from '../words/itemWords.ts';

/** The row: opens the conversation; beside it the call back, and what else can be done. */
export function CallRow({ item }: { readonly item: HistoryCallView }) {
  const look = callItemToLook(item);
  const name = contactIdToName(item.contactId);
  const time = timeToClock(item.at, languageKind());
  return (
    <li class={`history-row history-row-${look.tone}`}>
      <button
        type="button"
        class="history-main"
        onClick={() => goTo({ page: 'conversation', contactId: item.contactId })}
      >
        <Avatar
          id={item.contactId}
          name={contacts.value.find(({ id }) => id === item.contactId)?.name ?? ''}
        />
        <span class="history-name">
          <bdi>{name}</bdi>
        </span>
        <span class="history-status">
          <Icon name={itemToArrow(item)} class="history-arrow" />
          <span class="visually-hidden">{t(item.mine ? 'history.outgoing' : 'history.incoming')}</span>
          <span class="visually-hidden">{t(look.title)}</span>
          <span class="history-words">
            {t('item.summary', { call: callItemToStatus(item), status: time })}
          </span>
        </span>
      </button>
      <Actions item={item} name={name} />
    </li>
  );
}

function itemToArrow(item: HistoryCallView) {
  if (!item.mine && item.status === 'missed') return 'arrowMissed';
  return item.mine ? 'arrowOut' : 'arrowIn';
}

function Actions({ item, name }: { readonly item: HistoryCallView; readonly name: string }) {
  const isBusy = isCallLive.value;
  const isOver = callItemToLook(item).tone !== 'live';
  const label = t(item.media === 'video' ? 'history.callBackVideo' : 'history.callBackAudio', { name });
  const remove = () => void perform(commands => commands.deleteCall(item.contactId, item.id));
  return (
    <>
      <IconButton
        icon={item.media === 'video' ? 'video' : 'phone'}
        label={label}
        disabled={isBusy}
        onClick={() =>
          void perform(commands =>
            item.acceptable
              ? commands.acceptCall(item.callId, item.media)
              : commands.call(item.contactId, item.media),
          )
        }
      />
      {isOver ? (
        <Menu
          label={t('history.moreOf', { name })}
          items={[{ icon: 'trash', label: t('history.delete'), danger: true, onChoose: remove }]}
        />
      ) : null}
    </>
  );
}
