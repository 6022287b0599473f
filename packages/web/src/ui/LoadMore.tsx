/** The end of a list that has more: asks for it whenever it is seen. */
import { useEffect, useRef } from 'preact/hooks';

interface LoadMoreProps {
  /** What the list shows so far: asked is once for each. */
  readonly shown: string | number;
  readonly text: string;
  readonly class: string;
  readonly onSeen: () => void;
}

/** The line. */
export function LoadMore({ shown, text, class: className, onSeen }: LoadMoreProps) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      observer.disconnect();
      onSeen();
    });
    if (line.current !== null) observer.observe(line.current);
    return () => observer.disconnect();
  }, [shown]);
  return (
    <p ref={line} class={className}>
      {text}
    </p>
  );
}
