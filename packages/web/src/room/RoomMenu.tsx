/** Everything in a link call that is not needed all the time: devices, layout, full screen, keys. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { DeviceChoices } from '../inCall/DeviceChoices.tsx';
import {
  EffectChoices,
  MenuAction,
  MenuChoice,
  MenuPanel,
  SelfViewChoices,
  WindowActions,
} from '../inCall/MenuParts.tsx';
import { t } from '../locale/locale.ts';
import { floatRoom } from './floatRoom.ts';
import { openHandOver } from './handOver.ts';
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
          <div class="call-menu-actions">
            <MenuAction icon="devices" label={t('room.moveOn')} onPress={then(() => void openHandOver())} />
            <WindowActions then={then} onFloat={() => void floatRoom()} />
          </div>
        </>
      )}
    />
  );
}

function LayoutChoices() {
  return (
    <fieldset class="call-menu-layout">
      <legend>{t('call.layout')}</legend>
      <MenuChoice
        label={t('room.layoutSpeaker')}
        on={roomArrangement.value === 'speaker'}
        onChange={on => arrangeRoom(on ? 'speaker' : 'grid')}
      />
      <SelfViewChoices />
    </fieldset>
  );
}
