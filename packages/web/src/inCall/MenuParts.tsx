/** What the menus of all calls are made of: the popover, switches, actions. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { effects } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/iconPaths.ts';
import { isTouched } from '../ui/isTouched.ts';
import { changeEffect } from '../words/effectChange.ts';
import { CallControl } from './CallControl.tsx';
import { toggleFullScreen } from './callActions.ts';
import { callLayout, changeLayout } from './callLayout.ts';
import { canFloat } from './floatWindow.tsx';
import { showCallKeys } from './keySheet.ts';

/** Closes the menu, then does it. */
export type Then = (action: () => void) => () => void;

interface MenuPanelProps {
  readonly icon: IconName;
  readonly label: string;
  readonly caption: string;
  /** Further class of the panel. */
  readonly look?: string;
  readonly content: (then: Then) => ComponentChildren;
}

/** The button and what it opens; made when it opens, because a call that begins has better things to do. */
export function MenuPanel({ icon, label, caption, look = '', content }: MenuPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const isOpen = useSignal(false);
  const follow = ({ newState }: { readonly newState: string }): void => {
    isOpen.value = newState === 'open';
  };
  const then: Then = action => () => {
    panel.current?.hidePopover();
    action();
  };
  return (
    <>
      <CallControl
        icon={icon}
        label={label}
        caption={caption}
        onPress={() => panel.current?.togglePopover()}
      />
      <section
        ref={panel}
        popover="auto"
        class={`call-menu ${look}`}
        aria-label={label}
        onBeforeToggle={follow}
      >
        {isOpen.value ? content(then) : null}
      </section>
    </>
  );
}

interface ActionProps {
  readonly icon: IconName;
  readonly label: string;
  /** It takes something away from somebody. */
  readonly isDanger?: boolean;
  readonly onPress: () => void;
}

/** Something to do. */
export function MenuAction({ icon, label, isDanger = false, onPress }: ActionProps) {
  return (
    <button type="button" class={isDanger ? 'menu-item menu-danger' : 'menu-item'} onClick={onPress}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}

/** What is done to sound and picture on this device. */
export function EffectChoices() {
  const isOn = effects.value?.isOn;
  if (isOn === undefined) return null;
  return (
    <fieldset class="call-menu-layout">
      <legend>{t('effect.title')}</legend>
      <MenuChoice
        label={t('effect.noise')}
        on={isOn.microphone.value}
        onChange={on => changeEffect('microphone', on)}
      />
      <MenuChoice
        label={t('effect.blur')}
        on={isOn.camera.value}
        onChange={on => changeEffect('camera', on)}
      />
    </fieldset>
  );
}

/** How this device's own picture is shown on it. */
export function SelfViewChoices() {
  const { isMirrored, isSelfHidden } = callLayout.value;
  return (
    <>
      <MenuChoice
        label={t('call.layoutMirror')}
        on={isMirrored}
        onChange={on => changeLayout({ isMirrored: on })}
      />
      <MenuChoice
        label={t('call.layoutHideSelf')}
        on={isSelfHidden}
        onChange={on => changeLayout({ isSelfHidden: on })}
      />
    </>
  );
}

interface WindowActionsProps {
  readonly then: Then;
  /** Opens the call's small window. */
  readonly onFloat: () => void;
}

/** Where the call is shown, and the list of its keys: what this device can do of it. */
export function WindowActions({ then, onFloat }: WindowActionsProps) {
  return (
    <>
      {canFloat() ? <MenuAction icon="windows" label={t('call.float')} onPress={then(onFloat)} /> : null}
      {document.fullscreenEnabled ? (
        <MenuAction icon="fullScreen" label={t('call.fullScreen')} onPress={then(toggleFullScreen)} />
      ) : null}
      {isTouched() ? null : (
        <MenuAction icon="keyboard" label={t('call.keys')} onPress={then(showCallKeys)} />
      )}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A switch. */
export function MenuChoice({ label, on, onChange }: ChoiceProps) {
  return (
    <label class="call-menu-choice">
      <span>{label}</span>
      <input
        type="checkbox"
        class="switch"
        checked={on}
        onChange={event => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
