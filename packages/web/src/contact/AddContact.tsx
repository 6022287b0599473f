/** Two ways to a new contact: invite someone, or open what one was given. */
import { useSignal } from '@preact/signals';
import type { ReceiveId } from '@sotto/protocol/ids';
import { INVITATION_LIFETIME_DAYS } from '@sotto/protocol/limits';
import { t } from '../locale/locale.ts';
import { goTo, replaceWith } from '../navigation.ts';
import { openedInvitation } from '../openedInvitation.ts';
import { problemToText } from '../problem.ts';
import { invitations, issue } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { TextField } from '../ui/TextField.tsx';
import { showToast } from '../ui/toast.ts';
import { InvitationLink } from './InvitationLink.tsx';
import { PendingInvitations } from './PendingInvitations.tsx';

/** The page. */
export function AddContact() {
  const made = useSignal<ReceiveId | undefined>(undefined);
  return (
    <section class="page">
      <PageHead title={t('contact.add')} />
      <div class="page-body">
        <InviteCard made={made.value} onMade={id => (made.value = id)} />
        <PasteCard />
        <PendingInvitations except={made.value} />
      </div>
    </section>
  );
}

interface InviteCardProps {
  readonly made: ReceiveId | undefined;
  readonly onMade: (id: ReceiveId | undefined) => void;
}

function InviteCard({ made, onMade }: InviteCardProps) {
  const invitation = invitations.value.find(open => open.id === made);
  return (
    <div class="card">
      <h2>{t('invite.title')}</h2>
      <p class="soft">{t('invite.text', { days: String(INVITATION_LIFETIME_DAYS) })}</p>
      {invitation !== undefined ? (
        <InvitationLink invitation={invitation} />
      ) : made !== undefined ? (
        <UsedUp onAnother={() => onMade(undefined)} />
      ) : (
        <CreateButton onMade={onMade} />
      )}
    </div>
  );
}

function CreateButton({ onMade }: Pick<InviteCardProps, 'onMade'>) {
  const busy = useSignal(false);
  const create = async (): Promise<void> => {
    busy.value = true;
    const outcome = await issue(commands => commands.invite());
    busy.value = false;
    if (outcome.ok) onMade(outcome.value.id);
    else showToast(problemToText(outcome.code), 'problem');
  };
  return (
    <Button
      kind="primary"
      icon="link"
      class="card-action"
      disabled={busy.value}
      onClick={() => void create()}
    >
      {t('invite.create')}
    </Button>
  );
}

/** The invitation on screen has gone from the list: somebody accepted it meanwhile. */
function UsedUp({ onAnother }: { readonly onAnother: () => void }) {
  return (
    <div role="status">
      <p class="done-line">
        <Icon name="check" />
        {t('invite.used')}
      </p>
      <div class="actions">
        <Button onClick={onAnother}>{t('invite.another')}</Button>
        <Button kind="primary" onClick={() => replaceWith({ page: 'home' })}>
          {t('invite.openContacts')}
        </Button>
      </div>
    </div>
  );
}

function PasteCard() {
  const text = useSignal('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.value.trim() === '') return;
    openedInvitation.value = text.value;
    goTo({ page: 'acceptInvitation' });
  };
  return (
    <form class="card" onSubmit={submit}>
      <h2>{t('paste.title')}</h2>
      <p class="soft">{t('paste.text')}</p>
      <TextField
        label={t('paste.label')}
        value={text.value}
        onText={value => (text.value = value)}
        placeholder={`${location.origin}/invite#…`}
        isAddress
      />
      <Button class="card-action" type="submit" disabled={text.value.trim() === ''}>
        {t('paste.continue')}
      </Button>
    </form>
  );
}
