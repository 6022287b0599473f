/** Plays the other side's sound. Lives as long as the call, whatever screen is shown, so that sound never restarts. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { pictures } from '../session.ts';
import { Button } from '../ui/Button.tsx';

/** The element, and a button for browsers that hold sound back until a tap. */
export function RemoteSound() {
  const audio = useRef<HTMLAudioElement>(null);
  const isBlocked = useSignal(false);
  const sound = pictures.value?.remoteSound.value;
  const play = async (): Promise<void> => {
    try {
      await audio.current?.play();
      isBlocked.value = false;
    } catch (error) {
      isBlocked.value = error instanceof DOMException && error.name === 'NotAllowedError';
    }
  };
  useEffect(() => {
    if (audio.current === null) return;
    audio.current.srcObject = sound ?? null;
    if (sound !== undefined) void play();
  }, [sound]);
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: live speech has no captions. */}
      <audio ref={audio} autoplay />
      {isBlocked.value ? (
        <div class="sound-blocked" role="alert">
          <span>{t('call.soundBlocked')}</span>
          <Button kind="accent" onClick={() => void play()}>
            {t('call.playSound')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
