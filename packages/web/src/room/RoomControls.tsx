/** The buttons of a link call. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { CallControl } from '../inCall/CallControl.tsx';
import { DeviceControls, MicrophoneControl } from '../inCall/DeviceControls.tsx';
import { MenuAction, MenuPanel } from '../inCall/MenuParts.tsx';
import { ScreenControl } from '../inCall/ScreenControl.tsx';
import { t } from '../locale/locale.ts';
import { LeaveControl } from './LeaveControl.tsx';
import { RoomMenu } from './RoomMenu.tsx';
import { isMyHandUp, REACTIONS, react, toggleHand } from './roomActions.ts';

/** The row. A voice call has no camera and no screen to share: the sound of eight people needs the room. */
export function RoomControls({ call }: { readonly call: LinkCallView }) {
  const canShow = call.media === 'video';
  return (
    <div class="call-controls room-controls">
      {canShow ? <DeviceControls call={call} /> : <MicrophoneControl call={call} />}
      {canShow && call.devices?.choices.canShareScreen ? <ScreenControl call={call} /> : null}
      <HandControl call={call} />
      <MenuPanel
        icon="smile"
        label={t('room.react')}
        caption={t('room.reactCaption')}
        look="room-reacting"
        content={then => (
          <>
            <div class="room-emojis">
              {REACTIONS.map(([emoji, words]) => (
                <button
                  key={emoji}
                  type="button"
                  aria-label={t(words)}
                  title={t(words)}
                  onClick={then(() => react(emoji))}
                >
                  {emoji}
                </button>
              ))}
            </div>
            <MenuAction
              icon="hand"
              label={t(isMyHandUp(call) ? 'room.lowerHand' : 'room.raiseHand')}
              onPress={then(() => toggleHand(call))}
            />
          </>
        )}
      />
      <RoomMenu call={call} />
      <LeaveControl />
    </div>
  );
}

/** Beside the other buttons where there is room; else it is found among the reactions. */
function HandControl({ call }: { readonly call: LinkCallView }) {
  const isUp = isMyHandUp(call);
  const label = t(isUp ? 'room.lowerHand' : 'room.raiseHand');
  return (
    <CallControl
      icon="hand"
      tone={isUp ? 'off' : 'glass'}
      label={label}
      caption={t('room.handCaption')}
      tooltip={t('call.shortcut', { action: label, key: 'H' })}
      look="wide-only"
      onPress={() => toggleHand(call)}
    />
  );
}
