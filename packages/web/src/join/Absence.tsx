/** Nobody is in the call: what an early visitor can do but wait – be told when it starts, or leave the host a note. */
import { useSignal } from '@preact/signals';
import type { JoinView } from '@sotto/core/link/linkView';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { hasBegun, useCallStart } from './callStart.ts';
import { NoteButton } from './NoteButton.tsx';

interface AbsenceProps {
  readonly link: JoinView;
  /** As it was typed so far. */
  readonly name: string;
}

/** The two offers; nothing for a host, who begins the call, and once somebody is there. */
export function Absence({ link, name }: AbsenceProps) {
  const tells = useSignal(false);
  useCallStart(link.count, tells.value);
  if (link.amHost || link.isContinued) return null;
  const isEarly = link.count === 0;
  return (
    <div class={isEarly ? 'absence' : 'absence-over'}>
      <div class="actions actions-start">
        {isEarly ? (
          <Button
            icon={tells.value ? 'check' : 'bell'}
            aria-pressed={tells.value}
            onClick={() => (tells.value = !tells.value)}
          >
            {t('join.tellMe')}
          </Button>
        ) : null}
        <NoteButton name={name} isOffered={isEarly && link.canLeaveNote} />
      </div>
      <p class="note" role="status">
        {isEarly && tells.value ? t('join.telling') : ''}
      </p>
      {hasBegun.value ? <p class="join-begun">{t('join.begun')}</p> : null}
    </div>
  );
}
