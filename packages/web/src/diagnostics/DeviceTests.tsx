/** The device steps' own controls: picture, loudness, tone. Nothing opens before its button is pressed. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import {
  camera,
  microphone,
  noteLevel,
  noteTone,
  startCamera,
  startMicrophone,
  startTone,
  steps,
  stopCamera,
  stopMicrophone,
} from './checkState.ts';

/** A button, then the camera's picture. */
export function CameraTest() {
  const view = useRef<HTMLVideoElement>(null);
  const stream = camera.value?.stream;
  useEffect(() => {
    if (view.current !== null) view.current.srcObject = stream ?? null;
  }, [stream]);
  if (stream === undefined)
    return (
      <Button icon="video" disabled={isRunning('camera')} onClick={() => void startCamera()}>
        {t('check.testCamera')}
      </Button>
    );
  return (
    <>
      <video ref={view} class="check-picture" autoplay playsInline muted aria-label={t('check.picture')} />
      <Button onClick={stopCamera}>{t('check.stop')}</Button>
    </>
  );
}

/** A button, then how loud it is. */
export function MicrophoneTest() {
  const open = microphone.value;
  if (open === undefined)
    return (
      <Button icon="microphone" disabled={isRunning('microphone')} onClick={() => void startMicrophone()}>
        {t('check.testMicrophone')}
      </Button>
    );
  return (
    <>
      <p class="note">{t('check.speak')}</p>
      <LevelMeter level={open.level} />
      <Button onClick={stopMicrophone}>{t('check.stop')}</Button>
    </>
  );
}

/** Moves without rendering, as often as the screen does. */
function LevelMeter({ level }: { readonly level: () => number }) {
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let frame = 0;
    const follow = (): void => {
      const now = level();
      if (meter.current !== null) meter.current.value = now;
      noteLevel(now);
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return <meter ref={meter} class="check-meter" min={0} max={1} value={0} aria-label={t('check.level')} />;
}

/** A button that plays a tone, then the question whether it was heard. */
export function SpeakerTest() {
  return (
    <>
      <Button onClick={() => void startTone()}>{t('check.playTone')}</Button>
      {isRunning('speaker') ? (
        <div class="check-question">
          <p>{t('check.didYouHear')}</p>
          <Button onClick={() => noteTone(true)}>{t('check.yes')}</Button>
          <Button onClick={() => noteTone(false)}>{t('check.no')}</Button>
        </div>
      ) : null}
    </>
  );
}

function isRunning(name: 'camera' | 'microphone' | 'speaker'): boolean {
  return steps.value[name]?.state === 'running';
}
