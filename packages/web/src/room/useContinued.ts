/** A call with a contact has just gone on here: what it was for is taken up at once, or said to the other. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { useEffect } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { showToast } from '../ui/toast.ts';
import { contactIdToName } from '../words/contactName.ts';
import { openHandOver } from './handOver.ts';
import { showPanel } from './roomScreenState.ts';

/** Which call that was done for last. */
let taken: LinkCallView['linkId'] | undefined;

/** Does it, once for each call. */
export function useContinued(call: LinkCallView | undefined): void {
  useEffect(() => {
    const { continued, linkId, stage } = call ?? {};
    if (continued === undefined || taken === linkId || stage === 'over') return;
    taken = linkId;
    if (!continued.byMe) {
      const key = continued.purpose === 'device' ? 'room.continuedDevice' : 'room.continuedPeople';
      showToast(t(key, { name: contactIdToName(continued.contactId) }), 'done');
    } else if (continued.purpose === 'device') void openHandOver();
    else showPanel('people');
  }, [call?.linkId, call?.stage]);
}
