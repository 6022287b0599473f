/** From a frame to the handler of its message (spec/socket.md, "Frames"). */
import { MAX_FRAME_BYTES } from '@sotto/protocol/limits';
import { type ClientMessage, decodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import type { Context } from '../context.ts';
import { handleAcknowledge } from './handler/acknowledge.ts';
import { handleAttachRoom } from './handler/attachRoom.ts';
import { handleBindSender } from './handler/bindSender.ts';
import { handleClearWill } from './handler/clearWill.ts';
import { handleCommitRoom } from './handler/commitRoom.ts';
import { handleCreateLink } from './handler/createLink.ts';
import { handleCreateMailbox } from './handler/createMailbox.ts';
import { handleDeleteMailbox } from './handler/deleteMailbox.ts';
import { handleDeleteNote } from './handler/deleteNote.ts';
import { handleKnock } from './handler/knock.ts';
import { handleLeaveNote } from './handler/leaveNote.ts';
import { handleLeaveRoom } from './handler/leaveRoom.ts';
import { handleOpenMailbox } from './handler/openMailbox.ts';
import { handlePing } from './handler/ping.ts';
import { handleReadInvitation } from './handler/readInvitation.ts';
import { handleReadLink } from './handler/readLink.ts';
import { handleReadNotes } from './handler/readNotes.ts';
import { handleRefuseKnock } from './handler/refuseKnock.ts';
import { handleRequestRelay } from './handler/requestRelay.ts';
import { handleRevokeLink } from './handler/revokeLink.ts';
import { handleSend } from './handler/send.ts';
import { handleSetWill } from './handler/setWill.ts';
import { handleStartRoom } from './handler/startRoom.ts';
import { handleTellRoom } from './handler/tellRoom.ts';
import { handleUnwatchLink } from './handler/unwatchLink.ts';
import { handleUpdateLink } from './handler/updateLink.ts';
import { handleWatchLink } from './handler/watchLink.ts';
import type { Session } from './session.ts';

/** Close code for a client that breaks the protocol (RFC 6455 §7.4.1, policy violation). */
export const POLICY_VIOLATION = 1008;

/** Handles one frame. Whatever it holds, it costs nobody but its sender. */
export function dispatchFrame(
  context: Context,
  session: Session,
  frame: Uint8Array,
  isBinary: boolean,
): void {
  // Frames may still come in after this side began to close.
  if (session.isClosed) return;
  // Only people in a call have something large to say, perhaps a moment after they lost their seat.
  const isReadable = isBinary && (frame.length <= MAX_FRAME_BYTES || session.wasInCall);
  const decoded = isReadable ? decodeClientMessage(frame) : undefined;
  if (decoded?.ok !== true) {
    session.refuse(undefined, 'malformed');
    session.close(POLICY_VIOLATION);
    return;
  }
  session.lastFrameAt = context.clock.now();
  const message = decoded.value;
  // Both of these count by themselves: sends in the order of their transaction, acknowledgements unless they free space.
  if (message.t === 'send') handleSend(context, session, message);
  else if (message.t === 'acknowledge') handleAcknowledge(context, session, message);
  else handleCounted(context, session, message);
}

type CountedMessage = Exclude<ClientMessage, { t: 'send' | 'acknowledge' }>;

function handleCounted(context: Context, session: Session, message: CountedMessage): void {
  const wait = context.limits.requestsPerAddress.take(session.address);
  if (wait > 0) session.refuse(message.n, 'rateLimited', wait);
  else (HANDLERS[message.t] as Handler<CountedMessage>)(context, session, message);
}

type Handler<Message> = (context: Context, session: Session, message: Message) => void;

const HANDLERS: { readonly [Type in CountedMessage['t']]: Handler<Extract<CountedMessage, { t: Type }>> } = {
  openMailbox: handleOpenMailbox,
  bindSender: handleBindSender,
  createMailbox: handleCreateMailbox,
  deleteMailbox: handleDeleteMailbox,
  readInvitation: handleReadInvitation,
  setWill: handleSetWill,
  clearWill: handleClearWill,
  requestRelay: handleRequestRelay,
  ping: handlePing,
  createLink: handleCreateLink,
  updateLink: handleUpdateLink,
  revokeLink: handleRevokeLink,
  readLink: handleReadLink,
  knock: handleKnock,
  startRoom: handleStartRoom,
  attachRoom: handleAttachRoom,
  commitRoom: handleCommitRoom,
  tellRoom: handleTellRoom,
  refuseKnock: handleRefuseKnock,
  leaveRoom: handleLeaveRoom,
  unwatchLink: handleUnwatchLink,
  watchLink: handleWatchLink,
  deleteNote: handleDeleteNote,
  readNotes: handleReadNotes,
  leaveNote: handleLeaveNote,
};
