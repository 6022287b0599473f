/** An outgoing or running call that an earlier run of this client left behind (spec/call.md, "Items"). */
import { repairCallItem } from '../history/callItem.ts';
import type { CallNeeds } from './callNeeds.ts';
import { CallSender } from './callSender.ts';
import type { StoredCall } from './storedCall.ts';

/** Tells the contact that it is over, then repairs the item and forgets the record. Never rejects. */
export async function endInterrupted(needs: CallNeeds, { item, stage }: StoredCall): Promise<void> {
  const { callId, contactId } = item;
  const sender = new CallSender(needs.messenger, needs.log, contactId, callId);
  sender.clearWill();
  // The record goes last: a crash in between must not leave the contact waiting.
  await sender.end(stage === 'calling' ? 'gaveUp' : 'interrupted');
  const change = { callId, contactId, stored: undefined, item: repairCallItem(item) };
  await needs.keeper.save({ ...change, forgottenItem: undefined }).catch(() => undefined);
}
