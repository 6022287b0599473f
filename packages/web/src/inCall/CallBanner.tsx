/** One line about the call as a whole, and perhaps what to do. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/iconPaths.ts';

interface CallBannerProps {
  readonly icon: IconName;
  readonly text: string;
  readonly children?: ComponentChildren;
}

/** The line. */
export function CallBanner({ icon, text, children }: CallBannerProps) {
  return (
    <div class="call-banner">
      <Icon name={icon} class="icon-small" />
      <p dir="auto">{text}</p>
      {children}
    </div>
  );
}
