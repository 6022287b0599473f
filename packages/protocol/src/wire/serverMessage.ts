/** Everything the server may say on the socket (spec/socket.md). */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { decodeValue, encodeValue } from '../codec.ts';
import { MAX_FRAME_BYTES, MAX_ROOM_FRAME_BYTES } from '../limits.ts';
import { failure, type Result } from '../result.ts';
import { admittedSchema } from './admitted.ts';
import { byeSchema } from './bye.ts';
import { deliverySchema } from './delivery.ts';
import { errorSchema } from './error.ts';
import { invitationSchema } from './invitation.ts';
import { knockedSchema } from './knocked.ts';
import { knockGoneSchema } from './knockGone.ts';
import { linkSchema } from './link.ts';
import { linkChangedSchema } from './linkChanged.ts';
import { linkNewsSchema } from './linkNews.ts';
import { notesSchema } from './notes.ts';
import { okSchema } from './ok.ts';
import { relaySchema } from './relay.ts';
import { roomCommitSchema } from './roomCommit.ts';
import { roomEndedSchema } from './roomEnded.ts';
import { roomMessageSchema } from './roomMessage.ts';
import { roomPeopleSchema } from './roomPeople.ts';
import { welcomeSchema } from './welcome.ts';

/** All of them. */
export const serverMessageSchema = v.variant('t', [
  deliverySchema,
  okSchema,
  errorSchema,
  welcomeSchema,
  invitationSchema,
  relaySchema,
  byeSchema,
  linkSchema,
  linkChangedSchema,
  knockedSchema,
  knockGoneSchema,
  admittedSchema,
  roomCommitSchema,
  roomPeopleSchema,
  roomMessageSchema,
  roomEndedSchema,
  notesSchema,
  linkNewsSchema,
]);

/** A message from the server; `t` tells which. */
export type ServerMessage = v.InferOutput<typeof serverMessageSchema>;

/** The frame of a server message. */
export function encodeServerMessage(message: ServerMessage): Bytes {
  return encodeValue(message);
}

/** The message in a frame, or `malformed`. Never throws. */
export function decodeServerMessage(frame: Uint8Array): Result<ServerMessage, 'malformed'> {
  const decoded = decodeValue(serverMessageSchema, frame, MAX_ROOM_FRAME_BYTES);
  const isLarge = frame.length > MAX_FRAME_BYTES;
  return decoded.ok && isLarge && decoded.value.t !== 'admitted' ? failure('malformed') : decoded;
}
