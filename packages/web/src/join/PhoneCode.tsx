/** The way from this screen to a phone: the link as a QR code. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { QrCode } from '../ui/QrCode.tsx';

/** A button, then the code. */
export function PhoneCode({ link }: { readonly link: string }) {
  const isShown = useSignal(false);
  return (
    <div class="phone-code">
      <Button
        kind="quiet"
        icon="devices"
        aria-expanded={isShown.value}
        onClick={() => (isShown.value = !isShown.value)}
      >
        {t('join.phone')}
      </Button>
      {isShown.value ? (
        <>
          <QrCode text={link} label={t('join.phoneQr')} />
          <p class="note">{t('join.phoneText')}</p>
        </>
      ) : null}
    </div>
  );
}
