/** The link call that has the screen. Loaded apart from the rest of the app. */
import '../inCall/callStage.css';
import '../inCall/runningCall.css';
import './room.css';
import './roomPanel.css';
import { useOwnFocus } from '../inCall/useOwnFocus.ts';
import { t } from '../locale/locale.ts';
import { linkCall } from '../session.ts';
import { EndedRoom } from './EndedRoom.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { RemovalDialog } from './RemovalDialog.tsx';
import { RoomKeys } from './RoomKeys.tsx';
import { RunningRoom } from './RunningRoom.tsx';
import { useContinued } from './useContinued.ts';

/** The screen. */
export function RoomScreen() {
  const current = linkCall.value;
  const screen = useOwnFocus(current?.linkId);
  useContinued(current);
  if (current === undefined) return null;
  return (
    <>
      <div
        ref={screen}
        class="call room"
        role="dialog"
        aria-modal="true"
        aria-label={current.name === '' ? t('room.title') : t('room.inCallWith', { name: current.name })}
        tabIndex={-1}
      >
        {current.stage === 'over' ? <EndedRoom call={current} /> : <RunningRoom call={current} />}
      </div>
      <RemovalDialog call={current} />
      <HandOverDialog call={current} />
      <RoomKeys />
    </>
  );
}
