/** Invitations that nobody has used yet. */
import type { InvitationView } from '@sotto/core/client/view';
import type { ReceiveId } from '@sotto/protocol/ids';
import { daysUntil, timeToDaysAgo } from '../locale/format.ts';
import { languageKind, plural, t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { invitations } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { copyLink } from '../ui/LinkActions.tsx';
import { minute } from '../ui/now.ts';
import { showToast } from '../ui/toast.ts';

/** The list; nothing when it would be empty. `except` is the one already on screen. */
export function PendingInvitations({ except }: { readonly except: ReceiveId | undefined }) {
  const open = invitations.value.filter(invitation => invitation.id !== except);
  if (open.length === 0) return null;
  return (
    <div class="card">
      <h2>{t('invite.pending')}</h2>
      <ul class="pending">
        {open.map(invitation => (
          <PendingRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </div>
  );
}

function PendingRow({ invitation }: { readonly invitation: InvitationView }) {
  const now = minute.value;
  const made = t('invite.created', { when: timeToDaysAgo(invitation.createdAt, now, languageKind()) });
  const expires = plural('invite.expires', daysUntil(invitation.expires, now));
  const withdraw = async (): Promise<void> => {
    const isDone = await perform(commands => commands.withdrawInvitation(invitation.id));
    if (isDone) showToast(t('invite.withdrawn'), 'done');
  };
  return (
    <li class="pending-row">
      <p>
        <span>{made}</span>
        <span class="note">{expires}</span>
      </p>
      <Button icon="copy" onClick={() => void copyLink(invitation.link)}>
        {t('share.copy')}
      </Button>
      <Button kind="quiet" onClick={() => void withdraw()}>
        {t('invite.withdraw')}
      </Button>
    </li>
  );
}
