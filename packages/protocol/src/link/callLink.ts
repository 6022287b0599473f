/**
 * The link form of a call link, `https://HOST/video#TOKEN` or `/voice#TOKEN`, and the id under which the server keeps it
 * (spec/links.md, "Token and keys"). The token stays behind `#`, so no server receives it.
 */
import { type Bytes, bytesToBase64url, textToBytes } from '../bytes.ts';
import { bytesToId, ID_BYTES, type LinkId } from '../ids.ts';
import { fragmentToToken } from './inviteLink.ts';

/** What a call link is for. */
export type LinkMedia = 'video' | 'voice';

/** The link for a token. `origin` has no trailing slash. */
export function tokenToCallLink(origin: string, media: LinkMedia, token: Uint8Array): string {
  return `${origin}/${media}#${bytesToBase64url(token)}`;
}

/** Media and token in a pasted link, of this or any other host; `undefined` when it is none. */
export function textToCallLink(
  text: string,
): { readonly media: LinkMedia; readonly token: Bytes } | undefined {
  const match = /^https?:\/\/[^/\s]+\/(video|voice)#([A-Za-z0-9_-]{22})$/.exec(text.trim());
  const token = fragmentToToken(match?.[2] ?? '');
  return token === undefined ? undefined : { media: match?.[1] as LinkMedia, token };
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
