/** An invitation that can be given away: link, copy, share, QR code. */
import type { InvitationView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { LinkActions, LinkField } from '../ui/LinkActions.tsx';

/** The link with everything that can be done with it. */
export function InvitationLink({ invitation }: { readonly invitation: InvitationView }) {
  const { link } = invitation;
  return (
    <div class="invitation">
      <LinkField link={link} label={t('invite.link')} look="invitation-link" />
      <LinkActions
        link={link}
        shareText={t('invite.shareText')}
        qrLabel={t('invite.qrLabel')}
        look="actions actions-start link-actions"
      />
      <p class="note">{t('invite.sendHint')}</p>
    </div>
  );
}
