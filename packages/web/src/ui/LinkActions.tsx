/** A link that is given to others, whatever it leads to: the field that shows it, and what can be done with it. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../locale/locale.ts';
import { Button } from './Button.tsx';
import { canShare, copyText, shareUrl } from './copyText.ts';
import { QrCode } from './QrCode.tsx';

interface LinkFieldProps {
  readonly link: string;
  readonly label: string;
  /** Further class. */
  readonly look?: string;
}

/** The link to be read, or to be selected as a whole. */
export function LinkField({ link, label, look = '' }: LinkFieldProps) {
  return (
    <input
      class={`input ${look}`}
      readOnly
      value={link}
      aria-label={label}
      onFocus={event => event.currentTarget.select()}
    />
  );
}

interface LinkActionsProps {
  readonly link: string;
  /** What goes with the link through the share sheet. */
  readonly shareText: string;
  /** What the QR code is, for those who do not see it. */
  readonly qrLabel: string;
  /** Stands under the QR code. */
  readonly qrNote?: ComponentChildren;
  /** Classes of the row of buttons. */
  readonly look: string;
  /** Further buttons, after *Copy*. */
  readonly children?: ComponentChildren;
}

/** *Copy*, *Share* where there is a share sheet, and the QR code. */
export function LinkActions(props: LinkActionsProps) {
  const { link, shareText, qrLabel, qrNote, look, children } = props;
  const hasQr = useSignal(false);
  return (
    <>
      <div class={look}>
        <Button kind="primary" icon="copy" onClick={() => void copyLink(link)}>
          {t('share.copy')}
        </Button>
        {children}
        {canShare() ? (
          <Button icon="share" onClick={() => void shareLink(link, shareText)}>
            {t('share.share')}
          </Button>
        ) : null}
        <Button icon="qr" aria-expanded={hasQr.value} onClick={() => (hasQr.value = !hasQr.value)}>
          {t(hasQr.value ? 'share.hideQr' : 'share.qr')}
        </Button>
      </div>
      {hasQr.value ? (
        <>
          <QrCode text={link} label={qrLabel} />
          {qrNote}
        </>
      ) : null}
    </>
  );
}

/** Copies a link and says so. */
export function copyLink(link: string): Promise<void> {
  return copyText(link, t('share.copied'), t('share.copyFailed'));
}

async function shareLink(link: string, text: string): Promise<void> {
  if (!(await shareUrl(link, text))) await copyLink(link);
}
