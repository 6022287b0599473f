/** The digits and the QR code by which two people make sure that nobody sits between them. */
import { t } from '../locale/locale.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { QrCode } from '../ui/QrCode.tsx';

interface SafetyNumberProps {
  readonly name: string;
  /** 60 digits in groups of 5. */
  readonly digits: string;
  readonly onClose: () => void;
}

/** The dialog. */
export function SafetyNumber({ name, digits, onClose }: SafetyNumberProps) {
  const groups = digits.split(/\s+/u).filter(Boolean);
  return (
    <Dialog title={t('conversation.safetyNumber')} onClose={onClose}>
      <p class="soft">{t('conversation.safetyText', { name })}</p>
      <ol class="safety-digits">
        {groups.map((group, index) => (
          <li key={index}>{group}</li>
        ))}
      </ol>
      <QrCode text={groups.join('')} label={t('conversation.safetyQr')} />
    </Dialog>
  );
}
