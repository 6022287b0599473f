/** How a call item reads: which words and which icon belong to its status and side (product, "Calling a contact"). */
import type { CallFailure, CallItemView } from '@sotto/core/client/view';
import type { TextKey } from '../locale/locale.ts';
import type { IconName } from '../ui/iconPaths.ts';

/** A key whose text takes no values. */
type StatusKey = Extract<TextKey, `item.${string}` | `call.${CallFailure}`>;

/** Words, icon and tone of a call item. */
export interface CallItemLook {
  readonly title: 'item.audioCall' | 'item.videoCall';
  readonly status: Exclude<StatusKey, 'item.summary'>;
  readonly icon: IconName;
  readonly tone: 'calm' | 'missed' | 'live';
}

/** Words for a failed call. */
export const failureKeys = {
  noPath: 'call.noPath',
  noRelay: 'call.noRelay',
  deviceFailed: 'call.deviceFailed',
  unsupported: 'call.unsupported',
  alreadyOver: 'call.alreadyOver',
  interrupted: 'call.interrupted',
} as const satisfies Record<CallFailure, TextKey>;

/** The look of a call item. A failed one without a reason reads as interrupted. */
export function callItemToLook(item: CallItemView): CallItemLook {
  return {
    title: item.media === 'video' ? 'item.videoCall' : 'item.audioCall',
    status: itemToStatus(item),
    icon: itemToIcon(item),
    tone: itemToTone(item),
  };
}

function itemToStatus(item: CallItemView): CallItemLook['status'] {
  switch (item.status) {
    case 'pending':
      return item.mine ? 'item.calling' : 'item.waitsForYou';
    case 'missed':
      return item.mine ? 'item.noAnswer' : 'item.missed';
    case 'rejected':
      return 'item.rejected';
    case 'accepted':
      return 'item.accepted';
    case 'connecting':
      return 'item.connecting';
    case 'inProgress':
      return 'item.inProgress';
    case 'ended':
      return 'item.ended';
    case 'failed':
      return failureKeys[item.failure ?? 'interrupted'];
  }
}

function itemToIcon(item: CallItemView): IconName {
  const isLost = item.status === 'missed' || item.status === 'failed';
  if (isLost && !item.mine) return 'phoneMissed';
  if (item.media === 'video') return 'video';
  return item.mine ? 'phoneOut' : 'phoneIn';
}

function itemToTone(item: CallItemView): CallItemLook['tone'] {
  switch (item.status) {
    case 'pending':
    case 'accepted':
    case 'connecting':
    case 'inProgress':
      return 'live';
    case 'missed':
      return item.mine ? 'calm' : 'missed';
    case 'failed':
      return 'missed';
    default:
      return 'calm';
  }
}
