/**
 * The contacts of whoever made the link need nobody's leave (spec/room.md, "Hosts"): this person's device approves those
 * who wait, without a question. Only they learn that they are contacts of the host, and whoever is inside with them.
 */
import type { RoomCore } from './roomEars.ts';

/** Approves the contacts among those who wait, if this person is a host here that knows any. */
export async function welcomeContacts(room: RoomCore): Promise<void> {
  const { isContact, kit } = room.needs;
  const { state, knocks } = room;
  if (isContact === undefined || state.name !== 'inside' || !state.amHost) return;
  const { linkId } = kit;
  const approvals = [...knocks.values()]
    .filter(({ standing, pseudonym }) => standing === 'notApproved' && isContact(pseudonym))
    .map(({ pseudonym }) => ({ k: 'approve', linkId, pseudonym, isContact: true }) as const);
  if (approvals.length > 0) await room.decide(approvals, []);
}
