/** A message: its text with links, its time, and for one's own how far it has come. */
import type { TextItemView } from '@sotto/core/client/view';
import { timeToClock } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { LinkedText } from '../words/LinkedText.tsx';

interface TextItemProps {
  readonly item: TextItemView;
  readonly startsRun: boolean;
}

/** The bubble. */
export function TextItem({ item, startsRun }: TextItemProps) {
  return (
    <article
      class={`message ${item.mine ? 'message-mine' : 'message-theirs'}${startsRun ? ' message-first' : ''}`}
    >
      <p class="message-text" dir="auto">
        <LinkedText text={item.text} />
      </p>
      <MessageFoot item={item} />
    </article>
  );
}

/** When it was written, and for one's own how far it has come. */
export function MessageFoot({ item }: { readonly item: TextItemView }) {
  return (
    <p class="message-foot">
      <time dateTime={new Date(item.at).toISOString()}>{timeToClock(item.at, languageKind())}</time>
      {item.delivery === undefined ? null : <Tick delivery={item.delivery} />}
    </p>
  );
}

const ticks = {
  sending: { icon: 'clock', text: 'conversation.sending' },
  accepted: { icon: 'check', text: 'conversation.accepted' },
  received: { icon: 'checkTwice', text: 'conversation.received' },
} as const;

function Tick({ delivery }: { readonly delivery: NonNullable<TextItemView['delivery']> }) {
  const { icon, text } = ticks[delivery];
  return (
    <span class={`tick tick-${delivery}`} title={t(text)}>
      <Icon name={icon} />
      <span class="visually-hidden">{t(text)}</span>
    </span>
  );
}
