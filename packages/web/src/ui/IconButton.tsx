/** Buttons without words; the label is spoken and shown as a tooltip. */
import type { ButtonHTMLAttributes } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './iconPaths.ts';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName;
  readonly label: string;
  /** Shown in the tooltip instead of the label, for example with its key. */
  readonly tooltip?: string;
}

/** A round 44 px button. */
export function IconButton({ icon, label, tooltip, class: extra, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`icon-button ${extra ?? ''}`}
      aria-label={label}
      title={tooltip ?? label}
    >
      <Icon name={icon} />
    </button>
  );
}
