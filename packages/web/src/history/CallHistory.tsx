/** The calls of all contacts, newest first. What was missed counts as seen once this is on screen. */
import { signal, useSignal } from '@preact/signals';
import type { HistoryFilter, HistoryView } from '@sotto/core/client/view';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { timeToDayLabel } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { route } from '../navigation.ts';
import { isListRoute } from '../route.ts';
import { history, issue } from '../session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LoadMore } from '../ui/LoadMore.tsx';
import { minute } from '../ui/now.ts';
import { CallRow } from './CallRow.tsx';
import { type DayOfCalls, groupByDay } from './groupByDay.ts';
import { HistoryHead } from './HistoryHead.tsx';
import { LinkCallRow } from './LinkCallRow.tsx';

/** Where the list is not beside the screen but under it, it is seen only when it is the screen. */
const NARROW = matchMedia('(max-width: 759.98px)');
const isNarrow = signal(NARROW.matches);
// A window is widened and a phone turned while the list is open.
NARROW.addEventListener('change', () => (isNarrow.value = NARROW.matches));

/** The list, with its filters; `children` stand above all calls. */
export function CallHistory({ children }: { readonly children?: ComponentChildren }) {
  const filter = useSignal<HistoryFilter>('all');
  const isVisible = !isNarrow.value || isListRoute(route.value);
  const wanted = isVisible ? filter.value : undefined;
  useEffect(() => void issue(commands => commands.openHistory(wanted)), [wanted]);
  useEffect(() => () => void issue(commands => commands.openHistory(undefined)), []);
  const shown = history.value?.filter === filter.value ? history.value : undefined;
  return (
    <>
      <HistoryHead
        filter={filter.value}
        canClear={(shown?.calls.length ?? 0) > 0}
        onChoose={chosen => (filter.value = chosen)}
      />
      <div class="contacts-scroll">
        {filter.value === 'all' ? children : null}
        {shown === undefined ? null : <Calls history={shown} />}
      </div>
    </>
  );
}

function Calls({ history }: { readonly history: HistoryView }) {
  const { calls, filter, hasOlder } = history;
  if (calls.length === 0) {
    return filter === 'all' ? (
      <EmptyState icon="phone" title={t('history.emptyTitle')} text={t('history.emptyText')} />
    ) : (
      <p class="contacts-none soft">{t(NOTHING[filter])}</p>
    );
  }
  return (
    <>
      {groupByDay(calls).map(day => (
        <Day key={day.at} day={day} />
      ))}
      {hasOlder ? (
        <LoadMore
          shown={calls.length}
          text={t('history.loadingOlder')}
          class="contacts-none soft"
          onSeen={() => void issue(commands => commands.loadOlderCalls())}
        />
      ) : null}
    </>
  );
}

const NOTHING = {
  missed: 'history.noneMissed',
  outgoing: 'history.noneOutgoing',
  incoming: 'history.noneIncoming',
} as const;

function Day({ day }: { readonly day: DayOfCalls }) {
  return (
    <section>
      <h2 class="history-day">{timeToDayLabel(day.at, minute.value, languageKind())}</h2>
      <ul>
        {day.calls.map(item =>
          item.kind === 'call' ? (
            <CallRow key={item.id} item={item} />
          ) : (
            <LinkCallRow key={item.id} item={item} />
          ),
        )}
      </ul>
    </section>
  );
}
