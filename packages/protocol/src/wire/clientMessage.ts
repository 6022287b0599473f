/** Everything a client may say on the socket (spec/socket.md). */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { decodeValue, encodeValue } from '../codec.ts';
import { MAX_FRAME_BYTES, MAX_ROOM_FRAME_BYTES } from '../limits.ts';
import { failure, type Result } from '../result.ts';
import { acknowledgeSchema } from './acknowledge.ts';
import { attachRoomSchema } from './attachRoom.ts';
import { bindSenderSchema } from './bindSender.ts';
import { clearWillSchema } from './clearWill.ts';
import { commitRoomSchema } from './commitRoom.ts';
import { createLinkSchema } from './createLink.ts';
import { createMailboxSchema } from './createMailbox.ts';
import { deleteMailboxSchema } from './deleteMailbox.ts';
import { deleteNoteSchema } from './deleteNote.ts';
import { knockSchema } from './knock.ts';
import { leaveNoteSchema } from './leaveNote.ts';
import { leaveRoomSchema } from './leaveRoom.ts';
import { openMailboxSchema } from './openMailbox.ts';
import { pingSchema } from './ping.ts';
import { readInvitationSchema } from './readInvitation.ts';
import { readLinkSchema } from './readLink.ts';
import { readNotesSchema } from './readNotes.ts';
import { refuseKnockSchema } from './refuseKnock.ts';
import { requestRelaySchema } from './requestRelay.ts';
import { revokeLinkSchema } from './revokeLink.ts';
import { sendSchema } from './send.ts';
import { setWillSchema } from './setWill.ts';
import { startRoomSchema } from './startRoom.ts';
import { tellRoomSchema } from './tellRoom.ts';
import { unwatchLinkSchema } from './unwatchLink.ts';
import { updateLinkSchema } from './updateLink.ts';
import { watchLinkSchema } from './watchLink.ts';

/** All of them. */
export const clientMessageSchema = v.variant('t', [
  sendSchema,
  acknowledgeSchema,
  openMailboxSchema,
  bindSenderSchema,
  createMailboxSchema,
  deleteMailboxSchema,
  readInvitationSchema,
  setWillSchema,
  clearWillSchema,
  requestRelaySchema,
  pingSchema,
  createLinkSchema,
  updateLinkSchema,
  revokeLinkSchema,
  readLinkSchema,
  knockSchema,
  startRoomSchema,
  attachRoomSchema,
  commitRoomSchema,
  tellRoomSchema,
  refuseKnockSchema,
  leaveRoomSchema,
  leaveNoteSchema,
  readNotesSchema,
  deleteNoteSchema,
  watchLinkSchema,
  unwatchLinkSchema,
]);

/** A message from a client; `t` tells which. */
export type ClientMessage = v.InferOutput<typeof clientMessageSchema>;
/** A client message that the server answers, without its number. */
export type ClientRequest = ClientMessage extends infer M
  ? M extends { n: number }
    ? Omit<M, 'n'>
    : never
  : never;

/** The frame of a client message. */
export function encodeClientMessage(message: ClientMessage): Bytes {
  return encodeValue(message);
}

/** The message in a frame, or `malformed`. Never throws. */
export function decodeClientMessage(frame: Uint8Array): Result<ClientMessage, 'malformed'> {
  const decoded = decodeValue(clientMessageSchema, frame, MAX_ROOM_FRAME_BYTES);
  const isLarge = frame.length > MAX_FRAME_BYTES;
  return decoded.ok && isLarge && decoded.value.t !== 'commitRoom' ? failure('malformed') : decoded;
}
