/** Two ways to a new contact: invite someone, or open what one was given. */
import { useSignal } from '@preact/signals';
import type { ContactView } from '@sotto/core/client/view';
import type { ReceiveId } from '@sotto/protocol/ids';
import { INVITATION_LIFETIME_DAYS } from '@sotto/protocol/limits';
import { t } from '../locale/locale.ts';
import { goTo, replaceWith } from '../navigation.ts';
import { openedInvitation } from '../openedInvitation.ts';
import { showJoinPage } from '../openedLink.ts';
import { problemToText } from '../problem.ts';
import { contacts, invitations, issue } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { TextField } from '../ui/TextField.tsx';
import { showToast } from '../ui/toast.ts';
import { InvitationLink } from './InvitationLink.tsx';
import { PendingInvitations } from './PendingInvitations.tsx';
import { isCallLink, isInvitation, pastedToLink } from './pastedLink.ts';

/** The page. */
export function AddContact() {
  const made = useSignal<ReceiveId | undefined>(undefined);
  const known = useSignal<readonly ContactView[]>([]);
  const show = (id: ReceiveId | undefined): void => {
    known.value = contacts.peek();
    made.value = id;
  };
  return (
    <section class="page">
      <PageHead title={t('contact.add')} />
      <div class="page-body">
        <InviteCard made={made.value} known={known.value} onMade={show} />
        <PasteCard />
        <PendingInvitations except={made.value} />
      </div>
    </section>
  );
}

interface InviteCardProps {
  readonly made: ReceiveId | undefined;
  /** Who was a contact when the invitation was made. */
  readonly known: readonly ContactView[];
  readonly onMade: (id: ReceiveId | undefined) => void;
}

function InviteCard({ made, known, onMade }: InviteCardProps) {
  const invitation = invitations.value.find(open => open.id === made);
  return (
    <div class="card">
      <h2>{t('invite.title')}</h2>
      <p class="soft">{t('invite.text', { days: String(INVITATION_LIFETIME_DAYS) })}</p>
      {invitation !== undefined ? (
        <InvitationLink invitation={invitation} />
      ) : made !== undefined ? (
        <UsedUp known={known} onAnother={() => onMade(undefined)} />
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

interface UsedUpProps extends Pick<InviteCardProps, 'known'> {
  readonly onAnother: () => void;
}

/** The invitation on screen has gone from the list: somebody accepted it meanwhile. */
function UsedUp({ known, onAnother }: UsedUpProps) {
  const added = contacts.value.filter(contact => !known.some(({ id }) => id === contact.id));
  // With more than one there is no telling whose it was.
  const one = added.length === 1 ? added[0] : undefined;
  const name = one?.name.trim() ?? '';
  return (
    <div role="status">
      <p class="done-line">
        <Icon name="check" />
        {name === '' ? t('invite.used') : t('invite.usedBy', { name })}
      </p>
      <div class="actions">
        <Button onClick={onAnother}>{t('invite.another')}</Button>
        <Button
          kind="primary"
          onClick={() =>
            replaceWith(one === undefined ? { page: 'home' } : { page: 'conversation', contactId: one.id })
          }
        >
          {t(one === undefined ? 'invite.openContacts' : 'invite.open')}
        </Button>
      </div>
    </div>
  );
}

function showInvitation(text: string): void {
  openedInvitation.value = text;
  goTo({ page: 'acceptInvitation' });
}

function PasteCard() {
  const text = useSignal('');
  const isWrong = useSignal(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const link = pastedToLink(text.value);
    if (link === '') return;
    isWrong.value = !isCallLink(link) && !isInvitation(link);
    if (isWrong.value) return;
    if (isCallLink(link)) showJoinPage(link);
    else showInvitation(link);
  };
  const type = (typed: string): void => {
    text.value = typed;
    isWrong.value = false;
  };
  return (
    <form class="card" onSubmit={submit}>
      <h2>{t('paste.title')}</h2>
      <p class="soft">{t('paste.text')}</p>
      <TextField
        label={t('paste.label')}
        value={text.value}
        error={isWrong.value ? t('paste.noLink') : undefined}
        onText={type}
        placeholder={`${location.origin}/invite#…`}
        isAddress
      />
      <Button class="card-action" type="submit" disabled={text.value.trim() === ''}>
        {t('paste.continue')}
      </Button>
    </form>
  );
}
