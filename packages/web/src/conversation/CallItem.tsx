/** A call in the conversation: what became of it, and the way back into it or to a new one. */
import type { CallItemView } from '@sotto/core/client/view';
import { timeToClock } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { conversation, isCallLive } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { callItemToLook } from '../words/callItem.ts';
import { callItemToStatus } from '../words/itemWords.ts';

interface CallItemProps {
  readonly item: CallItemView;
  readonly startsRun: boolean;
}

/** The card. */
export function CallItem({ item, startsRun }: CallItemProps) {
  const look = callItemToLook(item);
  const side = item.mine ? 'message-mine' : 'message-theirs';
  const place = `${side}${startsRun ? ' message-first' : ''}${item.acceptable ? ' call-item-acceptable' : ''}`;
  return (
    <article class={`message call-item call-item-${look.tone} ${place}`}>
      <span class="call-item-icon">
        <Icon name={look.icon} />
      </span>
      <p class="call-item-words">
        <span class="call-item-title">{t(look.title)}</span>
        <span class="call-item-status">
          {t('item.summary', { call: callItemToStatus(item), status: timeToClock(item.at, languageKind()) })}
        </span>
      </p>
      <CallItemButton item={item} />
    </article>
  );
}

function CallItemButton({ item }: { readonly item: CallItemView }) {
  const contactId = conversation.value?.contactId;
  if (item.acceptable) {
    return (
      <Button
        kind="accent"
        icon={item.media === 'video' ? 'video' : 'phone'}
        onClick={() => void perform(commands => commands.acceptCall(item.callId, item.media))}
      >
        {t('item.accept')}
      </Button>
    );
  }
  if (contactId === undefined || isCallLive.value || callItemToLook(item).tone === 'live') return null;
  return (
    <Button kind="quiet" onClick={() => void perform(commands => commands.call(contactId, item.media))}>
      {t(item.mine ? 'item.callAgain' : 'item.callBack')}
    </Button>
  );
}
