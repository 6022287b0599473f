/** A menu on the native popover: closes on Escape and outside clicks by itself; arrow keys move inside it. */
import { useId, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import type { IconName } from './iconPaths.ts';

/** One choice. */
export interface MenuItem {
  readonly icon: IconName;
  readonly label: string;
  readonly danger?: boolean;
  readonly onChoose: () => void;
}

const GAP_PX = 6;

/** A ⋮ button and its menu. */
export function Menu({ label, items }: { readonly label: string; readonly items: readonly MenuItem[] }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const opens = (event: { readonly newState: string }): void => {
    if (event.newState !== 'open' || button.current === null || menu.current === null) return;
    placeBelow(menu.current, button.current);
    itemsOf(menu.current)[0]?.focus();
  };
  return (
    <>
      <IconButton ref={button} icon="more" label={label} popovertarget={id} aria-haspopup="menu" />
      <div
        ref={menu}
        id={id}
        popover="auto"
        class="menu"
        role="menu"
        aria-label={label}
        onToggle={opens}
        onKeyDown={event => menu.current && moveFocus(event, menu.current)}
      >
        {items.map(item => (
          <MenuEntry key={item.label} item={item} onDone={() => menu.current?.hidePopover()} />
        ))}
      </div>
    </>
  );
}

function MenuEntry({ item, onDone }: { readonly item: MenuItem; readonly onDone: () => void }) {
  const look = item.danger ? 'menu-item menu-danger' : 'menu-item';
  const choose = (): void => {
    onDone();
    item.onChoose();
  };
  return (
    <button type="button" role="menuitem" tabIndex={-1} class={look} onClick={choose}>
      <Icon name={item.icon} />
      <span>{item.label}</span>
    </button>
  );
}

function placeBelow(menu: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  menu.style.insetBlockStart = `${box.bottom + GAP_PX}px`;
  menu.style.insetInlineEnd = `${document.documentElement.clientWidth - box.right}px`;
}

function moveFocus(event: KeyboardEvent, menu: HTMLElement): void {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = itemsOf(menu);
  const index = items.indexOf(document.activeElement as HTMLElement);
  items.at((index + step) % items.length)?.focus();
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
}
