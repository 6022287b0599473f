/** Limits that both sides know. Sizes in bytes, times in milliseconds unless the name says otherwise. */

/** Sizes to which every mailbox blob is padded (spec/mailbox.md). */
export const BLOB_SIZES = [1024, 4096, 16_384, 65_536] as const;
/** Largest socket frame either side accepts: the largest blob and its envelope. Commits and welcomes may be larger. */
export const MAX_FRAME_BYTES = 67_584;
/** Largest frame of a commit with its welcome, and of a welcome (spec/links.md, "Commits"). */
export const MAX_ROOM_FRAME_BYTES = 163_840;
/** Largest sealed invitation record kept beside a mailbox. */
export const MAX_INVITATION_BYTES = 16_384;
/** How long an unread blob is kept. */
export const BLOB_LIFETIME_DAYS = 21;
/** How long an unused invitation can be read. */
export const INVITATION_LIFETIME_DAYS = 30;
/** Sizes to which every sealed record of a call link is padded. */
export const LINK_RECORD_SIZES = [1024, 4096, 16_384] as const;
/** Most days for which an unused call link stays valid. */
export const MAX_LINK_DAYS = 90;
/** Most people that a call link can allow. */
export const MAX_ROOM_PEOPLE = 32;
/** Sizes to which every sealed request to join is padded. */
export const KNOCK_SIZES = [4096, 8192] as const;
/** The one size of a sealed name shown to whoever holds the link. */
export const CARD_SIZES = [256] as const;
/** Largest sealed word to somebody who is not let in; as long as any other. */
export const MAX_NOTE_BYTES = 512;
/** The one size of a note that is left at a link. */
export const LINK_NOTE_SIZES = [4096] as const;
/** Most notes that lie at one link. */
export const MAX_LINK_NOTES = 12;
/** Longest text of a note at a link, in UTF-16 code units. */
export const MAX_LINK_NOTE_LENGTH = 500;
/** Most links that one socket watches. */
export const MAX_WATCHED_LINKS = 64;
/** Sealed commits and welcomes are padded to whole multiples of this. */
export const GROUP_STEP_BYTES = 1024;
/** Largest commit: a path for 32 people and its statements, or eight people who are added. */
export const MAX_COMMIT_BYTES = 61_440;
/** Largest welcome: the tree of 32 people, and statements. With its commit it must fit into a frame. */
export const MAX_WELCOME_BYTES = 131_072;
/** Most people who may wait to be let into one call, whatever the operator allows. */
export const MAX_LOBBY_PEOPLE = 1000;
/** A proof between two devices of one person: HMAC-SHA-256. */
export const HAND_OVER_PROOF_BYTES = 32;
/** Most people that one commit adds. */
export const MAX_ADDS = 8;
/** How long the seat of somebody who was cut off is kept; see `WILL_GRACE_MS`. */
export const SEAT_GRACE_MS = 120_000;
/** The same for somebody who said goodbye, for example to load the page again, and for everybody who waits in the lobby. */
export const SEAT_GOODBYE_MS = 10_000;
/** Longest text of one message, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 8000;
/** Longest display name, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 64;
/** Longest session description accepted from a contact. */
export const MAX_SDP_LENGTH = 24_000;
/** Most ICE candidates in one sealed message. */
export const MAX_CANDIDATES = 32;
/** Most message ids acknowledged in one receipt. */
export const MAX_RECEIPTS = 256;
/**
 * How long the server waits for a client that was cut off before it delivers that client's wills: a call outlives 90 s
 * without any path (spec/call.md, "Times"), and the client may then need 15 s until its next attempt and 10 s for it.
 */
export const WILL_GRACE_MS = 120_000;
/** The same for a client that said goodbye: its page was closed or is being loaded again. */
export const GOODBYE_GRACE_MS = 20_000;
/** How often a client proves that its socket is alive. */
export const PING_INTERVAL_MS = 20_000;
/** For how long an invitation to a call rings loudly. */
export const RING_LOUDLY_MS = 180_000;
/** Age from which a call invitation's prepared connection is no longer used. */
export const PREPARED_LIFETIME_MS = 120_000;
/** For how long a call without any path is kept before it ends. */
export const RECONNECT_LIMIT_MS = 90_000;
