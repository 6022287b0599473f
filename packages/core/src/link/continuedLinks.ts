/**
 * Links behind which a call with a contact goes on (spec/call.md, "Another device"): made for that alone, in no list, for
 * one call, and of the contact itself. A link that was known before, or of somebody else, is none.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId } from '@sotto/protocol/ids';
import type { LinkMedia } from '@sotto/protocol/link/callLink';
import { type Result, success } from '@sotto/protocol/result';
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

/** Makes them. */
export function createContinuedLinks(
  { own, people, shelf }: Pick<DeskParts, 'own' | 'people' | 'shelf'>,
  origin: string,
): ContinuedLinks {
  const { list } = shelf;
  return {
    create: async (of, media) => {
      const closed = { policy: 'ask', terms: { once: true, days: 1 } } as const;
      const made = await own.create(media, closed, people.blocked(), of);
      return made.ok ? success(made.value) : made;
    },
    meet: async (of, token) => {
      const { linkId } = await shelf.keys({ token });
      if (list.get(linkId) !== undefined) return undefined;
      await shelf.meet(origin, token);
      await list.change(linkId, link => ({ ...link, of }));
      const read = await shelf.read(linkId);
      const host = read.ok ? people.withHostKey(read.value.record.hostKey) : undefined;
      if (host?.id === of.contactId) return linkId;
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
