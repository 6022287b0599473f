/** Buttons with words. */
import type { ButtonHTMLAttributes } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './iconPaths.ts';

/** `primary`: the one thing to do here. `accent`: accept a call. `danger`: destroys or ends. `plain`: the rest. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger' | 'accent';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
}

/** A button; `type` is `button` unless it submits a form. */
export function Button({ kind = 'plain', icon, children, class: extra, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class={`button button-${kind} ${extra ?? ''}`}>
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
