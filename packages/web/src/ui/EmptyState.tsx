/** What a place says while it has nothing to show. */
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './iconPaths.ts';

interface EmptyStateProps {
  readonly icon?: IconName;
  readonly title: string;
  readonly text?: string;
  /** `h1` where nothing else on the screen has a heading. */
  readonly level?: 'h1' | 'h2';
  readonly children?: ComponentChildren;
}

/** An icon, a line, a sentence, and perhaps what to do. */
export function EmptyState({ icon, title, text, level: Heading = 'h2', children }: EmptyStateProps) {
  return (
    <div class="empty">
      {icon === undefined ? null : (
        <span class="empty-icon">
          <Icon name={icon} />
        </span>
      )}
      <Heading>{title}</Heading>
      {text === undefined ? null : <p class="soft">{text}</p>}
      {children}
    </div>
  );
}
