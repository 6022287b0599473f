/** A contact's round picture, generated from id and name. Decorative: the name stands beside it. */
import { idToColour, nameToInitials } from './avatarColour.ts';
import { Icon } from './Icon.tsx';

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly size?: 'small' | 'medium' | 'large' | 'huge';
}

/** The avatar. */
export function Avatar({ id, name, size = 'medium' }: AvatarProps) {
  const initials = nameToInitials(name);
  return (
    <span class={`avatar avatar-${size}`} data-colour={idToColour(id)} aria-hidden="true">
      {initials === '' ? <Icon name="person" /> : initials}
    </span>
  );
}
