/** Chooses a passphrase and makes the file. */
import { useSignal } from '@preact/signals';
import {
  type PassphraseStrength,
  passphraseStrength,
  suggestPassphrase,
} from '@sotto/core/export/passphrase';
import { t } from '../locale/locale.ts';
import { browserRandom } from '../platform/browserClock.ts';
import { problemToText } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { showToast } from '../ui/toast.ts';
import { makeFile } from './exportedFile.ts';
import { PassphraseField } from './PassphraseField.tsx';

const strengthKeys = {
  weak: 'transfer.weak',
  fair: 'transfer.fair',
  strong: 'transfer.strong',
} as const satisfies Record<PassphraseStrength, string>;

/** The form; its button works once the passphrase is not weak and was written twice. */
export function ExportForm({ label }: { readonly label: string }) {
  const passphrase = useSignal('');
  const repeated = useSignal('');
  const suggested = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const strength = passphraseStrength(passphrase.value);
  const isSame = passphrase.value === repeated.value;
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    isBusy.value = true;
    const problem = await makeFile(passphrase.value);
    isBusy.value = false;
    if (problem !== undefined) showToast(problemToText(problem), 'problem');
  };
  const suggest = (): void => {
    suggested.value = suggestPassphrase(browserRandom);
    passphrase.value = suggested.value;
    repeated.value = '';
  };
  return (
    <form class="transfer-form" onSubmit={event => void make(event)}>
      <PassphraseField
        label={t('transfer.passphrase')}
        value={passphrase.value}
        isNew
        note={passphrase.value === '' ? t('transfer.passphraseHint') : t(strengthKeys[strength])}
        onText={text => (passphrase.value = text)}
      />
      <Button kind="quiet" onClick={suggest}>
        {t('transfer.suggest')}
      </Button>
      {suggested.value === undefined ? null : (
        <p class="transfer-suggestion">
          {t('transfer.writeDown')} <code>{suggested.value}</code>
        </p>
      )}
      <PassphraseField
        label={t('transfer.repeat')}
        value={repeated.value}
        isNew
        note={repeated.value !== '' && !isSame ? t('transfer.differs') : undefined}
        onText={text => (repeated.value = text)}
      />
      <div class="actions">
        <Button kind="primary" type="submit" disabled={strength === 'weak' || !isSame || isBusy.value}>
          {isBusy.value ? t('transfer.making') : label}
        </Button>
      </div>
    </form>
  );
}
