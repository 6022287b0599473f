/** Everything in a call that is not needed all the time: devices, layout, hold, full screen, keys. */
import type { CallView } from '@sotto/core/client/view';
import { callLayout, changeLayout } from '../inCall/callLayout.ts';
import { DeviceChoices } from '../inCall/DeviceChoices.tsx';
import {
  EffectChoices,
  MenuAction,
  MenuChoice,
  MenuPanel,
  SelfViewChoices,
  type Then,
  WindowActions,
} from '../inCall/MenuParts.tsx';
import { t } from '../locale/locale.ts';
import { heldCalls } from '../session.ts';
import { continueCall, continuingFor, toggleHold } from './contactCallActions.ts';
import { floatCall } from './floatCall.ts';

/** The button and what it opens. */
export function CallMenu({ call }: { readonly call: CallView }) {
  return (
    <MenuPanel
      icon="more"
      label={t('call.more')}
      caption={t('call.moreCaption')}
      content={then => <MenuContent call={call} then={then} />}
    />
  );
}

interface MenuContentProps {
  readonly call: CallView;
  readonly then: Then;
}

function MenuContent({ call, then }: MenuContentProps) {
  const canHold = call.stage !== 'connecting' && heldCalls.value.length === 0;
  const isFlowing = call.stage === 'inCall' && !call.mine.held && call.theirs?.held === false;
  const canContinue = isFlowing && heldCalls.value.length === 0 && continuingFor.value === undefined;
  return (
    <>
      {call.devices === undefined ? null : <DeviceChoices devices={call.devices} />}
      <EffectChoices />
      <LayoutChoices />
      <div class="call-menu-actions">
        {canContinue ? (
          <>
            <MenuAction
              icon="devices"
              label={t('call.moveOn')}
              onPress={then(() => void continueCall('device'))}
            />
            <MenuAction
              icon="personPlus"
              label={t('call.addPeople')}
              onPress={then(() => void continueCall('people'))}
            />
          </>
        ) : null}
        {canHold ? (
          <MenuAction
            icon={call.mine.held ? 'play' : 'pause'}
            label={t(call.mine.held ? 'call.resume' : 'call.hold')}
            onPress={then(() => toggleHold(call))}
          />
        ) : null}
        <WindowActions then={then} onFloat={() => void floatCall()} />
      </div>
    </>
  );
}

function LayoutChoices() {
  const { arrangement, isSwapped } = callLayout.value;
  return (
    <fieldset class="call-menu-layout">
      <legend>{t('call.layout')}</legend>
      <MenuChoice
        label={t('call.layoutGrid')}
        on={arrangement === 'grid'}
        onChange={on => changeLayout({ arrangement: on ? 'grid' : 'speaker' })}
      />
      <MenuChoice
        label={t('call.layoutSwap')}
        on={isSwapped}
        onChange={on => changeLayout({ isSwapped: on })}
      />
      <SelfViewChoices />
    </fieldset>
  );
}
