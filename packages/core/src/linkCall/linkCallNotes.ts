/** Writes down the calls behind links that this person was in, in the list of calls and with the link (spec/call.md, "History"). */
import type { ItemId, LinkId } from '@sotto/protocol/ids';
import { MAX_ROOM_PEOPLE } from '@sotto/protocol/limits';
import type { LinkCallLog } from '../history/linkCallLog.ts';
import type { LinkDesk } from '../link/linkDesk.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import { FIRST_FRAMES_MS } from './preparing.ts';
import type { RunningLinkCall } from './runLinkCall.ts';

/** What the notes need. */
export interface LinkCallNotesNeeds {
  readonly clock: Clock;
  readonly callLog: Pick<LinkCallLog, 'begin' | 'goOn' | 'met' | 'ended'>;
  readonly links: Pick<LinkDesk, 'get' | 'joined'>;
  readonly log: Log;
}

/** The notes. */
export interface LinkCallNotes {
  /** The next call behind this link goes on with the one that a reload has interrupted. */
  interrupted(linkId: LinkId): void;
  /** This person is inside. Saying it again notes who else is. */
  inside(call: RunningLinkCall): void;
  ended(call: RunningLinkCall): void;
}

/** Makes the notes; what cannot be stored is logged and does not disturb the call. */
export function createLinkCallNotes({ clock, callLog, links, log }: LinkCallNotesNeeds): LinkCallNotes {
  const entries = new WeakMap<RunningLinkCall, Promise<ItemId>>();
  const met = new WeakMap<RunningLinkCall, Set<string>>();
  /** How many names were written. */
  const written = new WeakMap<RunningLinkCall, number>();
  /** Those whose next note is due, and those that are over. */
  const due = new WeakSet<RunningLinkCall>();
  const over = new WeakSet<RunningLinkCall>();
  let goesOn: LinkId | undefined;
  const lost = () => log.error('linkCall.notNoted');

  async function begin({ linkId, name }: RunningLinkCall, isSame: boolean): Promise<ItemId> {
    await links.joined(linkId, name);
    const record = links.get(linkId)?.record;
    const facts = { linkId, name: record?.name ?? '', media: record?.media ?? 'video' } as const;
    return isSame ? callLog.goOn(facts) : callLog.begin(facts);
  }

  function note(call: RunningLinkCall): void {
    const entry = entries.get(call) ?? begin(call, goesOn === call.linkId);
    goesOn = undefined;
    entries.set(call, entry);
    const names = [...(met.get(call) ?? [])];
    if (written.get(call) === names.length) return;
    written.set(call, names.length);
    entry.then(id => callLog.met(id, names)).catch(lost);
  }

  return {
    interrupted: linkId => {
      goesOn = linkId;
    },
    // Nothing is written while somebody's first frames are on their way.
    inside: call => {
      met.set(call, see(call, met.get(call)));
      if (due.has(call)) return;
      due.add(call);
      clock.after(FIRST_FRAMES_MS, () => {
        due.delete(call);
        if (!over.has(call)) note(call);
      });
    },
    ended: call => {
      if (due.has(call)) note(call);
      over.add(call);
      entries
        .get(call)
        ?.then(id => callLog.ended(id))
        .catch(lost);
    },
  };
}

/** Kept until it is written: somebody may be gone again by then. */
function see(call: RunningLinkCall, names = new Set<string>()): Set<string> {
  for (const { name, isMe, isArriving } of call.view().people) {
    // Whoever only looks was not met.
    if (!isMe && !isArriving && names.size < MAX_ROOM_PEOPLE) names.add(name);
  }
  return names;
}
