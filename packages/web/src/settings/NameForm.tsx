/** The name one's contacts see. */
import { useSignal } from '@preact/signals';
import { MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { profile } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { showToast } from '../ui/toast.ts';

/** The field and its button, which works only when something has changed. */
export function NameForm() {
  const draft = useSignal<string | undefined>(undefined);
  const name = draft.value ?? profile.value.name;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(await perform(commands => commands.setName(name.trim())))) return;
    draft.value = undefined;
    showToast(t('settings.saved'), 'done');
  };
  return (
    <form class="name-form" onSubmit={event => void save(event)}>
      <TextField
        label={t('settings.name')}
        hint={t('settings.nameHint')}
        value={name}
        maxLength={MAX_NAME_LENGTH}
        autocomplete="name"
        onText={text => (draft.value = text)}
      />
      <Button type="submit" kind="primary" disabled={name.trim() === profile.value.name}>
        {t('settings.save')}
      </Button>
    </form>
  );
}
