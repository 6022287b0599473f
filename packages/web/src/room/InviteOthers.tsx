/** The link of a call, to be copied, shared or scanned. */
import { t } from '../locale/locale.ts';
import { LinkActions, LinkField } from '../ui/LinkActions.tsx';

/** The link with everything that can be done with it. */
export function InviteOthers({ link }: { readonly link: string }) {
  return (
    <div class="invite-others">
      <LinkField link={link} label={t('room.link')} />
      <LinkActions
        link={link}
        shareText={t('room.shareText')}
        qrLabel={t('room.qrLabel')}
        look="invite-others-actions"
      />
    </div>
  );
}
