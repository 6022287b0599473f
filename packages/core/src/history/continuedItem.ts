/** The line of a call that went on behind a link (spec/call.md, "Another device"): one call, as long as both together. */
import type { CallKeeper } from '../call/callNeeds.ts';
import type { ContinuedCall } from '../link/linkList.ts';
import type { Clock } from '../port/clock.ts';

/** Writes how long the call was, now that it is over behind the link, too. */
export async function lengthenItem(
  keeper: CallKeeper,
  { now }: Clock,
  { callId, contactId, item }: ContinuedCall,
): Promise<void> {
  if (item?.connectedAt === undefined) return;
  const duration = Math.max(item.duration ?? 0, now() - item.connectedAt);
  await keeper.save({
    ...{ callId, contactId, stored: undefined, forgottenItem: undefined },
    item: { ...item, duration },
  });
}
