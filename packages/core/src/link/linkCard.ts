/**
 * A call link in a conversation (spec/link-keys.md, "Cards"): a text whose last line is the link and whose first, if
 * there is one, is its name. Whoever runs an older app reads a link; everybody else sees a card with *Join*.
 */
import { MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { tokenToCallLink } from '@sotto/protocol/link/callLink';
import { toPlainName } from '@sotto/protocol/name';
import { type CallLink, readAnyLink } from './readLinkText.ts';

/** A card. */
export interface LinkCard extends CallLink {
  /** As the sender wrote it; may be empty. */
  readonly name: string;
}

/** The text that shows as a card. */
export function cardToText({ origin, media, token, name }: LinkCard): string {
  const link = tokenToCallLink(origin, media, token);
  const line = toPlainName(name);
  return line === '' ? link : `${line}\n${link}`;
}

/** The card in a text, or `undefined` when the text is anything else, a longer one with a link included. */
export function textToCard(text: string): LinkCard | undefined {
  const lines = text.trim().split('\n');
  const [first = '', second] = lines;
  if (lines.length > 2) return undefined;
  const link = readAnyLink(second ?? first);
  const name = second === undefined ? '' : toPlainName(first);
  // A link that continues somebody's own call is no invitation.
  if (link === undefined || link.handOver !== undefined || name.length > MAX_NAME_LENGTH) return undefined;
  return { ...link, name };
}
