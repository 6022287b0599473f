/** Brings a profile here from a file. */
import { useSignal } from '@preact/signals';
import type { CommandProblem } from '@sotto/core/client/command';
import { t } from '../locale/locale.ts';
import { replaceWith } from '../navigation.ts';
import { problemToText } from '../problem.ts';
import { issue, phase } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { showToast } from '../ui/toast.ts';
import { PassphraseField } from './PassphraseField.tsx';

/** The form; asks before it replaces a profile. */
export function ImportForm() {
  const file = useSignal<File | undefined>(undefined);
  const passphrase = useSignal('');
  const problem = useSignal<CommandProblem | undefined>(undefined);
  const isBusy = useSignal(false);
  const asks = useSignal(false);
  const take = async (): Promise<void> => {
    const chosen = file.value;
    if (chosen === undefined) return;
    isBusy.value = true;
    const taken = await issue(commands => commands.importProfile(chosen, passphrase.value));
    isBusy.value = false;
    problem.value = taken.ok ? undefined : taken.code;
    if (!taken.ok) return;
    replaceWith({ page: 'home' });
    showToast(t('transfer.imported'), 'done');
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (phase.value === 'ready') asks.value = true;
    else void take();
  };
  return (
    <form class="transfer-form" onSubmit={submit}>
      <FileField name={file.value?.name} onFile={chosen => (file.value = chosen)} />
      <PassphraseField
        label={t('transfer.filePassphrase')}
        value={passphrase.value}
        onText={text => (passphrase.value = text)}
      />
      {problem.value === undefined ? null : (
        <p class="note note-error" role="alert">
          {problemToText(problem.value)}
        </p>
      )}
      <p class="note">{t('transfer.staysBehind')}</p>
      <div class="actions">
        <Button
          kind="primary"
          type="submit"
          disabled={file.value === undefined || passphrase.value === '' || isBusy.value}
        >
          {isBusy.value ? t('transfer.reading') : t('transfer.import')}
        </Button>
      </div>
      {asks.value ? (
        <ConfirmDialog
          title={t('transfer.replaceTitle')}
          text={t('transfer.replaceText')}
          confirm={t('transfer.replace')}
          onConfirm={() => void take()}
          onClose={() => (asks.value = false)}
        />
      ) : null}
    </form>
  );
}

interface FileFieldProps {
  /** The chosen file's name. */
  readonly name: string | undefined;
  readonly onFile: (file: File | undefined) => void;
}

/** The browser's own field would speak the browser's language, which may be another one. */
function FileField({ name, onFile }: FileFieldProps) {
  return (
    <label class="file-field">
      <input class="visually-hidden" type="file" onChange={event => onFile(event.currentTarget.files?.[0])} />
      <span class="button button-plain">{t('transfer.choose')}</span>
      {name === undefined ? null : <bdi class="file-name">{name}</bdi>}
    </label>
  );
}
