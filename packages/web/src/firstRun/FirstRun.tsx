/** The first visit: a name, or none, and one button. */
import { useSignal } from '@preact/signals';
import { MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { openedInvitation } from '../openedInvitation.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { TextField } from '../ui/TextField.tsx';

/** The screen. An invitation that was opened is shown next, by the app. */
export function FirstRun() {
  const name = useSignal('');
  const busy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-focus]')?.focus(), []);
  const start = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    busy.value = true;
    await perform(commands => commands.setName(name.value.trim()));
    busy.value = false;
  };
  return (
    <main class="hero">
      <form ref={form} class="card card-hero" onSubmit={event => void start(event)}>
        <Brand />
        {openedInvitation.value === undefined ? null : (
          <p class="hero-invited">
            <Icon name="link" />
            {t('firstRun.invited')}
          </p>
        )}
        <h1>{t('firstRun.title')}</h1>
        <p class="soft">{t('firstRun.text')}</p>
        <TextField
          label={t('firstRun.name')}
          hint={t('firstRun.hint')}
          placeholder={t('firstRun.placeholder')}
          value={name.value}
          maxLength={MAX_NAME_LENGTH}
          autocomplete="name"
          isFirst
          onText={text => (name.value = text)}
        />
        <Button kind="primary" type="submit" class="card-action" disabled={busy.value}>
          {t('firstRun.start')}
        </Button>
      </form>
    </main>
  );
}

function Brand() {
  return (
    <div class="brand">
      <Mark />
      <p class="brand-name">{t('app.name')}</p>
      <p class="soft">{t('app.tagline')}</p>
    </div>
  );
}
