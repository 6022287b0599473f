/** Inside a link call: pictures, banners, controls, and a panel beside them. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { DeviceNotices } from '../inCall/DeviceNotices.tsx';
import { type KeyActions, useCallKeys } from '../inCall/useCallKeys.ts';
import { useCallSystem } from '../inCall/useCallSystem.ts';
import { t } from '../locale/locale.ts';
import { ChatPanel } from './ChatPanel.tsx';
import { floatRoom } from './floatRoom.ts';
import { PeoplePanel } from './PeoplePanel.tsx';
import { RoomBanners } from './RoomBanners.tsx';
import { RoomControls } from './RoomControls.tsx';
import { RoomStage } from './RoomStage.tsx';
import { RoomTop } from './RoomTop.tsx';
import { leaveRoom, toggleHand } from './roomActions.ts';
import { toggleArrangement } from './roomLayout.ts';
import { minimiseRoom, openPanel, togglePanel } from './roomScreenState.ts';

const KEY_ACTIONS: KeyActions<LinkCallView> = {
  h: toggleHand,
  c: () => togglePanel('chat'),
  u: () => togglePanel('people'),
  g: toggleArrangement,
  p: () => void floatRoom(),
  escape: minimiseRoom,
};

/** In a voice call there is nothing to turn on. */
const VOICE_KEY_ACTIONS: KeyActions<LinkCallView> = { ...KEY_ACTIONS, v: () => {}, s: () => {} };

/** The screen. */
export function RunningRoom({ call }: { readonly call: LinkCallView }) {
  const isSeen = call.people.some(({ media }) => media?.camera === true || media?.screen === true);
  useCallKeys(call, call.media === 'video' ? KEY_ACTIONS : VOICE_KEY_ACTIONS);
  useCallSystem(call, isSeen || call.mine.camera || call.mine.screen, leaveRoom);
  const panel = openPanel.value;
  return (
    <div class={panel === undefined ? 'room-frame' : 'room-frame room-frame-open'}>
      <div class="room-main">
        <RoomTop call={call} />
        <RoomBanners call={call} />
        <div class="room-middle">
          <RoomStage call={call} />
          {call.stage === 'inside' ? null : <ComingBack isAsking={call.stage === 'lobby'} />}
        </div>
        <DeviceNotices call={call} />
        <RoomControls call={call} />
      </div>
      {panel === 'people' ? <PeoplePanel call={call} /> : null}
      {panel === 'chat' ? <ChatPanel call={call} /> : null}
    </div>
  );
}

/** The connection was lost; or hosts are asked again, because the link asks them now, or the call is locked. */
function ComingBack({ isAsking }: { readonly isAsking: boolean }) {
  return (
    <div class="room-reconnecting" role="status">
      <span class="spinner" aria-hidden="true" />
      <strong class="reconnecting">{t(isAsking ? 'room.asking' : 'room.reconnecting')}</strong>
      <p class="call-hint">{t(isAsking ? 'room.askingText' : 'room.reconnectingText')}</p>
    </div>
  );
}
