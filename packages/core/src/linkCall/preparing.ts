/**
 * Whether somebody who looks at the join page is brought into the call already (spec/room.md, "Preparing"): as far as
 * possible before *Join*, but never where that would begin a call, use a link up, take the last place or ask a host.
 */
import type { LinkId } from '@sotto/protocol/ids';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import type { JoinView } from '../link/linkView.ts';
import type { Cancel, Clock } from '../port/clock.ts';

/** How long somebody may look without joining, milliseconds. */
export const PREPARED_MS = 120_000;

/** How long whoever only looks waits to be let in: hosts are not to be asked for somebody who has not decided. */
export const LOBBY_MS = 2000;

/**
 * What nobody waits for – telling the room what the connections have told already, writing down – is left for so long
 * after *Join*, or after somebody else has come, to what carries the first frames; milliseconds.
 */
export const FIRST_FRAMES_MS = 400;

/** What is known. */
export interface PreparingFacts {
  readonly join: JoinView | undefined;
  /** As far as they are known. */
  readonly terms: LinkTerms | undefined;
  /** The name that was typed; undefined: the one to begin with. */
  readonly name: string | undefined;
  /** Another call has the devices, or is held. */
  readonly isBusy: boolean;
  /** The link that was looked at for too long. */
  readonly tired: LinkId | undefined;
}

/** What to prepare, and as whom; undefined for nothing. */
export function toPrepared(
  facts: PreparingFacts,
): { readonly linkId: LinkId; readonly name: string } | undefined {
  const { join, terms, isBusy, tired } = facts;
  if (join?.linkId === undefined || join.state !== 'ready' || terms === undefined) return undefined;
  const name = (facts.name ?? join.ownName).trim();
  const isAllowed = !join.hasToAsk && !terms.once && !isBusy && tired !== join.linkId;
  const hasRoom = join.count > 0 && join.count + 1 < terms.people;
  return isAllowed && hasRoom && name !== '' ? { linkId: join.linkId, name } : undefined;
}

/** How long something may be prepared. */
export interface PreparingLimit {
  /** Begins it, in the place of another; saying the same again changes nothing. */
  begin(call: object, ms: number, reached: () => void): void;
  end(): void;
}

/** Makes it; nothing is limited. */
export function createPreparingLimit(clock: Clock): PreparingLimit {
  let cancel: Cancel = () => undefined;
  let begun: { readonly call: object; readonly ms: number } | undefined;
  return {
    begin: (call, ms, reached) => {
      if (begun?.call === call && begun.ms === ms) return;
      cancel();
      begun = { call, ms };
      cancel = clock.after(ms, reached);
    },
    end: () => cancel(),
  };
}
