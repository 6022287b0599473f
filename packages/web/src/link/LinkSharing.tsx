/** A link that works: join, and everything that gives it to others. */
import { useSignal } from '@preact/signals';
import type { LinkView } from '@sotto/core/link/linkView';
import { t } from '../locale/locale.ts';
import { showJoinPage } from '../openedLink.ts';
import { Button } from '../ui/Button.tsx';
import { LinkActions, LinkField } from '../ui/LinkActions.tsx';
import { linkToIcon } from '../words/linkName.ts';
import { isHere } from './isHere.ts';
import { policyKeys } from './linkWords.ts';
import { SendLink } from './SendLink.tsx';

/** Link, *Join*, *Send*, *Copy*, *Share*, QR code. */
export function LinkSharing({ link }: { readonly link: LinkView }) {
  const isSending = useSignal(false);
  return (
    <>
      <LinkField link={link.link} label={t('link.field')} look="link-field" />
      <Button
        kind="accent"
        class="link-join-large"
        icon={linkToIcon(link.media)}
        onClick={() => showJoinPage(link.link, true)}
      >
        {t(isHere(link) ? 'call.return' : 'link.join')}
      </Button>
      <h3 class="link-invite">{t('link.inviteOthers')}</h3>
      <LinkActions
        link={link.link}
        shareText={t('link.shareText')}
        qrLabel={t('link.qrLabel')}
        qrNote={<p class="note link-qr-note">{t('link.qrText')}</p>}
        look="actions actions-start link-actions"
      >
        <Button icon="send" onClick={() => (isSending.value = true)}>
          {t('link.send')}
        </Button>
      </LinkActions>
      {link.isMine ? <p class="note link-trust">{t(policyKeys[link.policy][2])}</p> : null}
      {isSending.value ? <SendLink link={link} onClose={() => (isSending.value = false)} /> : null}
    </>
  );
}
