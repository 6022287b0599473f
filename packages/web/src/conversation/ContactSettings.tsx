/** What is decided about a contact: which calls, whether they ring, and whether there is contact at all. */
import { useSignal } from '@preact/signals';
import type { ContactView } from '@sotto/core/client/view';
import type { CallsAllowed } from '@sotto/protocol/sealed/callsAllowed';
import { useId } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { contacts } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Switch } from '../ui/Switch.tsx';
import { nameToShow } from '../words/contactName.ts';

const choices = [
  { calls: 'video', key: 'contact.allowVideo' },
  { calls: 'audio', key: 'contact.allowAudio' },
  { calls: 'none', key: 'contact.allowNone' },
] as const satisfies readonly { readonly calls: CallsAllowed; readonly key: string }[];

interface ContactSettingsProps {
  readonly contact: ContactView;
  readonly onClose: () => void;
}

/** The dialog; every change counts at once. */
export function ContactSettings({ contact: { id }, onClose }: ContactSettingsProps) {
  const asks = useSignal(false);
  const contact = contacts.value.find(one => one.id === id);
  if (contact === undefined) return null;
  const name = nameToShow(contact.name);
  return asks.value ? (
    <ConfirmDialog
      title={t('contact.blockTitle', { name })}
      text={t('contact.blockText')}
      confirm={t('contact.block')}
      onConfirm={() => void perform(commands => commands.blockContact(id))}
      onClose={() => (asks.value = false)}
    />
  ) : (
    <Dialog title={t('contact.settingsTitle', { name })} onClose={onClose}>
      <div class="contact-settings">
        <AllowedCalls contact={contact} />
        <Switch
          label={t('contact.mute')}
          text={t('contact.muteText')}
          on={contact.isMuted}
          onChange={on => void perform(commands => commands.muteContact(id, on))}
        />
        <Blocking contact={contact} onBlock={() => (asks.value = true)} />
      </div>
    </Dialog>
  );
}

function AllowedCalls({ contact }: { readonly contact: ContactView }) {
  const group = useId();
  return (
    <fieldset class="choices">
      <legend>{t('contact.allow')}</legend>
      {choices.map(choice => (
        <label key={choice.calls} class="choice">
          <input
            type="radio"
            name={group}
            checked={contact.allows === choice.calls}
            onChange={() => void perform(commands => commands.allowCalls(contact.id, choice.calls))}
          />
          <span>{t(choice.key)}</span>
        </label>
      ))}
      <p class="note">{t('contact.allowText')}</p>
    </fieldset>
  );
}

interface BlockingProps {
  readonly contact: ContactView;
  readonly onBlock: () => void;
}

function Blocking({ contact, onBlock }: BlockingProps) {
  return (
    <div class="contact-blocking">
      <p class="note">{t(contact.isBlocked ? 'contact.isBlocked' : 'contact.blockHint')}</p>
      {contact.isBlocked ? (
        <Button onClick={() => void perform(commands => commands.unblockContact(contact.id))}>
          {t('contact.unblock')}
        </Button>
      ) : (
        <Button kind="danger" icon="block" onClick={onBlock}>
          {t('contact.block')}
        </Button>
      )}
    </div>
  );
}
