/** The upper edge of a link call: a way back to the app, what it is, how it is protected, and the panels. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { plural, t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import type { IconName } from '../ui/iconPaths.ts';
import { RoomClock } from './RoomClock.tsx';
import { RoomDetails } from './RoomDetails.tsx';
import { minimiseRoom, openPanel, togglePanel, unreadChat } from './roomScreenState.ts';

/** The edge. */
export function RoomTop({ call }: { readonly call: LinkCallView }) {
  const label = t('room.minimise');
  const inside = call.people.filter(person => !person.isArriving).length;
  return (
    <header class="call-top room-top">
      <IconButton
        icon="down"
        label={label}
        tooltip={t('call.shortcut', { action: label, key: 'Esc' })}
        onClick={minimiseRoom}
      />
      <h1 class="call-top-name">
        <strong dir="auto">{call.name === '' ? t('room.title') : call.name}</strong>
        <RoomClock call={call} />
      </h1>
      <RoomDetails call={call} />
      <PanelButtons inside={inside} />
    </header>
  );
}

function PanelButtons({ inside }: { readonly inside: number }) {
  const unread = unreadChat.value;
  const isChat = openPanel.value === 'chat';
  const arePeople = openPanel.value === 'people';
  return (
    <div class="room-panel-buttons">
      <PanelButton
        icon="people"
        isOpen={arePeople}
        action={t(arePeople ? 'room.hidePeople' : 'room.showPeople')}
        state={plural('room.count', inside)}
        shortcut="U"
        count={String(inside)}
        onPress={() => togglePanel('people')}
      />
      <PanelButton
        icon="chat"
        isOpen={isChat}
        action={t(isChat ? 'room.hideChat' : 'room.showChat')}
        state={unread === 0 ? '' : plural('room.chatUnread', unread)}
        shortcut="C"
        isMarked={unread > 0}
        onPress={() => togglePanel('chat')}
      />
    </div>
  );
}

interface PanelButtonProps {
  readonly icon: IconName;
  readonly isOpen: boolean;
  readonly action: string;
  /** What there is to know without opening it. */
  readonly state: string;
  readonly shortcut: string;
  readonly count?: string;
  /** There is something new. */
  readonly isMarked?: boolean;
  readonly onPress: () => void;
}

function PanelButton(props: PanelButtonProps) {
  const { icon, isOpen, action, state, shortcut, count, isMarked = false, onPress } = props;
  return (
    <button
      type="button"
      class="room-panel-button"
      aria-expanded={isOpen}
      aria-label={state === '' ? action : `${action}, ${state}`}
      title={t('call.shortcut', { action, key: shortcut })}
      onClick={onPress}
    >
      <Icon name={icon} />
      {count === undefined ? null : <span aria-hidden="true">{count}</span>}
      {isMarked ? <span class="room-dot" aria-hidden="true" /> : null}
    </button>
  );
}
