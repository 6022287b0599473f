/** A call in its own small window: the picture, or who it is, and the two things that cannot wait. */
import { useEffect } from 'preact/hooks';
import { CallControl } from '../inCall/CallControl.tsx';
import { MicrophoneControl } from '../inCall/DeviceControls.tsx';
import { Picture } from '../inCall/Picture.tsx';
import { t } from '../locale/locale.ts';
import { call, pictures } from '../session.ts';
import { contactIdToName } from '../words/contactName.ts';
import { CallClock } from './CallClock.tsx';
import { hangUp } from './contactCallActions.ts';

/** The window's content; `onOver` closes the window. */
export function FloatingCall({ onOver }: { readonly onOver: () => void }) {
  const current = call.value;
  const isOver = current === undefined || current.stage === 'ended';
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver]);
  if (current === undefined) return null;
  const streams = pictures.value;
  const screen = current.theirs?.screen ? streams?.remoteScreen.value : undefined;
  const stream = screen ?? (current.theirs?.camera ? streams?.remotePicture.value : undefined);
  return (
    <div class="call call-floating">
      {stream === undefined ? null : (
        <Picture stream={stream} class="call-picture" isWhole={screen !== undefined} />
      )}
      <div class="call-stage call-stage-over">
        <p class="call-top-name">
          <strong dir="auto">{contactIdToName(current.contactId)}</strong>
          <CallClock call={current} />
        </p>
        <div class="call-controls">
          <MicrophoneControl call={current} isKeyless />
          <CallControl icon="hangUp" tone="end" label={t('call.hangUp')} onPress={hangUp} />
        </div>
      </div>
    </div>
  );
}
