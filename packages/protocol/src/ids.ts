/** Branded ids. Every id is 16 random or derived bytes written as 22 base64url characters. */
import * as v from 'valibot';
import { base64urlToBytes, bytesToBase64url } from './bytes.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Under which the owner of a mailbox receives. Secret between owner and server. */
export type ReceiveId = Branded<'ReceiveId'>;
/** Under which the one sender of a mailbox sends. Secret between sender and server. */
export type SendId = Branded<'SendId'>;
/** A call between contacts; made by the caller. Travels sealed only. */
export type CallId = Branded<'CallId'>;
/** A contact on this device. Never leaves it. */
export type ContactId = Branded<'ContactId'>;
/** A text message or call item; made by its author. Travels sealed only. */
export type ItemId = Branded<'ItemId'>;
/** Under which the server keeps a call link; derived from the link's token. */
export type LinkId = Branded<'LinkId'>;
/** One stay of one person in the call behind a link; made by the client, fresh for each stay. */
export type SeatId = Branded<'SeatId'>;
/** One group behind a link; made by the server when it begins. */
export type RoomId = Branded<'RoomId'>;
/** A note that somebody has left at a link; made by its author. */
export type NoteId = Branded<'NoteId'>;
/** One wish to stay in touch with the host of a link call; made by whoever has it. */
export type WishId = Branded<'WishId'>;

/** Number of bytes in every id. */
export const ID_BYTES = 16;

/** Whether a text has the form of an id: 22 base64url characters that decode to 16 bytes exactly. */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9_-]{21}[AQgw]$/.test(text);
}

/** The id written from 16 bytes. Throws a `RangeError` for any other length. */
export function bytesToId<Id extends string>(bytes: Uint8Array): Id {
  if (bytes.length !== ID_BYTES) throw new RangeError(`an id has ${ID_BYTES} bytes, not ${bytes.length}`);
  return bytesToBase64url(bytes) as Id;
}

/** The 16 bytes of an id. Throws a `RangeError` when the text is not an id. */
export function idToBytes(id: string): Uint8Array<ArrayBuffer> {
  const bytes = isId(id) ? base64urlToBytes(id) : undefined;
  if (bytes === undefined) throw new RangeError('not an id');
  return bytes;
}

/** Schema of an id of the given kind. */
export function idSchema<Id extends string>() {
  return v.pipe(
    v.string(),
    v.check(isId),
    v.transform(text => text as Id),
  );
}
