/** A running link call in one line, while the person reads or writes elsewhere in the app. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { plural, t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { RoomClock } from './RoomClock.tsx';
import { restoreRoom } from './roomScreenState.ts';
import { whoCanBeLetIn } from './roomWords.ts';

/** The bar: one button back to the call. */
export function RoomBar({ call }: { readonly call: LinkCallView }) {
  const waiting = whoCanBeLetIn(call).length;
  return (
    <button type="button" class="call-bar" onClick={restoreRoom}>
      <Icon name="link" class="icon-small" />
      <span class="call-bar-name" dir="auto">
        {call.name === '' ? t('room.title') : t('room.inCallWith', { name: call.name })}
      </span>
      <RoomClock call={call} />
      {waiting === 0 ? null : <span class="call-bar-waiting">{plural('room.waitingBar', waiting)}</span>}
      <span class="call-bar-return">{t('call.return')}</span>
    </button>
  );
}
