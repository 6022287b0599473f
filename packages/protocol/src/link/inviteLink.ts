/** The link form of an invitation: `https://HOST/invite#TOKEN`. The token stays behind `#`, so no server receives it. */
import { type Bytes, base64urlToBytes, bytesToBase64url } from '../bytes.ts';
import { isId } from '../ids.ts';

/** Bytes in a token (128 bits). */
export const TOKEN_BYTES = 16;
/** Path of invitation links. */
export const INVITE_PATH = '/invite';

/** The link for a token. `origin` has no trailing slash. */
export function tokenToInviteLink(origin: string, token: Uint8Array): string {
  return `${origin}${INVITE_PATH}#${bytesToBase64url(token)}`;
}

/** The token in a fragment, with or without `#`; `undefined` when it is not exactly 22 canonical characters. */
export function fragmentToToken(fragment: string): Bytes | undefined {
  const text = fragment.replace(/^#/, '');
  return isId(text) ? base64urlToBytes(text) : undefined;
}

/** The token in a pasted link or bare token, of this or any other host; `undefined` when there is none. */
export function textToInviteToken(text: string): Bytes | undefined {
  const trimmed = text.trim();
  const match = /^(?:https?:\/\/[^/\s?#]+\/invite\/?(?:\?[^\s#]*)?#|#)?([a-z0-9_-]{22})$/i.exec(trimmed);
  return match?.[1] === undefined ? undefined : fragmentToToken(match[1]);
}
