/**
 * The link form of a call link, `https://HOST/video#TOKEN` or `/voice#TOKEN`, and the id under which the server keeps it
 * (spec/links.md, "Token and keys"). The token stays behind `#`, so no server receives it.
 */
import { type Bytes, base64urlToBytes, bytesToBase64url, bytesToText, textToBytes } from '../bytes.ts';
import { bytesToId, ID_BYTES, type LinkId } from '../ids.ts';
import { MAX_NAME_LENGTH } from '../limits.ts';
import { toPlainName } from '../name.ts';
import { fragmentToToken } from './inviteLink.ts';

/** What a call link is for. */
export type LinkMedia = 'video' | 'voice';

/** The link for a token. `origin` has no trailing slash. */
export function tokenToCallLink(origin: string, media: LinkMedia, token: Uint8Array): string {
  return `${origin}/${media}#${bytesToBase64url(token)}`;
}

/** What somebody inside gives to another device of their own (spec/room.md, "Another device"). */
export interface HandOver {
  /** 16 random bytes that work once, for a short time. */
  readonly secret: Bytes;
  /** What this person is called in the call; may be empty. */
  readonly name: string;
}

/** What a call link says. */
export interface ReadCallLink {
  readonly media: LinkMedia;
  readonly token: Bytes;
  /** Only there when the link continues a call on another device. */
  readonly handOver?: HandOver;
}

/** A call link, extended so that whoever opens it continues the call there: `…#TOKEN.SECRET` or `…#TOKEN.SECRET.NAME`. */
export function toHandOverLink(link: string, { secret, name }: HandOver): string {
  const parts = [link, bytesToBase64url(secret)];
  return (name === '' ? parts : [...parts, bytesToBase64url(textToBytes(name))]).join('.');
}

/**
 * What a pasted link says, of this or any other host; `undefined` when it is none. Capitals before the token do not count, nor
 * does what others add there: a slash, a query. Keyboards, messengers and mail do that.
 */
export function textToCallLink(text: string): ReadCallLink | undefined {
  const [, media, fragment = ''] = CALL_LINK.exec(text.trim()) ?? [];
  const [tokenPart = '', secretPart, namePart] = fragment.split('.');
  const token = fragmentToToken(tokenPart);
  if (token === undefined) return undefined;
  const link = { media: media?.toLowerCase() as LinkMedia, token };
  if (secretPart === undefined) return link;
  const secret = fragmentToToken(secretPart);
  const name = namePart === undefined ? '' : partToName(namePart);
  return secret === undefined || name === undefined ? undefined : { ...link, handOver: { secret, name } };
}

/** Beside the token one secret as long as it, and a name in UTF-8. */
const CALL_LINK =
  /^https?:\/\/[^/\s?#]+\/(video|voice)\/?(?:\?[^\s#]*)?#([a-z0-9_-]{22}(?:\.[a-z0-9_-]{22}(?:\.[a-z0-9_-]{1,256})?)?)$/i;

function partToName(part: string): string | undefined {
  const bytes = base64urlToBytes(part);
  try {
    const name = bytes === undefined ? undefined : bytesToText(bytes);
    return name !== undefined && name.length <= MAX_NAME_LENGTH ? toPlainName(name) : undefined;
  } catch {
    return undefined;
  }
}

/** HKDF-SHA-256 (RFC 5869) of a token, without salt, for one purpose (`id`, `auth`, `record`, `join`). */
export async function deriveFromLinkToken(token: Bytes, purpose: string, length: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', token, 'HKDF', false, ['deriveBits']);
  const info = textToBytes(`sotto link ${purpose} v1`);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 8 * length));
}

/** The id of the link with this token. */
export async function tokenToLinkId(token: Bytes): Promise<LinkId> {
  return bytesToId<LinkId>(await deriveFromLinkToken(token, 'id', ID_BYTES));
}
