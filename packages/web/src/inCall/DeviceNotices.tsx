/** A microphone or camera that could not be had: why, how to get it, or how to go on without it. */
import { useSignal } from '@preact/signals';
import type { Commands } from '@sotto/core/client/command';
import type { DeviceProblem, DevicesView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/iconPaths.ts';
import type { OwnSide } from './callActions.ts';
import { cameraKeys, microphoneKeys } from './deviceWords.ts';

/** The notices, one per device with a problem. */
export function DeviceNotices({ call }: { readonly call: OwnSide }) {
  const { microphone, camera } = call.problems;
  return (
    <div class="notices" aria-live="polite">
      {microphone === undefined ? null : (
        <Notice
          key={`microphone ${microphone}`}
          icon="microphoneOff"
          text={t(microphoneKeys[microphone])}
          retry={commands => commands.setMicrophone(true)}
        />
      )}
      {camera === undefined ? null : (
        <Notice
          key={`camera ${camera}`}
          icon="videoOff"
          text={t(cameraKeys[camera])}
          retry={canRetry(camera) ? commands => commands.setCamera(true) : undefined}
        />
      )}
      {call.devices === undefined ? null : <Fallbacks fallbacks={call.devices.fallbacks} />}
    </div>
  );
}

/** What was unplugged, and what is used instead. */
function Fallbacks({ fallbacks }: { readonly fallbacks: DevicesView['fallbacks'] }) {
  return (
    <>
      {FALLBACKS.map(([kind, icon, words]) => {
        const label = fallbacks[kind];
        if (label === undefined) return null;
        const device = label === '' ? t('device.another') : label;
        return (
          <Notice key={`${kind} ${label}`} icon={icon} text={t(words, { device })} retry={undefined} isOver />
        );
      })}
    </>
  );
}

const FALLBACKS = [
  ['microphone', 'microphone', 'device.microphoneReplaced'],
  ['camera', 'video', 'device.cameraReplaced'],
  ['speaker', 'speaker', 'device.speakerReplaced'],
] as const;

/** A camera that does not exist is not asked for again. */
function canRetry(problem: DeviceProblem): boolean {
  return problem !== 'missing';
}

interface NoticeProps {
  readonly icon: IconName;
  readonly text: string;
  readonly retry: ((commands: Commands) => ReturnType<Commands['setCamera']>) | undefined;
  /** Nothing is missing any more. */
  readonly isOver?: boolean;
}

function Notice({ icon, text, retry, isOver = false }: NoticeProps) {
  const isDismissed = useSignal(false);
  if (isDismissed.value) return null;
  return (
    <div class="notice">
      <Icon name={icon} class="icon-notice" />
      <p>{text}</p>
      <div class="notice-actions">
        {retry === undefined ? null : (
          <Button onClick={() => void perform(retry)}>{t('app.tryAgain')}</Button>
        )}
        <Button kind="quiet" onClick={() => (isDismissed.value = true)}>
          {t(isOver ? 'app.close' : 'device.continue')}
        </Button>
      </div>
    </div>
  );
}
