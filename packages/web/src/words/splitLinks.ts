/** Finds the web addresses in a message, so that they can be tapped. */

/** A piece of a message. */
export type MessagePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** Ends of sentences that are written right behind an address. */
const TRAILING = /[.,:;!?'"…»”’)\]}>*_~]$/u;
const CANDIDATE = /https?:\/\/[^\s<>"“”«»]+/giu;

/** The message in pieces; joined, their texts are the message again. Only `http` and `https` become links. */
export function splitLinks(message: string): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const match of message.matchAll(CANDIDATE)) {
    const text = trimEnd(match[0]);
    const href = textToHref(text);
    if (href === undefined) continue;
    if (match.index > end) parts.push({ kind: 'text', text: message.slice(end, match.index) });
    parts.push({ kind: 'link', text, href });
    end = match.index + text.length;
  }
  if (end < message.length) parts.push({ kind: 'text', text: message.slice(end) });
  return parts;
}

/** Drops punctuation at the end, but keeps a closing bracket whose opening one is inside. */
function trimEnd(address: string): string {
  let text = address;
  while (TRAILING.test(text) && !closesBracket(text)) text = text.slice(0, -1);
  return text;
}

function closesBracket(text: string): boolean {
  const opening = { ')': '(', ']': '[', '}': '{' }[text.at(-1) ?? ''];
  if (opening === undefined) return false;
  return text.split(opening).length >= text.split(text.at(-1) ?? '').length;
}

/**
 * The address to open. None for one with a user name, because `https://bank.example@evil.example` reads as the
 * bank's; and none for one with direction marks, which can make an address read as another.
 */
function textToHref(text: string): string | undefined {
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text)) return undefined;
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
