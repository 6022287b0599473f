/** The closed list of error codes the server answers with. Sentences for people exist only in the locale files. */

/** Every code, with the meaning that the specification gives it. */
export const ERROR_CODES = [
  /** The frame is not a message: wrong type, unknown field, truncated, oversized. The socket is closed. */
  'malformed',
  /** The client speaks another protocol version. The socket is closed. */
  'wrongVersion',
  /** Too many requests; try again after `retryAfter` ms. */
  'rateLimited',
  /** The signature does not prove the key, or was made for another socket. */
  'badProof',
  /** No such mailbox: never made, deleted or expired. */
  'noMailbox',
  /** A mailbox with one of these ids exists already. */
  'mailboxExists',
  /** Another key is bound as the sender of this mailbox. */
  'notSender',
  /** The mailbox's quota is used up; sending resumes when its owner has received. */
  'mailboxFull',
  /** The server's whole storage is used up: nothing new is taken until some is freed or its operator allows more. */
  'storageFull',
  /** An earlier message to this mailbox was refused; resend from that one, marked `resume`. */
  'outOfOrder',
  /** The invitation was never made or was withdrawn. */
  'noInvitation',
  /** The invitation's one use is spent. */
  'invitationUsed',
  /** The invitation is older than its owner allowed. */
  'invitationExpired',
  /** No such call link: never made on this server. */
  'noLink',
  /** A call link with this id exists, or existed once. */
  'linkExists',
  /** The call link was not used for as long as its host allows, or its one call is over. */
  'linkExpired',
  /** The call link was revoked by its host or by the operator. */
  'linkRevoked',
  /** The call link has been changed since: read it again. */
  'staleVersion',
  /** Nobody is in the call, or this client has no seat in it any more. */
  'noRoom',
  /** The call has begun already: knock instead. */
  'roomExists',
  /** The call has as many people as its host or the server allows. */
  'roomFull',
  /** Too many people wait already. */
  'lobbyFull',
  /** As many notes lie at the link as there may be. */
  'notesFull',
  /** This socket watches as many links as it may. */
  'watchesFull',
  /** Another commit was accepted for this epoch: apply it first. */
  'epochTaken',
  /** The commits since this epoch are not kept any more: join anew. */
  'epochGone',
  /** Somebody whom the commit adds does not wait any more. */
  'noKnock',
  /** No relay is configured or it is down. */
  'noRelay',
  /** The server cannot store now (disk full, shutting down); nothing was accepted. */
  'unavailable',
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];
