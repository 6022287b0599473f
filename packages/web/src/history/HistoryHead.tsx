/** Which calls are listed, and the way to clear them. */
import { useSignal } from '@preact/signals';
import type { HistoryFilter } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Menu } from '../ui/Menu.tsx';

const filters = [
  { filter: 'all', key: 'history.all' },
  { filter: 'missed', key: 'history.filterMissed' },
  { filter: 'incoming', key: 'history.incoming' },
  { filter: 'outgoing', key: 'history.outgoing' },
] as const satisfies readonly { readonly filter: HistoryFilter; readonly key: string }[];

interface HistoryHeadProps {
  readonly filter: HistoryFilter;
  readonly canClear: boolean;
  readonly onChoose: (filter: HistoryFilter) => void;
}

/** The row under the tabs. */
export function HistoryHead({ filter, canClear, onChoose }: HistoryHeadProps) {
  const asks = useSignal(false);
  return (
    <div class="history-head">
      <fieldset class="history-filters">
        <legend class="visually-hidden">{t('history.filter')}</legend>
        {filters.map(choice => (
          <label key={choice.filter} class="chip">
            <input
              type="radio"
              name="history-filter"
              checked={choice.filter === filter}
              onChange={() => onChoose(choice.filter)}
            />
            <span>{t(choice.key)}</span>
          </label>
        ))}
      </fieldset>
      {canClear ? (
        <Menu
          label={t('history.more')}
          items={[
            { icon: 'trash', label: t('history.clear'), danger: true, onChoose: () => (asks.value = true) },
          ]}
        />
      ) : null}
      {asks.value ? (
        <ConfirmDialog
          title={t('history.clearTitle')}
          text={t('history.clearText')}
          confirm={t('history.clearConfirm')}
          onConfirm={() => void perform(commands => commands.clearHistory())}
          onClose={() => (asks.value = false)}
        />
      ) : null}
    </div>
  );
}
