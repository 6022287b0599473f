/** Messages and call items. The scroller is laid out bottom-up, so the newest stays in view without any arithmetic. */
import type { ConversationView, TextItemView } from '@sotto/core/client/view';
import { textToCard } from '@sotto/core/link/linkCard';
import { useMemo } from 'preact/hooks';
import { timeToDayLabel } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { issue } from '../session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LoadMore } from '../ui/LoadMore.tsx';
import { minute } from '../ui/now.ts';
import { CallItem } from './CallItem.tsx';
import { type PlacedItem, placeItems } from './groupItems.ts';
import { LinkCardItem } from './LinkCardItem.tsx';
import { TextItem } from './TextItem.tsx';

interface ItemListProps {
  readonly conversation: ConversationView;
  readonly name: string;
}

/** The list; earlier items are loaded when its top comes into view. */
export function ItemList({ conversation, name }: ItemListProps) {
  const { items, hasOlder } = conversation;
  const placed = useMemo(() => placeItems(items), [items]);
  if (items.length === 0) return <NothingSaid name={name} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <div class="items" tabIndex={0} role="log" aria-label={t('conversation.label', { name })}>
      <div class="items-inner">
        {hasOlder ? (
          <LoadMore
            shown={items[0]?.id ?? ''}
            text={t('conversation.loadingOlder')}
            class="older soft"
            onSeen={() => void issue(commands => commands.loadOlder())}
          />
        ) : null}
        {placed.map(place => (
          <Placed key={place.item.id} place={place} />
        ))}
      </div>
    </div>
  );
}

function Placed({ place }: { readonly place: PlacedItem }) {
  const { item, startsDay, startsRun } = place;
  return (
    <>
      {startsDay ? <h2 class="day">{timeToDayLabel(item.at, minute.value, languageKind())}</h2> : null}
      {item.kind === 'text' ? (
        <TextOrCard item={item} startsRun={startsRun} />
      ) : (
        <CallItem item={item} startsRun={startsRun} />
      )}
    </>
  );
}

function TextOrCard({ item, startsRun }: { readonly item: TextItemView; readonly startsRun: boolean }) {
  const card = useMemo(() => textToCard(item.text), [item.text]);
  return card === undefined ? (
    <TextItem item={item} startsRun={startsRun} />
  ) : (
    <LinkCardItem item={item} card={card} startsRun={startsRun} />
  );
}

function NothingSaid({ name }: { readonly name: string }) {
  return (
    <div class="items items-empty">
      <EmptyState
        icon="lock"
        title={t('conversation.emptyTitle')}
        text={t('conversation.emptyText', { name })}
      />
    </div>
  );
}
