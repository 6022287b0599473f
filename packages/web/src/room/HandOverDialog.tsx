/** Continuing the call on another device: the code to be scanned there, and how far that device is. */
import type { HandOverView, LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { durationToTimer } from '../locale/format.ts';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copyText.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { second } from '../ui/now.ts';
import { QrCode } from '../ui/QrCode.tsx';
import { closeHandOver, isHandOverOpen, renewHandOver, stayHere } from './handOver.ts';

/** The dialog, while it is open. */
export function HandOverDialog({ call }: { readonly call: LinkCallView }) {
  if (!isHandOverOpen.value || call.stage === 'over') return null;
  return (
    <Dialog title={t('room.moveTitle')} onClose={closeHandOver}>
      <div class="hand-over">
        <Step handOver={call.handOver} amHost={call.amHost} />
      </div>
    </Dialog>
  );
}

interface StepProps {
  readonly handOver: HandOverView | undefined;
  readonly amHost: boolean;
}

function Step({ handOver, amHost }: StepProps) {
  if (handOver === undefined) return <Expired />;
  if (handOver.stage === 'open' && handOver.link !== undefined) {
    return <Code link={handOver.link} until={handOver.until} amHost={amHost} />;
  }
  return <Progress stage={handOver.stage} />;
}

interface CodeProps {
  readonly link: string;
  readonly until: number;
  readonly amHost: boolean;
}

function Code({ link, until, amHost }: CodeProps) {
  const left = durationToTimer(Math.max(0, until - second.value));
  return (
    <>
      <p class="soft">{t('room.moveText')}</p>
      <QrCode text={link} label={t('room.moveQr')} />
      <p class="hand-over-left">{t('room.moveLeft', { time: left })}</p>
      <div class="hand-over-actions">
        <Button icon="copy" onClick={() => void copyText(link, t('room.moveCopied'), t('share.copyFailed'))}>
          {t('share.copy')}
        </Button>
      </div>
      <ul class="hand-over-notes">
        <li>{t('room.moveSecret')}</li>
        <li>{t(amHost ? 'room.moveHost' : 'room.moveGuest')}</li>
      </ul>
    </>
  );
}

function Progress({ stage }: { readonly stage: HandOverView['stage'] }) {
  return (
    <div class="hand-over-progress" role="status">
      <span class="hand-over-sign">
        {stage === 'arriving' ? <Icon name="devices" /> : <span class="spinner" aria-hidden="true" />}
      </span>
      <p>{t(stageWords[stage])}</p>
      {stage === 'moving' ? null : <Button onClick={stayHere}>{t('room.moveStay')}</Button>}
    </div>
  );
}

/** What is said of each step of the other device. */
export const stageWords = {
  open: 'room.moveWaiting',
  waiting: 'room.moveWaiting',
  arriving: 'room.moveArriving',
  moving: 'room.moveMoving',
} as const satisfies Record<HandOverView['stage'], string>;

function Expired() {
  return (
    <>
      <p class="soft">{t('room.moveExpired')}</p>
      <div class="actions">
        <Button kind="primary" icon="qr" data-focus onClick={() => void renewHandOver()}>
          {t('room.moveRenew')}
        </Button>
      </div>
    </>
  );
}
