/**
 * What a page was opened with, which outweighs the call that its tab was in before (spec/room.md, "Going and coming
 * back").
 */
import type { LinkId } from '@sotto/protocol/ids';
import { deriveLinkKeys } from '../link/linkKeys.ts';
import { readAnyLink } from '../link/readLinkText.ts';
import { giveUpFormer } from '../room/roomRequests.ts';
import type { InterruptedCall } from './interrupted.ts';
import type { LinkCallNeeds } from './linkCallNeeds.ts';

/** A link or an invitation in the address of a page. */
export interface OpenedPage {
  /** As it was opened, whole or damaged. */
  readonly text: string;
  /** When the page was loaded, by the clock of its device. */
  readonly at: number;
}

/** Whether the person has left this call for what was opened; nobody in it sees a ghost then. */
export async function isLeftFor(
  { line, links, opened }: Pick<LinkCallNeeds, 'line' | 'links' | 'opened'>,
  call: InterruptedCall & { readonly at: number },
): Promise<boolean> {
  // The page itself may have entered the call since it was opened, and have let its client go and made another.
  if (opened === undefined || opened.at < call.at || (await isItsLink(opened.text, call.linkId)))
    return false;
  const link = await links.forRoom(call.linkId, call.name);
  if (link !== undefined) await giveUpFormer({ line, keys: link.keys, former: call.seat });
  return true;
}

async function isItsLink(text: string, linkId: LinkId): Promise<boolean> {
  const link = readAnyLink(text);
  return link !== undefined && (await deriveLinkKeys(link.token)).linkId === linkId;
}
