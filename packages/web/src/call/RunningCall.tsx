/** Connecting, in call, reconnecting: pictures, states, controls. */
import type { CallView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { pictures } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import { CallClock } from './CallClock.tsx';
import { CallControl } from './CallControl.tsx';
import { CallDetails } from './CallDetails.tsx';
import { CallPerson } from './CallPerson.tsx';
import { CallTop } from './CallTop.tsx';
import { DeviceControls } from './DeviceControls.tsx';
import { DeviceNotices } from './DeviceNotices.tsx';
import { Picture } from './Picture.tsx';
import { SelfView } from './SelfView.tsx';
import { useCallKeys } from './useCallKeys.ts';

interface RunningCallProps {
  readonly call: CallView;
  readonly name: string;
}

/** The screen. */
export function RunningCall({ call, name }: RunningCallProps) {
  useCallKeys(call);
  const theirs = call.theirs?.camera ? pictures.value?.remotePicture.value : undefined;
  const mine = call.mine.camera ? pictures.value?.localPicture.value : undefined;
  return (
    <>
      {theirs === undefined ? null : (
        <Picture
          stream={theirs}
          class={call.stage === 'reconnecting' ? 'call-picture is-dimmed' : 'call-picture'}
          label={t('call.theirPicture', { name })}
        />
      )}
      <div class={theirs === undefined ? 'call-stage' : 'call-stage call-stage-over'}>
        <CallTop>
          {theirs === undefined ? null : <TopName call={call} name={name} />}
          <CallDetails call={call} />
        </CallTop>
        {theirs === undefined ? (
          <WithoutPicture call={call} name={name} />
        ) : (
          <OverPicture call={call} name={name} />
        )}
        <DeviceNotices call={call} />
        <div class="call-controls">
          <DeviceControls call={call} />
          <CallControl
            icon="hangUp"
            tone="end"
            label={t('call.hangUp')}
            onPress={() => void perform(commands => commands.endCall())}
          />
        </div>
      </div>
      {mine === undefined ? null : <SelfView stream={mine} />}
    </>
  );
}

function TopName({ call, name }: RunningCallProps) {
  return (
    <p class="call-top-name">
      <strong dir="auto">{name}</strong>
      <CallClock call={call} />
    </p>
  );
}

function WithoutPicture({ call, name }: RunningCallProps) {
  return (
    <CallPerson call={call} name={name} isWaiting={call.stage !== 'inCall'}>
      <p class="call-line">
        <CallClock call={call} />
      </p>
      {call.stage === 'reconnecting' ? <p class="call-hint">{t('call.reconnectingText')}</p> : null}
      <TheirStates call={call} name={name} />
    </CallPerson>
  );
}

function OverPicture({ call, name }: RunningCallProps) {
  return call.stage === 'reconnecting' ? (
    <div class="call-person">
      <span class="spinner" aria-hidden="true" />
      <strong class="reconnecting">{t('call.reconnecting')}</strong>
      <p class="call-hint">{t('call.reconnectingText')}</p>
    </div>
  ) : (
    <TheirStates call={call} name={name} />
  );
}

/** What the other side has switched off, as it says itself. */
function TheirStates({ call, name }: RunningCallProps) {
  const { theirs } = call;
  const isCameraOff = call.media === 'video' && theirs !== undefined && !theirs.camera;
  return (
    <div class="call-states" aria-live="polite">
      {theirs?.microphone === false ? (
        <p class="call-state">
          <Icon name="microphoneOff" class="icon-small" />
          {t('call.theyMuted', { name })}
        </p>
      ) : null}
      {isCameraOff ? (
        <p class="call-state">
          <Icon name="videoOff" class="icon-small" />
          {t('call.theirCameraOff')}
        </p>
      ) : null}
    </div>
  );
}
