/**
 * The life of a call link: made, changed and revoked by whoever holds its admin key, read by whoever holds its token,
 * expired when nobody uses it (spec/links.md). Every function runs inside a transaction and changes nothing unless it
 * succeeds. A dead link leaves a tombstone for ever.
 */
import { isSameBytes } from '@sotto/protocol/bytes';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { LinkId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { CreateLink } from '@sotto/protocol/wire/createLink';
import {
  createLinkStatement,
  revokeLinkStatement,
  updateLinkStatement,
} from '@sotto/protocol/wire/linkStatement';
import type { LinkTerms } from '@sotto/protocol/wire/linkTerms';
import type { ProofPurpose } from '@sotto/protocol/wire/proof';
import type { RevokeLink } from '@sotto/protocol/wire/revokeLink';
import type { UpdateLink } from '@sotto/protocol/wire/updateLink';
import type { Database } from '../db/database.ts';
import type { LinkChange, LinkRow } from '../db/linkTable.ts';
import { DAY_MS, timeToDay } from '../mailbox/mailbox.ts';
import { isProven, isSigned } from '../mailbox/proof.ts';

/** A link that lives: with keys and record. */
export interface LivingLink extends LinkRow {
  readonly adminKey: Uint8Array;
  readonly authKey: Uint8Array;
  readonly record: Uint8Array;
}

/** How a link died. */
export type LinkEnd = 'revoked' | 'expired';

/** Makes a link. Saying the same again is fine. Errors: `badProof`, `linkExists`. */
export function createLink(
  database: Database,
  request: CreateLink,
  now: number,
): Result<undefined, ErrorCode> {
  const { adminKey, authKey, linkId, record, signature, terms, version } = request;
  const statement = createLinkStatement(linkId, version, authKey, { terms, record });
  if (!isSigned(adminKey, signature, statement)) return failure('badProof');
  const row = database.links.byLinkId.first({ linkId });
  if (row !== undefined) {
    const isSame =
      isLiving(row) && isSameBytes(row.adminKey, adminKey) && isSameContent(row, request, version);
    return isSame ? success(undefined) : failure('linkExists');
  }
  const change = toChange(record, terms, version);
  database.links.insert.run({ linkId, adminKey, authKey, ...change, usedDay: timeToDay(now) });
  return success(undefined);
}

/** Changes a link; returns its key. Errors: those of {@link findLink}, `badProof`, `staleVersion`. */
export function updateLink(
  database: Database,
  request: UpdateLink,
  now: number,
): Result<{ readonly key: number; readonly isNew: boolean }, ErrorCode> {
  const { linkId, record, signature, terms, version } = request;
  const found = findLink(database, linkId, now);
  if (!found.ok) return found;
  const { adminKey, key } = found.value;
  if (!isSigned(adminKey, signature, updateLinkStatement(linkId, version, { terms, record })))
    return failure('badProof');
  if (isSameContent(found.value, request, version)) return success({ key, isNew: false });
  if (version <= found.value.version) return failure('staleVersion');
  database.links.change.run({ key, ...toChange(record, terms, version) });
  return success({ key, isNew: true });
}

/** Ends a link for ever; returns its key, undefined if it was dead. Errors: `noLink`, `badProof`, `staleVersion`. */
export function revokeLink(
  database: Database,
  { linkId, signature, version }: RevokeLink,
): Result<number | undefined, ErrorCode> {
  const row = database.links.byLinkId.first({ linkId });
  if (row === undefined) return failure('noLink');
  if (!isLiving(row)) return success(undefined);
  if (!isSigned(row.adminKey, signature, revokeLinkStatement(linkId, version))) return failure('badProof');
  if (version <= row.version) return failure('staleVersion');
  buryLink(database, row.key, 'revoked');
  return success(row.key);
}

/** The living link with this id. Errors: `noLink`, `linkExpired`, `linkRevoked`. */
export function findLink(
  database: Database,
  linkId: LinkId,
  now: number,
): Result<LivingLink, 'noLink' | 'linkExpired' | 'linkRevoked'> {
  const row = database.links.byLinkId.first({ linkId });
  if (row === undefined) return failure('noLink');
  if (row.state === 'revoked') return failure('linkRevoked');
  if (!isLiving(row)) return failure('linkExpired');
  // The job may be late; and a call that runs keeps its link alive, whatever the day.
  const isPast = now >= linkToEnd(row) && database.rooms.byLink.first({ link: row.key }) === undefined;
  return isPast ? failure('linkExpired') : success(row);
}

/** As {@link findLink}, for somebody who proves the token. Errors: `badProof` too. */
export const findProvenLink = createFinder(link => link.authKey);

/** As {@link findProvenLink}, for the host, who proves the admin key. */
export const findHostedLink = createFinder(link => link.adminKey);

function createFinder(toKey: (link: LivingLink) => Uint8Array) {
  return (
    database: Database,
    purpose: ProofPurpose,
    nonce: Uint8Array,
    request: ProvenRequest,
    now: number,
  ): Result<LivingLink, ErrorCode> => {
    const found = findLink(database, request.linkId, now);
    if (!found.ok) return found;
    return isProvenBy(toKey(found.value), purpose, nonce, request) ? found : failure('badProof');
  };
}

/** A request about a link, and what else its proof covers. */
interface ProvenRequest {
  readonly linkId: LinkId;
  readonly proof: Uint8Array;
  readonly seat?: string;
  readonly noteId?: string;
}

function isProvenBy(
  key: Uint8Array,
  purpose: ProofPurpose,
  nonce: Uint8Array,
  { linkId, noteId, proof, seat }: ProvenRequest,
): boolean {
  const more = [seat, noteId].filter(id => id !== undefined);
  return isProven(key, proof, purpose, nonce, linkId, ...more);
}

/** When a link ends unless it is used before: with its last day, in UTC. */
export function linkToEnd({ usedDay, days }: LinkRow): number {
  return (usedDay + days + 1) * DAY_MS;
}

/** The terms as they were given. */
export function linkToTerms({ days, once, people }: LinkRow): LinkTerms {
  return { days, once: once === 1, people };
}

/** Ends a link and the call behind it; only what keeps its id from being taken over stays. */
export function buryLink(database: Database, key: number, state: LinkEnd): void {
  removeRoom(database, key);
  database.linkNotes.removeAll.run({ link: key });
  database.links.bury.run({ key, state });
}

/** Forgets the call behind a link. */
export function removeRoom(database: Database, link: number): void {
  database.rooms.remove.run({ link });
  database.rooms.removeMembers.run({ link });
  database.rooms.removeCommits.run({ link });
}

function isLiving(row: LinkRow): row is LivingLink {
  return row.state === 'active';
}

function isSameContent(
  row: LivingLink,
  { record, terms }: { readonly record: Uint8Array; readonly terms: LinkTerms },
  version: number,
): boolean {
  const { days, once, people } = linkToTerms(row);
  const isSameTerms = days === terms.days && once === terms.once && people === terms.people;
  return isSameTerms && row.version === version && isSameBytes(row.record, record);
}

function toChange(record: Uint8Array, { days, once, people }: LinkTerms, version: number): LinkChange {
  return { record, version, days, once: once ? 1 : 0, people };
}
