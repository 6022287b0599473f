/** Finds the link in what somebody was given and pastes: mostly the whole message in which it came. Pure. */
import { isId } from '@sotto/protocol/ids';
import { splitLinks } from '../words/splitLinks.ts';

/** The first link of Sotto in a text, else the text without its outer spaces. */
export function pastedToLink(text: string): string {
  const trimmed = text.trim();
  const whole = BEGINNING.test(trimmed) ? `https://${trimmed}` : trimmed;
  const found = splitLinks(whole).find(part => part.kind === 'link' && isOurs(part.href));
  return found?.kind === 'link' ? found.href : trimmed;
}

/** Whether a link is for a call, of this server or another one; a damaged one, too, so that it is not taken for an invitation. */
export function isCallLink(link: string): boolean {
  return CALL_LINK.test(link);
}

/** Whether it may be an invitation, a damaged one, too: so that it says what is wrong with it. */
export function isInvitation(link: string): boolean {
  return INVITATION.test(link) || isId(link.replace(/^#/, ''));
}

const CALL_LINK = /^https?:\/\/[^/\s?#]+\/(video|voice)\/?(\?[^\s#]*)?(#|$)/i;
const INVITATION = /^https?:\/\/[^/\s?#]+\/invite\/?(\?[^\s#]*)?(#|$)/i;
/** A link that was copied without `https://`. */
const BEGINNING = /^[^/\s?#]+\/(video|voice|invite)\/?#\S*$/i;

function isOurs(link: string): boolean {
  return isCallLink(link) || isInvitation(link);
}
