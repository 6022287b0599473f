/** A passphrase, hidden unless the person wants to see it. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';

interface PassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly note?: string | undefined;
  readonly isNew?: boolean;
}

/** The field; `note` is read with it. */
export function PassphraseField({ label, value, onText, note, isNew = false }: PassphraseFieldProps) {
  const id = useId();
  const isShown = useSignal(false);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="passphrase">
        <input
          id={id}
          class="input"
          type={(isShown.value ? 'text' : 'password') as 'password'}
          value={value}
          autocomplete={isNew ? 'new-password' : 'current-password'}
          autocapitalize="off"
          spellcheck={false}
          aria-describedby={`${id}-note`}
          onInput={event => onText(event.currentTarget.value)}
        />
        <Button kind="quiet" aria-pressed={isShown.value} onClick={() => (isShown.value = !isShown.value)}>
          {t('transfer.show')}
        </Button>
      </div>
      <p id={`${id}-note`} class="note" aria-live="polite">
        {note ?? ''}
      </p>
    </div>
  );
}
