/** Connecting, in call, reconnecting: pictures, states, controls. */
import type { CallView } from '@sotto/core/client/view';
import { CallControl } from '../inCall/CallControl.tsx';
import { callLayout, changeLayout } from '../inCall/callLayout.ts';
import { DeviceControls } from '../inCall/DeviceControls.tsx';
import { DeviceNotices } from '../inCall/DeviceNotices.tsx';
import { ScreenControl } from '../inCall/ScreenControl.tsx';
import { type KeyActions, useCallKeys } from '../inCall/useCallKeys.ts';
import { useCallSystem } from '../inCall/useCallSystem.ts';
import { t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { CallBanners } from './CallBanners.tsx';
import { CallClock } from './CallClock.tsx';
import { CallDetails } from './CallDetails.tsx';
import { CallMenu } from './CallMenu.tsx';
import { CallPerson } from './CallPerson.tsx';
import { hasLargePicture, LargePictures, SmallPictures } from './CallPictures.tsx';
import { CallTop } from './CallTop.tsx';
import { minimiseCall } from './callScreenState.ts';
import { hangUp, toggleHold } from './contactCallActions.ts';
import { floatCall } from './floatCall.ts';
import { QualityPanel } from './QualityPanel.tsx';

interface RunningCallProps {
  readonly call: CallView;
  readonly name: string;
}

const KEY_ACTIONS: KeyActions<CallView> = {
  h: toggleHold,
  g: () => changeLayout({ arrangement: callLayout.peek().arrangement === 'grid' ? 'speaker' : 'grid' }),
  p: () => void floatCall(),
  escape: minimiseCall,
};

/** The screen. */
export function RunningCall({ call, name }: RunningCallProps) {
  const { mine, theirs } = call;
  useCallKeys(call, KEY_ACTIONS);
  useCallSystem(call, mine.camera || mine.screen || theirs?.camera || theirs?.screen || false, hangUp);
  const isOver = hasLargePicture(call);
  return (
    <>
      <LargePictures call={call} name={name} />
      <div class={isOver ? 'call-stage call-stage-over' : 'call-stage'}>
        <CallTop>
          {isOver ? <TopName call={call} name={name} /> : null}
          <CallDetails call={call}>
            <QualityPanel call={call} name={name} />
          </CallDetails>
        </CallTop>
        <CallBanners call={call} name={name} />
        {isOver ? <OverPicture call={call} name={name} /> : <WithoutPicture call={call} name={name} />}
        <DeviceNotices call={call} />
        <Controls call={call} />
      </div>
      <SmallPictures call={call} name={name} />
    </>
  );
}

function Controls({ call }: { readonly call: CallView }) {
  return (
    <div class="call-controls">
      {call.mine.held ? null : <DeviceControls call={call} />}
      {!call.mine.held && call.devices?.choices.canShareScreen ? <ScreenControl call={call} /> : null}
      <CallMenu call={call} />
      <CallControl icon="hangUp" tone="end" label={t('call.hangUp')} onPress={hangUp} />
    </div>
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
  const isHeld = theirs?.held === true || call.mine.held;
  const isCameraOff = call.media === 'video' && theirs !== undefined && !theirs.camera && !isHeld;
  return (
    <div class="call-states" aria-live="polite">
      {theirs?.microphone === false && !isHeld ? (
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
