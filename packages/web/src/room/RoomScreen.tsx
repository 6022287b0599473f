/** The link call that has the screen. Loaded apart from the rest of the app. */
import '../inCall/call.css';
import '../inCall/inCall.css';
import './room.css';
import './roomPanel.css';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { linkCall } from '../session.ts';
import { EndedRoom } from './EndedRoom.tsx';
import { RemovalDialog } from './RemovalDialog.tsx';
import { RoomKeys } from './RoomKeys.tsx';
import { RunningRoom } from './RunningRoom.tsx';

/** The screen. It takes the focus to itself, never to a button, so that no key that was meant elsewhere acts on it. */
export function RoomScreen() {
  const current = linkCall.value;
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    screen.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [current?.linkId]);
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
      <RoomKeys />
    </>
  );
}
