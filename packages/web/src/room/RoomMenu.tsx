/** Everything in a link call that is not needed all the time: devices, layout, full screen, keys. */
import type { LinkCallView } from '@sotto/core/room/linkCallView';
import { toggleFullScreen } from '../inCall/callActions.ts';
import { callLayout, changeLayout } from '../inCall/callLayout.ts';
import { DeviceChoices } from '../inCall/DeviceChoices.tsx';
import { canFloat } from '../inCall/floatWindow.tsx';
import { showCallKeys } from '../inCall/keySheet.ts';
import { EffectChoices, MenuAction, MenuChoice, MenuPanel, type Then } from '../inCall/MenuParts.tsx';
import { t } from '../locale/locale.ts';
import { isTouched } from '../ui/isTouched.ts';
import { floatRoom } from './floatRoom.ts';
import { arrangeRoom, roomArrangement } from './roomLayout.ts';

/** The button and what it opens. */
export function RoomMenu({ call }: { readonly call: LinkCallView }) {
  return (
    <MenuPanel
      icon="more"
      label={t('call.more')}
      caption={t('call.moreCaption')}
      content={then => (
        <>
          {call.devices === undefined ? null : <DeviceChoices devices={call.devices} />}
          <EffectChoices />
          <LayoutChoices />
          <Actions then={then} />
        </>
      )}
    />
  );
}

function LayoutChoices() {
  const { isMirrored, isSelfHidden } = callLayout.value;
  return (
    <fieldset class="call-menu-layout">
      <legend>{t('call.layout')}</legend>
      <MenuChoice
        label={t('room.layoutSpeaker')}
        on={roomArrangement.value === 'speaker'}
        onChange={on => arrangeRoom(on ? 'speaker' : 'grid')}
      />
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
    </fieldset>
  );
}

function Actions({ then }: { readonly then: Then }) {
  return (
    <div class="call-menu-actions">
      {canFloat() ? (
        <MenuAction icon="windows" label={t('call.float')} onPress={then(() => void floatRoom())} />
      ) : null}
      {document.fullscreenEnabled ? (
        <MenuAction icon="fullScreen" label={t('call.fullScreen')} onPress={then(toggleFullScreen)} />
      ) : null}
      {isTouched() ? null : (
        <MenuAction icon="keyboard" label={t('call.keys')} onPress={then(showCallKeys)} />
      )}
    </div>
  );
}
