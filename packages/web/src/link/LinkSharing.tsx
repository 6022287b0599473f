/** A link that works: join, and everything that gives it to others. */
import { useSignal } from '@preact/signals';
import type { LinkView } from '@sotto/core/link/linkView';
import { t } from '../locale/locale.ts';
import { showJoinPage } from '../openedLink.ts';
import { Button } from '../ui/Button.tsx';
import { canShare, copyText, shareUrl } from '../ui/copyText.ts';
import { QrCode } from '../ui/QrCode.tsx';
import { linkToIcon } from '../words/linkName.ts';
import { policyKeys } from './linkWords.ts';
import { SendLink } from './SendLink.tsx';

/** Link, *Join*, *Send*, *Copy*, *Share*, QR code. */
export function LinkSharing({ link }: { readonly link: LinkView }) {
  const hasQr = useSignal(false);
  const isSending = useSignal(false);
  return (
    <>
      <input
        class="input link-field"
        readOnly
        value={link.link}
        aria-label={t('link.field')}
        onFocus={event => event.currentTarget.select()}
      />
      <Button
        kind="accent"
        class="link-join-large"
        icon={linkToIcon(link.media)}
        onClick={() => showJoinPage(link.link)}
      >
        {t('link.join')}
      </Button>
      <h3 class="link-invite">{t('link.inviteOthers')}</h3>
      <div class="actions actions-start">
        <Button kind="primary" icon="copy" onClick={() => void copyLink(link.link)}>
          {t('link.copy')}
        </Button>
        <Button icon="send" onClick={() => (isSending.value = true)}>
          {t('link.send')}
        </Button>
        {canShare() ? (
          <Button icon="share" onClick={() => void shareLink(link.link)}>
            {t('link.share')}
          </Button>
        ) : null}
        <Button icon="qr" aria-expanded={hasQr.value} onClick={() => (hasQr.value = !hasQr.value)}>
          {t(hasQr.value ? 'link.hideQr' : 'link.qr')}
        </Button>
      </div>
      {hasQr.value ? (
        <>
          <QrCode text={link.link} label={t('link.qrLabel')} />
          <p class="note link-qr-note">{t('link.qrText')}</p>
        </>
      ) : null}
      {link.isMine ? <p class="note link-trust">{t(policyKeys[link.policy][2])}</p> : null}
      {isSending.value ? <SendLink link={link} onClose={() => (isSending.value = false)} /> : null}
    </>
  );
}

function copyLink(link: string): Promise<void> {
  return copyText(link, t('link.copied'), t('link.copyFailed'));
}

async function shareLink(link: string): Promise<void> {
  if (!(await shareUrl(link, t('link.shareText')))) await copyLink(link);
}
