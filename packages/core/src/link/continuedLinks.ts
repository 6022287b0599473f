/**
 * Links behind which a call with a contact goes on (spec/call.md, "Another device"): made for that alone, in no list, for
 * one call, and of the contact itself. A link that was known before, or of somebody else, is none.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId } from '@sotto/protocol/ids';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import { type Result, success } from '@sotto/protocol/result';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { CallItem } from '../history/callItem.ts';
import type { DeskParts } from './createLinkCommands.ts';
import type { LinkCommandProblem } from './linkCommands.ts';
import type { ContinuedCall } from './linkList.ts';

/** The links. */
export interface ContinuedLinks {
  /** Makes a link for this call; nobody but the contact comes in without being asked for. */
  create(
    of: ContinuedCall,
    media: LinkMedia,
  ): Promise<Result<{ readonly linkId: LinkId; readonly token: Bytes }, LinkCommandProblem>>;
  /** Takes a contact's link for this call; undefined for any that is not. */
  meet(of: ContinuedCall, token: Bytes): Promise<LinkId | undefined>;
  /** The call is over but for the link; this is its line in the conversation. */
  note(linkId: LinkId, item: CallItem): Promise<void>;
  /** Nothing came of it. */
  abandon(linkId: LinkId): Promise<void>;
}

/** Nobody comes in unasked but the contact, and it ends with the call. */
const ALONE = { policy: 'ask', terms: { once: true, days: 1 } } as const;

function isForThisAlone({ policy, terms }: LinkRecord): boolean {
  return policy === ALONE.policy && terms.once;
}

/** Makes them. */
export function createContinuedLinks(
  { own, people, trusted }: Pick<DeskParts, 'own' | 'people' | 'trusted'>,
  origin: string,
): ContinuedLinks {
  const { list } = trusted;
  return {
    create: async (of, media) => {
      const made = await own.create(media, ALONE, people.blocked(), of);
      return made.ok ? success(made.value) : made;
    },
    meet: async (of, token) => {
      const { linkId } = await trusted.keys({ token });
      if (list.get(linkId) !== undefined) return undefined;
      await trusted.meet(origin, token);
      await list.change(linkId, link => ({ ...link, of }));
      const read = await trusted.read(linkId);
      if (read.ok && isForThisAlone(read.value.record)) {
        const host = people.withHostKey(read.value.record.hostKey);
        if (host?.id === of.contactId) return linkId;
      }
      await list.forget(linkId);
      return undefined;
    },
    note: (linkId, item) =>
      list.change(linkId, link => (link.of === undefined ? link : { ...link, of: { ...link.of, item } })),
    abandon: async linkId => {
      if (list.get(linkId)?.secrets !== undefined) await own.revoke(linkId);
      await list.forget(linkId);
    },
  };
}
