/**
 * Makes the commit for those who wait (spec/room.md, "Who commits"). One request that cannot be added, or not beside
 * another one, must not keep all others out.
 */
import type { GroupKit } from '../group/groupKit.ts';
import type { GroupMember } from '../group/member.ts';
import { commitRoomGroup, type PendingCommit, type RoomGroup } from '../group/roomGroup.ts';
import type { ReadKnock } from './groupKeeper.ts';

/** A commit, and whom of those who wait it adds. */
export interface AddingCommit {
  readonly pending: PendingCommit;
  readonly adds: readonly ReadKnock[];
}

/** What becomes of those who wait. */
export interface Addable {
  /** Undefined when none can be made. */
  readonly commit: AddingCommit | undefined;
  /** Whoever cannot be added even alone, and so never. */
  readonly unusable: readonly ReadKnock[];
}

/** The commit that adds all of them, or as much of it as can be made. */
export async function commitAddable(
  kit: GroupKit,
  group: RoomGroup,
  wanted: readonly ReadKnock[],
  leaving: readonly GroupMember[],
): Promise<Addable> {
  const removes = leaving.map(({ leaf }) => leaf);
  const make = async (adds: readonly ReadKnock[]): Promise<AddingCommit | undefined> => {
    const packages = adds.map(({ checked }) => checked);
    const made = await commitRoomGroup(kit, group, packages, removes);
    return made.ok ? { pending: made.value, adds } : undefined;
  };
  const all = await make(wanted);
  if (all !== undefined || wanted.length === 0) return { commit: all, unusable: [] };
  // It may be the removal that cannot be made: then nothing is known of those who wait.
  if (leaving.length > 0) return { commit: await make([]), unusable: [] };
  const unusable: ReadKnock[] = [];
  for (const one of wanted) {
    const commit = await make([one]);
    if (commit !== undefined) return { commit, unusable };
    unusable.push(one);
  }
  return { commit: undefined, unusable };
}
