/** An invitation that can be given away: link, copy, share, QR code. */
import { useSignal } from '@preact/signals';
import type { InvitationView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { QrCode } from '../ui/QrCode.tsx';
import { showToast } from '../ui/toast.ts';

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
        {'share' in navigator ? (
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
export async function copyLink(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    showToast(t('invite.copied'), 'done');
  } catch {
    showToast(t('invite.copyFailed'), 'problem');
  }
}

/** Opens the system's share sheet. A person who closes it has not met a problem. */
async function shareLink(link: string): Promise<void> {
  try {
    await navigator.share({ text: t('invite.shareText'), url: link });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) await copyLink(link);
  }
}
