/** Whether this person is in the call behind a link now. */
import type { LinkView } from '@sotto/core/link/linkView';
import { isLinkCallLive, linkCall } from '../session.ts';

/** Follows the call: a screen that asks renders again when that changes. */
export function isHere({ linkId }: Pick<LinkView, 'linkId'>): boolean {
  return isLinkCallLive.value && linkCall.value?.linkId === linkId;
}
