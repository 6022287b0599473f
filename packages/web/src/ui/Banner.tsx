/** A strip above the app about something that lasts. */
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './iconPaths.ts';

interface BannerProps {
  readonly icon: IconName;
  readonly tone: 'quiet' | 'warning';
  readonly text: string;
  /** Appears only after two seconds, so that a passing state does not flicker. */
  readonly late?: boolean;
  /** What can be done about it. */
  readonly children?: ComponentChildren;
}

/** The strip. */
export function Banner({ icon, tone, text, late = false, children }: BannerProps) {
  return (
    <div class={`banner banner-${tone}${late ? ' banner-late' : ''}`}>
      <Icon name={icon} class="icon-small" />
      <span>{text}</span>
      {children === undefined ? null : <span class="banner-actions">{children}</span>}
    </div>
  );
}
