/** Everything in a call that is not needed all the time: devices, layout, hold, full screen, keys. */

import { useSignal } from '@preact/signals';
import type { CallView } from '@sotto/core/client/view';
import { useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { effects, heldCalls } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/iconPaths.ts';
import { isTouched } from '../ui/isTouched.ts';
import { changeEffect } from '../words/effectChange.ts';
import { CallControl } from './CallControl.tsx';
import { toggleFullScreen, toggleHold } from './callActions.ts';
import { callLayout, changeLayout } from './callLayout.ts';
import { showCallKeys } from './callScreenState.ts';
import { DeviceChoices } from './DeviceChoices.tsx';
import { canFloat, floatCall } from './floatCall.tsx';

/** The button and what it opens; made when it opens, because a call that begins has better things to do. */
export function CallMenu({ call }: { readonly call: CallView }) {
  const panel = useRef<HTMLElement>(null);
  const isOpen = useSignal(false);
  const follow = ({ newState }: { readonly newState: string }): void => {
    isOpen.value = newState === 'open';
  };
  const then = (action: () => void) => () => {
    panel.current?.hidePopover();
    action();
  };
  return (
    <>
      <CallControl
        icon="more"
        label={t('call.more')}
        caption={t('call.moreCaption')}
        onPress={() => panel.current?.togglePopover()}
      />
      <section
        ref={panel}
        popover="auto"
        class="call-menu"
        aria-label={t('call.more')}
        onBeforeToggle={follow}
      >
        {isOpen.value ? <MenuContent call={call} then={then} /> : null}
      </section>
    </>
  );
}

interface MenuContentProps {
  readonly call: CallView;
  /** Closes the menu, then does it. */
  readonly then: (action: () => void) => () => void;
}

function MenuContent({ call, then }: MenuContentProps) {
  const canHold = call.stage !== 'connecting' && heldCalls.value.length === 0;
  return (
    <>
      {call.devices === undefined ? null : <DeviceChoices devices={call.devices} />}
      <EffectChoices />
      <LayoutChoices />
      <div class="call-menu-actions">
        {canHold ? (
          <Action
            icon={call.mine.held ? 'play' : 'pause'}
            label={t(call.mine.held ? 'call.resume' : 'call.hold')}
            onPress={then(() => toggleHold(call))}
          />
        ) : null}
        {canFloat() ? (
          <Action icon="windows" label={t('call.float')} onPress={then(() => void floatCall())} />
        ) : null}
        {document.fullscreenEnabled ? (
          <Action icon="fullScreen" label={t('call.fullScreen')} onPress={then(toggleFullScreen)} />
        ) : null}
        {isTouched() ? null : <Action icon="keyboard" label={t('call.keys')} onPress={then(showCallKeys)} />}
      </div>
    </>
  );
}

interface ActionProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
}

function Action({ icon, label, onPress }: ActionProps) {
  return (
    <button type="button" class="menu-item" onClick={onPress}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}

function EffectChoices() {
  const isOn = effects.value?.isOn;
  if (isOn === undefined) return null;
  return (
    <fieldset class="call-menu-layout">
      <legend>{t('effect.title')}</legend>
      <Choice
        label={t('effect.noise')}
        on={isOn.microphone.value}
        onChange={on => changeEffect('microphone', on)}
      />
      <Choice label={t('effect.blur')} on={isOn.camera.value} onChange={on => changeEffect('camera', on)} />
    </fieldset>
  );
}

function LayoutChoices() {
  const { arrangement, isSwapped, isMirrored, isSelfHidden } = callLayout.value;
  return (
    <fieldset class="call-menu-layout">
      <legend>{t('call.layout')}</legend>
      <Choice
        label={t('call.layoutGrid')}
        on={arrangement === 'grid'}
        onChange={on => changeLayout({ arrangement: on ? 'grid' : 'speaker' })}
      />
      <Choice label={t('call.layoutSwap')} on={isSwapped} onChange={on => changeLayout({ isSwapped: on })} />
      <Choice
        label={t('call.layoutMirror')}
        on={isMirrored}
        onChange={on => changeLayout({ isMirrored: on })}
      />
      <Choice
        label={t('call.layoutHideSelf')}
        on={isSelfHidden}
        onChange={on => changeLayout({ isSelfHidden: on })}
      />
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

function Choice({ label, on, onChange }: ChoiceProps) {
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
