/** An invitation that can be given away: link, copy, share, QR code. */
import { useSignal } from '@preact/signals';
import type { InvitationView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { canShare, copyText, shareUrl } from '../ui/copyText.ts';
import { QrCode } from '../ui/QrCode.tsx';

/** The link with everything that can be done with it. */
export function InvitationLink({ invitation }: { readonly invitation: InvitationView }) {
  const hasQr = useSignal(false);
  const { link } = invitation;
  return (
    <div class="invitation">
      <input
        class="input invitation-link"
        readOnly
        value={link}
        aria-label={t('invite.link')}
        onFocus={event => event.currentTarget.select()}
      />
      <div class="actions actions-start">
        <Button kind="primary" icon="copy" onClick={() => void copyLink(link)}>
          {t('invite.copy')}
        </Button>
        {canShare() ? (
          <Button icon="share" onClick={() => void shareLink(link)}>
            {t('invite.share')}
          </Button>
        ) : null}
        <Button icon="qr" aria-expanded={hasQr.value} onClick={() => (hasQr.value = !hasQr.value)}>
          {t(hasQr.value ? 'invite.hideQr' : 'invite.qr')}
        </Button>
      </div>
      {hasQr.value ? <QrCode text={link} label={t('invite.qrLabel')} /> : null}
      <p class="note">{t('invite.sendHint')}</p>
    </div>
  );
}

/** Copies a link and says so. */
export function copyLink(link: string): Promise<void> {
  return copyText(link, t('invite.copied'), t('invite.copyFailed'));
}

async function shareLink(link: string): Promise<void> {
  if (!(await shareUrl(link, t('invite.shareText')))) await copyLink(link);
}
