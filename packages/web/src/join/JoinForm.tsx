/** A link that can be joined: who is there, how one looks and sounds, under which name one comes. */
import { useSignal } from '@preact/signals';
import type { JoinView } from '@sotto/core/link/linkView';
import { MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { openedLink, spendAtOnce } from '../openedLink.ts';
import { issue, linkCall } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { isTouched } from '../ui/isTouched.ts';
import { TextField } from '../ui/TextField.tsx';
import { linkToIcon, linkToName } from '../words/linkName.ts';
import { Absence } from './Absence.tsx';
import { DevicePreview } from './DevicePreview.tsx';
import { enterCall, givenName } from './enterCall.ts';
import { countInside, joinToButton, joinToNameHint, peopleToText } from './joinWords.ts';
import { LeaveButton } from './LeaveButton.tsx';
import { PhoneCode } from './PhoneCode.tsx';

/** When a name that is being typed has come to rest. Milliseconds. */
const REST_MS = 600;

interface JoinFormProps {
  readonly link: JoinView;
  /** The link itself. */
  readonly text: string;
}

/** The form. */
export function JoinForm({ link, text }: JoinFormProps) {
  // Whoever has waited in vain asks again under the same name.
  const name = useSignal(link.ownName || (link.isContinued ? '' : givenName.peek()));
  const { isBusy, enter } = useEntering(link.ownName);
  usePreparing(name.value, link.ownName);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!isTouched()) form.current?.querySelector<HTMLElement>('[data-focus]')?.focus();
  }, []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void enter(name.value);
  };
  return (
    <div class="card join-card">
      <LinkHead link={link} name={name.value} />
      <DevicePreview media={link.media} />
      <form ref={form} class="join-form" onSubmit={submit}>
        {link.wasContinued ? (
          <p class="soft" role="status">
            {t('join.notContinued')}
          </p>
        ) : null}
        {link.isContinued ? (
          <Continued name={link.ownName} />
        ) : (
          <TextField
            label={t('join.name')}
            hint={t(joinToNameHint(link))}
            placeholder={t('join.namePlaceholder')}
            value={name.value}
            maxLength={MAX_NAME_LENGTH}
            autocomplete="name"
            isFirst
            onText={typed => (name.value = typed)}
          />
        )}
        <Button
          kind="accent"
          type="submit"
          icon={linkToIcon(link.media)}
          class="join-button"
          disabled={isBusy}
        >
          {t(isBusy ? 'join.joining' : joinToButton(link))}
        </Button>
        <p class="note join-encrypted">
          <Icon name="lock" class="icon-small" />
          {t('join.encrypted')}
        </p>
        <LeaveButton />
        {isTouched() || link.isContinued ? null : <PhoneCode link={text} />}
      </form>
    </div>
  );
}

/** The call of another device: there is nothing to choose, for the others see the same person go on. */
function Continued({ name }: { readonly name: string }) {
  const words = name === '' ? t('join.continuedGuest') : t('join.continued', { name });
  return <p class="soft">{words}</p>;
}

function LinkHead({ link, name }: { readonly link: JoinView; readonly name: string }) {
  return (
    <div class="join-head">
      <h1 dir="auto">{linkToName(link)}</h1>
      {link.name.trim() === '' ? null : (
        <p class="soft">{t(link.media === 'video' ? 'link.videoCall' : 'link.voiceCall')}</p>
      )}
      <p class={link.count > 0 ? 'join-people join-people-there' : 'join-people'} role="status">
        {peopleToText({ ...link, count: countInside(link, linkCall.value) })}
      </p>
      <Absence link={link} name={name} />
    </div>
  );
}

/** Enters by the button; or by itself, once, where the person has asked for that before the page was there. */
function useEntering(ownName: string) {
  const isBusy = useSignal(false);
  const enter = async (name: string): Promise<void> => {
    isBusy.value = true;
    await enterCall(name);
    isBusy.value = false;
  };
  const isAtOnce = openedLink.value?.isAtOnce ?? false;
  useEffect(() => {
    if (!isAtOnce) return;
    spendAtOnce();
    void enter(ownName);
  }, []);
  return { isBusy: isBusy.value, enter };
}

/** Whoever waits for this person in the call sees the name that is being given. */
function usePreparing(name: string, ownName: string): void {
  const last = useRef(ownName);
  useEffect(() => {
    if (name === last.current) return;
    const timer = setTimeout(() => {
      last.current = name;
      void issue(commands => commands.prepareJoin(name.trim()));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [name]);
}
