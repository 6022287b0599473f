/** What both panels are: a heading that takes the focus, a cross, and room for the rest. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { closePanel } from './roomScreenState.ts';

interface RoomPanelFrameProps {
  readonly title: string;
  readonly look: string;
  /** The panel gives the focus to something inside. */
  readonly hasOwnFocus?: boolean;
  readonly children: ComponentChildren;
}

/** The panel. */
export function RoomPanelFrame({ title, look, hasOwnFocus = false, children }: RoomPanelFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!hasOwnFocus) heading.current?.focus();
  }, []);
  return (
    <aside class={`room-panel ${look}`} aria-label={title} onKeyDown={closeOnEscape}>
      <header class="room-panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="close" label={t('app.close')} onClick={closePanel} />
      </header>
      {children}
    </aside>
  );
}

/** Inside a panel, Escape closes that panel; elsewhere it makes the call small. */
function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest(':popover-open') !== null) return;
  event.preventDefault();
  closePanel();
  document.querySelector<HTMLElement>('.room')?.focus();
}
