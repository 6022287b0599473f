/**
 * Plays the other side's sound. Lives as long as the call, whatever screen is shown, so that sound never restarts. It
 * is there while the call still rings: nothing comes then, and nothing has to be started when it is accepted.
 */
import { useSignal } from '@preact/signals';
import type { CallView } from '@sotto/core/client/view';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { pictures } from '../session.ts';
import { Button } from '../ui/Button.tsx';

/** The other person's voice, and the sound of a shared screen. */
export function RemoteSound({ call }: { readonly call: CallView }) {
  const streams = pictures.value;
  return (
    <>
      <Sound call={call} stream={streams?.remoteSound.value} />
      {call.theirs?.screen ? <Sound call={call} stream={streams?.remoteScreenSound.value} /> : null}
    </>
  );
}

interface SoundProps {
  readonly call: CallView;
  readonly stream: MediaStream | undefined;
}

/** The element, and a button for browsers that hold sound back until a tap. */
function Sound({ call, stream }: SoundProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const isBlocked = useSignal(false);
  const isRinging = call.stage === 'incoming';
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
    audio.current.srcObject = stream ?? null;
    if (stream !== undefined) void play();
  }, [stream]);
  // What was held back while it rang may play once the person has accepted.
  useEffect(() => {
    if (!isRinging && isBlocked.value) void play();
  }, [isRinging]);
  useSpeaker(audio, call.devices?.choices.speaker.chosen);
  return (
    <>
      <audio ref={audio} autoplay muted={call.mine.held} />
      {isBlocked.value && !isRinging ? (
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

/** A speaker that is gone leaves the sound where the system puts it. */
function useSpeaker(audio: { readonly current: HTMLAudioElement | null }, chosen: string | undefined): void {
  useEffect(() => {
    const element = audio.current;
    if (element === null || !('setSinkId' in element) || element.sinkId === (chosen ?? '')) return;
    element.setSinkId(chosen ?? '').catch(() => undefined);
  }, [chosen]);
}
