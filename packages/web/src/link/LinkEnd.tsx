/** The end of a link: for everybody, or only in this device's list. */
import { useSignal } from '@preact/signals';
import type { LinkView } from '@sotto/core/link/linkView';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { showToast } from '../ui/toast.ts';

/** The card, and the questions before either. */
export function LinkEnd({ link }: { readonly link: LinkView }) {
  const asks = useSignal<'revoke' | 'forget' | undefined>(undefined);
  const canRevoke = link.isMine && link.ending === undefined;
  const close = () => (asks.value = undefined);
  return (
    <div class="card link-end">
      {canRevoke ? (
        <>
          <h2>{t('link.over')}</h2>
          <p class="soft">{t('link.revokeHint')}</p>
        </>
      ) : null}
      <div class="actions actions-start">
        {canRevoke ? (
          <Button kind="danger" icon="block" onClick={() => (asks.value = 'revoke')}>
            {t('link.revoke')}
          </Button>
        ) : null}
        <Button icon="trash" onClick={() => (asks.value = 'forget')}>
          {t('link.forget')}
        </Button>
      </div>
      {asks.value === 'revoke' ? (
        <ConfirmDialog
          title={t('link.revokeTitle')}
          text={t('link.revokeText')}
          confirm={t('link.revokeConfirm')}
          onConfirm={() => void revoke(link)}
          onClose={close}
        />
      ) : null}
      {asks.value === 'forget' ? (
        <ConfirmDialog
          title={t('link.forgetTitle')}
          text={t(linkToForgetKey(link))}
          confirm={t('link.forgetConfirm')}
          onConfirm={() => void forget(link)}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

function linkToForgetKey({ isMine, ending }: LinkView) {
  if (ending !== undefined) return 'link.forgetTextOver';
  return isMine ? 'link.forgetTextMine' : 'link.forgetTextTheirs';
}

async function revoke({ linkId }: LinkView): Promise<void> {
  if (await perform(commands => commands.revokeLink(linkId))) showToast(t('link.revokeDone'), 'done');
}

async function forget({ linkId }: LinkView): Promise<void> {
  if (await perform(commands => commands.forgetLink(linkId))) showToast(t('link.forgetDone'), 'done');
}
