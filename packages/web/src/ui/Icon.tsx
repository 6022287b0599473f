/** Draws an icon. Decorative always: the words stand beside it or in the label of what holds it. */
import { type IconName, iconPaths } from './iconPaths.ts';

/** An icon in the colour of the text around it; 24 px unless its class says otherwise. */
export function Icon({ name, class: extra }: { readonly name: IconName; readonly class?: string }) {
  return (
    <svg
      class={extra === undefined ? 'icon' : `icon ${extra}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {iconPaths[name].map(path => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
