/** The chat of a link call: end-to-end encrypted, in memory only, gone with the call. */
import { useSignal } from '@preact/signals';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { RoomChatView } from '@sotto/core/room/roomView';
import { MAX_CHAT_LENGTH } from '@sotto/protocol/sealed/roomTalk';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { timeToClock } from '../locale/format.ts';
import { languageKind, plural, t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Icon } from '../ui/Icon.tsx';
import { MessageField } from '../ui/MessageField.tsx';
import { LinkedText } from '../words/LinkedText.tsx';
import { RoomPanelFrame } from './RoomPanelFrame.tsx';

/** The panel. */
export function ChatPanel({ call }: { readonly call: LinkCallView }) {
  const me = call.people.find(person => person.isMe)?.seat;
  return (
    <RoomPanelFrame title={t('room.chat')} look="chat-panel" hasOwnFocus>
      <p class="chat-note">
        <Icon name="lock" class="icon-small" />
        {t('room.chatNote')}
      </p>
      <Messages chat={call.chat} me={me} />
      <ChatComposer />
    </RoomPanelFrame>
  );
}

interface MessagesProps {
  readonly chat: readonly RoomChatView[];
  readonly me: string | undefined;
}

/** Follows the newest message unless the person reads further up. */
function Messages({ chat, me }: MessagesProps) {
  const list = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const follow = () => {
    const element = list.current;
    if (element !== null && isAtEnd.current) element.scrollTop = element.scrollHeight;
  };
  useLayoutEffect(follow, [chat.length]);
  const note = () => {
    const element = list.current;
    if (element !== null)
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key (axe: scrollable-region-focusable).
    <section ref={list} class="chat-messages" tabIndex={0} aria-label={t('room.chat')} onScroll={note}>
      {chat.length === 0 ? <p class="chat-empty">{t('room.chatEmpty')}</p> : null}
      <ul>
        {chat.map((message, index) => (
          <Message
            key={message.id}
            message={message}
            isMine={message.seat === me}
            startsRun={chat[index - 1]?.seat !== message.seat}
          />
        ))}
      </ul>
    </section>
  );
}

interface MessageProps {
  readonly message: RoomChatView;
  readonly isMine: boolean;
  /** Nobody else wrote in between: the name stands above the first only. */
  readonly startsRun: boolean;
}

function Message({ message, isMine, startsRun }: MessageProps) {
  return (
    <li class={isMine ? 'chat-message chat-mine' : 'chat-message'}>
      {startsRun ? (
        <p class="chat-who">
          <strong dir="auto">
            {isMine ? t('room.you') : message.name === '' ? t('room.guest') : message.name}
          </strong>
          <time dateTime={new Date(message.at).toISOString()}>{timeToClock(message.at, languageKind())}</time>
        </p>
      ) : null}
      <p class="chat-text" dir="auto">
        <LinkedText text={message.text} />
      </p>
    </li>
  );
}

function ChatComposer() {
  const text = useSignal('');
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus({ preventScroll: true }), []);
  const over = text.value.trim().length - MAX_CHAT_LENGTH;
  const send = async (): Promise<void> => {
    const message = text.value.trim();
    if (message === '' || over > 0) return;
    text.value = '';
    area.current?.focus();
    const isSent = await perform(commands => commands.sendChat(message));
    // The words come back only if nothing else has been written meanwhile.
    if (!isSent && text.value === '') text.value = message;
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form class="chat-composer" onSubmit={submit}>
      {over > 0 ? (
        <p class="chat-over" aria-live="polite">
          {plural('room.chatOver', over)}
        </p>
      ) : null}
      <MessageField
        area={area}
        text={text.value}
        label={t('room.chatWrite')}
        placeholder={t('room.chatWrite')}
        sendLabel={t('room.chatSend')}
        canSend={text.value.trim() !== '' && over <= 0}
        onText={value => (text.value = value)}
        onEnter={submit}
      />
    </form>
  );
}
