/** Whether a call was made for what the join page shows: a link that was to continue one may be a plain one by now (spec/room.md, "Another device"). */
import type { LinkCallNeeds } from './linkCallNeeds.ts';
import type { RunningLinkCall } from './runLinkCall.ts';

type Links = Pick<LinkCallNeeds['links'], 'handOver' | 'views'>;

/** Whether what is prepared is not what the page shows: another link, another name, from another device or none. */
export function isOther(call: RunningLinkCall, name: string | undefined, links: Links): boolean {
  const isRenamed = name !== undefined && name.trim() !== call.name;
  const isElsewhere = links.views().join?.linkId !== call.linkId;
  return isElsewhere || isRenamed || links.handOver(call.linkId) !== call.handOver;
}

/** Whether somebody waits to be known from another device, and the page has found out meanwhile that nobody is there. */
export function isInVain(call: RunningLinkCall | undefined, links: Links): call is RunningLinkCall {
  const isShown = call !== undefined && links.views().join?.linkId === call.linkId;
  return isShown && call.isUnproven() && !call.isOver() && links.handOver(call.linkId) === undefined;
}

/** Whether a call that is over has ended before somebody inside knew it, and not because the person has given up. */
export function isTurnedAway(call: RunningLinkCall): boolean {
  return call.isUnproven() && call.room.view().ending !== 'left';
}
