/**
 * The rings around the avatar of a call that rings. A call may ring for minutes, and every frame that is drawn costs
 * battery: an animation in CSS that rests most of the time has the browser draw all of them, one that is begun anew none.
 */

const EVERY_MS = 4200;
const RIPPLE_MS = 1470;
const RINGS = [
  { pseudoElement: '::before', delay: 0 },
  { pseudoElement: '::after', delay: 350 },
] as const;
const RIPPLE: Keyframe[] = [
  { opacity: 0, transform: 'scale(0.86)' },
  { opacity: 1, offset: 0.34 },
  { opacity: 0, transform: 'scale(1.1)' },
];

/** Begins at once; what is returned ends it. Whoever wants no motion sees the rings stand still. */
export function keepRippling(element: HTMLElement): () => void {
  if (!matchMedia('(prefers-reduced-motion: no-preference)').matches) return () => undefined;
  let running: Animation[] = [];
  const ripple = () => {
    running = RINGS.map(ring =>
      element.animate(RIPPLE, { ...ring, duration: RIPPLE_MS, easing: 'ease-out' }),
    );
  };
  ripple();
  const timer = setInterval(ripple, EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const animation of running) animation.cancel();
  };
}
