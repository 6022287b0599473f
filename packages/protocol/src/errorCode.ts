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
  /** No relay is configured or it is down. */
  'noRelay',
  /** The server cannot store now (disk full, shutting down); nothing was accepted. */
  'unavailable',
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];
