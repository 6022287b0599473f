/** A stream in a video element. Always silent: the call's sound has an element of its own. */
import { useEffect, useRef } from 'preact/hooks';
import { pictureFit } from './placement.ts';

interface PictureProps {
  readonly stream: MediaStream;
  readonly class: string;
  readonly label?: string;
  /** Fills its box whatever is cut away. */
  readonly isFilling?: boolean;
  /** Shows everything, whatever room that leaves: for screens, where the edge matters. */
  readonly isWhole?: boolean;
  /** One's own picture, as in a mirror. */
  readonly isMirrored?: boolean;
}

/** The picture; fills its box unless too much of it would be cut away. */
export function Picture(props: PictureProps) {
  const { stream, class: look, label, isFilling = false, isWhole = false, isMirrored = false } = props;
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = stream;
    // `autoplay` alone stays paused in some browsers when the stream changes.
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  useEffect(
    () => (video.current === null || isFilling || isWhole ? undefined : followShape(video.current)),
    [isFilling, isWhole],
  );
  return (
    <video
      ref={video}
      class={isMirrored ? `${look} is-mirrored` : look}
      aria-label={label}
      aria-hidden={label === undefined}
      autoplay
      muted
      playsInline
      disablePictureInPicture={isMirrored}
    />
  );
}

/** Fits the picture anew whenever it or its box changes shape. */
function followShape(video: HTMLVideoElement): () => void {
  const fit = (): void => {
    const picture = { width: video.videoWidth, height: video.videoHeight };
    const box = { width: video.clientWidth, height: video.clientHeight };
    video.style.objectFit = pictureFit(picture, box);
  };
  const observer = new ResizeObserver(fit);
  observer.observe(video);
  video.addEventListener('resize', fit);
  return () => {
    observer.disconnect();
    video.removeEventListener('resize', fit);
  };
}
