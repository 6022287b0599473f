/** Microphone and camera, with their keys M and V. */
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { CallControl } from './CallControl.tsx';
import { type OwnSide, toggleCamera, toggleMicrophone } from './callActions.ts';

/** The two buttons. */
export function DeviceControls({ call }: { readonly call: OwnSide }) {
  return (
    <>
      <MicrophoneControl call={call} />
      <CameraControls call={call} />
    </>
  );
}

interface MicrophoneControlProps {
  readonly call: OwnSide;
  /** Keys do nothing where it stands: none is named. */
  readonly isKeyless?: boolean;
}

/** Mutes and unmutes. */
export function MicrophoneControl({ call, isKeyless = false }: MicrophoneControlProps) {
  const { microphone } = call.mine;
  const label = t(microphone ? 'call.mute' : 'call.unmute');
  return (
    <CallControl
      icon={microphone ? 'microphone' : 'microphoneOff'}
      tone={microphone ? 'glass' : 'off'}
      label={label}
      caption={t(microphone ? 'call.muteCaption' : 'call.unmuteCaption')}
      tooltip={isKeyless ? label : t('call.shortcut', { action: label, key: 'M' })}
      onPress={() => toggleMicrophone(call)}
    />
  );
}

function CameraControls({ call }: { readonly call: OwnSide }) {
  const { camera } = call.mine;
  const cameraLabel = t(camera ? 'call.cameraOff' : 'call.cameraOn');
  return (
    <>
      <CallControl
        icon={camera ? 'video' : 'videoOff'}
        tone={camera ? 'glass' : 'off'}
        label={cameraLabel}
        caption={t('call.camera')}
        tooltip={t('call.shortcut', { action: cameraLabel, key: 'V' })}
        onPress={() => toggleCamera(call)}
      />
      {camera && call.devices?.choices.canFlipCamera ? (
        <CallControl
          icon="flip"
          label={t('call.flip')}
          caption={t('call.flipCaption')}
          onPress={() => void perform(commands => commands.flipCamera())}
        />
      ) : null}
    </>
  );
}
