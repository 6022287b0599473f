/** Plays what somebody sends, in an element of its own that no screen replaces. */
import { signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';

interface SoundProps {
  readonly stream: MediaStream | undefined;
  /** Id of the loudspeaker to use; undefined: the system's. */
  readonly speaker: string | undefined;
  /** Nobody has accepted yet: what the browser holds back is not asked for. */
  readonly isRinging?: boolean;
  readonly isMuted?: boolean;
  /** 0 to 1. */
  readonly volume?: number;
}

/** The element. What a browser holds back is told to `SoundsHeldBack`. */
export function Sound(props: SoundProps) {
  const { stream, speaker, isRinging = false, isMuted = false, volume = 1 } = props;
  const audio = useRef<HTMLAudioElement>(null);
  const isBlocked = useSignal(false);
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
  useEffect(() => {
    if (audio.current !== null) audio.current.volume = volume;
  }, [volume]);
  useSpeaker(audio, speaker);
  useHeldBack(isBlocked.value && !isRinging, play);
  return <audio ref={audio} autoplay muted={isMuted} />;
}

/** What plays the sounds that the browser holds back until a tap. */
const heldBack = signal<ReadonlySet<() => Promise<void>>>(new Set());

/** One button for all of them; belongs to the app once. */
export function SoundsHeldBack() {
  if (heldBack.value.size === 0) return null;
  const playAll = () => {
    for (const play of heldBack.peek()) void play();
  };
  return (
    <div class="sound-blocked" role="alert">
      <span>{t('call.soundBlocked')}</span>
      <Button kind="accent" onClick={playAll}>
        {t('call.playSound')}
      </Button>
    </div>
  );
}

function useHeldBack(isHeldBack: boolean, play: () => Promise<void>): void {
  useEffect(() => {
    if (!isHeldBack) return;
    heldBack.value = new Set(heldBack.peek()).add(play);
    return () => {
      const others = new Set(heldBack.peek());
      others.delete(play);
      heldBack.value = others;
    };
  }, [isHeldBack]);
}

/** A speaker that is gone leaves the sound where the system puts it. */
function useSpeaker(audio: { readonly current: HTMLAudioElement | null }, chosen: string | undefined): void {
  useEffect(() => {
    const element = audio.current;
    if (element === null || !('setSinkId' in element) || element.sinkId === (chosen ?? '')) return;
    element.setSinkId(chosen ?? '').catch(() => undefined);
  }, [chosen]);
}
