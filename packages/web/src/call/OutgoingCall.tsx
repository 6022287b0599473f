/** This person calls: what is known of the other side, the own picture for a video call, and a way to give up. */
import type { CallView } from '@sotto/core/client/view';
import { CallControl } from '../inCall/CallControl.tsx';
import { callLayout } from '../inCall/callLayout.ts';
import { DeviceControls } from '../inCall/DeviceControls.tsx';
import { DeviceNotices } from '../inCall/DeviceNotices.tsx';
import { Picture } from '../inCall/Picture.tsx';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { pictures } from '../session.ts';
import { CallClock } from './CallClock.tsx';
import { CallPerson } from './CallPerson.tsx';
import { CallTop } from './CallTop.tsx';

/** The screen. */
export function OutgoingCall({ call, name }: { readonly call: CallView; readonly name: string }) {
  const preview = call.mine.camera ? pictures.value?.localPicture.value : undefined;
  return (
    <>
      {preview === undefined ? null : (
        <Picture stream={preview} class="call-preview" isFilling isMirrored={callLayout.value.isMirrored} />
      )}
      <div class="call-stage">
        <CallTop />
        {/* Over a moving picture, rings have the whole screen drawn twice as often. */}
        <CallPerson call={call} name={name} isWaiting={preview === undefined}>
          <p class="call-line">
            <CallClock call={call} />
          </p>
          {call.stage === 'waiting' ? <p class="call-hint">{t('call.waitHint')}</p> : null}
        </CallPerson>
        <DeviceNotices call={call} />
        <div class="call-controls">
          <DeviceControls call={call} />
          <CallControl
            icon="hangUp"
            tone="end"
            label={t('call.cancel')}
            caption={t('app.cancel')}
            onPress={() => void perform(commands => commands.endCall())}
          />
        </div>
      </div>
    </>
  );
}
