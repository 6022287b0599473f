/** How long this person has been inside, or that the connection is being restored. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { durationToTimer } from '../locale/format.ts';
import { t } from '../locale/locale.ts';
import { second } from '../ui/now.ts';

/** The running words. */
export function RoomClock({ call }: { readonly call: LinkCallView }) {
  return <span class="call-clock">{callToLine(call)}</span>;
}

function callToLine(call: LinkCallView): string {
  if (call.stage === 'lobby') return t('room.asking');
  if (call.stage !== 'inside') return t('room.reconnecting');
  return call.joinedAt === undefined ? '' : durationToTimer(second.value - call.joinedAt);
}
