/** The link of a call, to be copied, shared or scanned. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { QrCode } from '../ui/QrCode.tsx';
import { showToast } from '../ui/toast.ts';

/** The link with everything that can be done with it. */
export function InviteOthers({ link }: { readonly link: string }) {
  const hasQr = useSignal(false);
  return (
    <div class="invite-others">
      <input
        class="input"
        readOnly
        value={link}
        aria-label={t('room.link')}
        onFocus={event => event.currentTarget.select()}
      />
      <div class="invite-others-actions">
        <Button kind="primary" icon="copy" onClick={() => void copyLink(link)}>
          {t('room.copy')}
        </Button>
        {'share' in navigator ? (
          <Button icon="share" onClick={() => void shareLink(link)}>
            {t('room.share')}
          </Button>
        ) : null}
        <Button icon="qr" aria-expanded={hasQr.value} onClick={() => (hasQr.value = !hasQr.value)}>
          {t(hasQr.value ? 'room.hideQr' : 'room.qr')}
        </Button>
      </div>
      {hasQr.value ? <QrCode text={link} label={t('room.qrLabel')} /> : null}
    </div>
  );
}

async function copyLink(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    showToast(t('room.copied'), 'done');
  } catch {
    showToast(t('room.copyFailed'), 'problem');
  }
}

/** Opens the system's share sheet. A person who closes it has not met a problem. */
async function shareLink(link: string): Promise<void> {
  try {
    await navigator.share({ text: t('room.shareText'), url: link });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) await copyLink(link);
  }
}
