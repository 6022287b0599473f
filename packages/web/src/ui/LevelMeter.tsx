/** How loud a microphone is, right now. */
import { useEffect, useRef } from 'preact/hooks';

interface LevelMeterProps {
  readonly label: string;
  readonly class: string;
  /** Loudness now, from 0 to 1. */
  readonly level: () => number;
}

/** Moves without rendering, as often as the screen does. */
export function LevelMeter({ label, class: look, level }: LevelMeterProps) {
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let frame = 0;
    const follow = (): void => {
      if (meter.current !== null) meter.current.value = level();
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return <meter ref={meter} class={look} min={0} max={1} value={0} aria-label={label} />;
}
