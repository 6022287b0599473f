/** Leaves the call behind a link. */
import { CallControl } from '../inCall/CallControl.tsx';
import { t } from '../locale/locale.ts';
import { leaveRoom } from './roomActions.ts';

/** The button. */
export function LeaveControl() {
  return (
    <CallControl
      icon="hangUp"
      tone="end"
      label={t('room.leaveLabel')}
      caption={t('room.leave')}
      onPress={leaveRoom}
    />
  );
}
