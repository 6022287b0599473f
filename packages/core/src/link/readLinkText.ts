/** What a pasted or opened call link is, in the closed list of what can be wrong with it (spec/link-keys.md). */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { type ReadCallLink, textToCallLink } from '@sotto/protocol/link/callLink';
import { failure, type Result, success } from '@sotto/protocol/result';

/** A link that has the right form. */
export interface CallLink extends ReadCallLink {
  /** `https://host` of the server behind it. */
  readonly origin: string;
}

/**
 * Why a link cannot be used. `closed`: outside of its opening hours. `banned`: its host does not want this person. `offline`: the server cannot be asked now.
 * `untrusted`: the server shows something that the host has not made, or has replaced.
 */
export type LinkProblem =
  | 'malformedLink'
  | 'otherServerLink'
  | 'unknownLink'
  | 'expiredLink'
  | 'revokedLink'
  | 'fullLink'
  | 'untrustedLink'
  | 'closedLink'
  | 'bannedLink'
  | 'tooManyRequests'
  | 'offline';

/** Reads a link of this server. `malformedLink`: no call link. `otherServerLink`: a call link of another server. */
export function readLinkText(
  text: string,
  ownOrigin: string,
): Result<CallLink, 'malformedLink' | 'otherServerLink'> {
  const link = readAnyLink(text);
  if (link === undefined) return failure('malformedLink');
  return link.origin === ownOrigin ? success(link) : failure('otherServerLink');
}

/** Reads a link of whichever server; `undefined` when it is none. */
export function readAnyLink(text: string): CallLink | undefined {
  const found = textToCallLink(text);
  if (found === undefined || !URL.canParse(text.trim())) return undefined;
  return { origin: new URL(text.trim()).origin, ...found };
}

/** What a refusal by the server means for a link. */
export function codeToLinkProblem(code: ErrorCode | 'offline'): LinkProblem {
  return PROBLEMS[code] ?? 'offline';
}

/** What a refusal means for a command about a link: some say that the server takes no more. */
export function refusalToProblem(code: ErrorCode | 'offline' | 'untrusted'): LinkProblem | 'busy' {
  if (code === 'untrusted') return 'untrustedLink';
  return code === 'unavailable' || code === 'storageFull' ? 'busy' : codeToLinkProblem(code);
}

/** What is wrong with a link that is over. */
export function endingToProblem(ending: 'expired' | 'revoked'): 'expiredLink' | 'revokedLink' {
  return ending === 'expired' ? 'expiredLink' : 'revokedLink';
}

const PROBLEMS: Partial<Record<ErrorCode | 'offline', LinkProblem>> = {
  noLink: 'unknownLink',
  linkExpired: 'expiredLink',
  linkRevoked: 'revokedLink',
  roomFull: 'fullLink',
  lobbyFull: 'fullLink',
  // The auth key follows from the token alone: a link whose proof is refused was written down wrongly.
  badProof: 'malformedLink',
  rateLimited: 'tooManyRequests',
};
