/**
 * The contacts of whoever made the link need nobody's leave (spec/room.md, "Hosts"): this person's device approves those
 * who wait, without a question. Only they learn that they are contacts of the host, and whoever is inside with them.
 */
import type { ReadKnock } from './groupKeeper.ts';
import { knownKnocks } from './knownKnocks.ts';
import type { RoomCore } from './roomCore.ts';

/** Approves the contacts among those who wait, if this person is a host here that knows any. */
export async function welcomeContacts(room: RoomCore): Promise<void> {
  const { isContact, kit } = room.needs;
  const { state } = room;
  if (isContact === undefined || state.name !== 'inside' || !state.amHost) return;
  const { linkId } = kit;
  const approvals = knownKnocks(room)
    .filter(({ standing, pseudonym }) => standing === 'notApproved' && isContact(pseudonym))
    .map(({ pseudonym }) => ({ k: 'approve', linkId, pseudonym, isContact: true }) as const);
  if (approvals.length > 0) await room.decide(approvals, []);
}

/** A host's own other device needs nobody's leave either: the host has just shown it the way (spec/room.md, "Another device"). */
export async function welcomeSuccessor(
  room: RoomCore,
  { seat, pseudonym, request }: ReadKnock,
): Promise<void> {
  const { handOver, kit } = room.needs;
  const { keyPackage, handOver: proof } = request;
  const { linkId } = kit;
  if (handOver === undefined || proof === undefined) return;
  if (!(await handOver.isSuccessor({ linkId, seat, keyPackage, pseudonym }, proof))) return;
  const standing = room.knocks.get(seat)?.standing;
  if (room.state.name !== 'inside' || !room.state.amHost) return;
  if (standing !== 'notApproved' && standing !== 'locked') return;
  room.keeper.letIn([seat]);
  const isContact = room.record?.policy === 'contacts';
  await room.decide([{ k: 'approve', linkId, pseudonym, isContact }], []);
}
