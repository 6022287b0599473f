/**
 * What hosts have stated, as every member holds it (spec/group.md, "Statements"): approvals, bans and the lock. Only
 * statements of hosts count, and they come with commits, so that all members judge a commit by the same ones.
 */
import { type Bytes, bytesToHex, concatBytes, isSameBytes, textToBytes } from '@sotto/protocol/bytes';
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import { MAX_STATEMENTS } from '@sotto/protocol/sealed/roomBundle';
import {
  decodeRoomStatement,
  encodeRoomStatement,
  type RoomStatement,
  type SignedStatement,
} from '@sotto/protocol/sealed/roomStatement';
import { isSignedBy, type SigningKey, sign } from '../crypto/signer.ts';

/** Statements that were checked, by what they are about. Never modified. */
export type Rulings = ReadonlyMap<string, Ruling>;

/** A statement and the form in which it is handed on. */
export interface Ruling {
  readonly statement: RoomStatement;
  readonly signed: SignedStatement;
}

/** No statements. */
export const NO_RULINGS: Rulings = new Map();

/** A statement by the holder of this pseudonym. */
export async function signStatement(by: SigningKey, statement: RoomStatement): Promise<SignedStatement> {
  const bytes = encodeRoomStatement(statement);
  return { by: by.publicKey, statement: bytes, signature: await sign(by.seed, toSigned(bytes)) };
}

/** Of whoever did not make the link, statements that are dated later do not count (2100-01-01): so its owner has the last word. */
export const LATEST_OF_CO_HOSTS = 4_102_444_800_000;

/**
 * The statement, dated later than what it is to replace: clocks differ, and a co-host may have dated far ahead.
 * `floor`: of the latest one that was made here, perhaps not heard yet.
 */
export function dateAfter(rulings: Rulings, statement: RoomStatement, floor: number): RoomStatement {
  if (!('at' in statement)) return statement;
  const known = rulings.get(toKey(statement))?.statement;
  const before = known !== undefined && 'at' in known ? known.at : 0;
  return { ...statement, at: Math.max(statement.at, before + 1, floor + 1) };
}

/** The rulings after these statements. Those of whoever is no host of this link, or none any more, are left out. */
export async function addStatements(
  rulings: Rulings,
  statements: readonly SignedStatement[],
  linkId: LinkId,
  record: LinkRecord,
): Promise<Rulings> {
  const checked = await Promise.all(statements.map(signed => checkStatement(signed, linkId, record)));
  const next = new Map([...rulings].filter(([, { signed }]) => isHost(record, signed.by)));
  for (const ruling of checked) if (ruling !== undefined) addRuling(next, ruling);
  return next;
}

/**
 * What somebody who comes in has to know: the approvals of those inside, the bans, the lock, and who was removed from this
 * group. Where not all of it fits, what lasts beyond this call is told first. Whoever comes later shows its own approval;
 * who was not let in concerns nobody but them.
 */
export function statementsForJoiner(
  rulings: Rulings,
  groupId: Uint8Array,
  members: readonly { readonly pseudonym: Bytes }[],
): SignedStatement[] {
  const all = [...rulings.values()].toSorted(byTime);
  const bans = all.filter(({ statement }) => statement.k === 'ban');
  const expels = all.filter(
    ({ statement }) => statement.k === 'expel' && isSameBytes(statement.groupId, groupId),
  );
  const inside = members.map(({ pseudonym }) => approvalOf(rulings, pseudonym));
  const lock = rulings.get(`lock ${bytesToHex(groupId)}`);
  const counting = [lock, ...inside, ...bans, ...expels].filter(ruling => ruling !== undefined);
  return [...new Set(counting)].slice(0, MAX_STATEMENTS).map(({ signed }) => signed);
}

/**
 * What a commit has to say to those who know `before`. Approvals of the added always: whoever joined since they were
 * given has not heard of them.
 */
export function statementsForMembers(
  before: Rulings,
  after: Rulings,
  added: readonly { readonly pseudonym: Bytes }[],
): SignedStatement[] {
  const known = new Set([...before.values()].map(({ signed }) => bytesToHex(signed.signature)));
  const news = [...after.values()].filter(({ signed }) => !known.has(bytesToHex(signed.signature)));
  const approvals = added.flatMap(({ pseudonym }) => approvalOf(after, pseudonym) ?? []);
  return [...new Set([...approvals, ...news])].slice(0, MAX_STATEMENTS).map(({ signed }) => signed);
}

/** The latest first. */
function byTime({ statement: one }: Ruling, { statement: other }: Ruling): number {
  return ('at' in other ? other.at : 0) - ('at' in one ? one.at : 0);
}

/** Whether a pseudonym has the rights of a host. */
export function isHost(record: LinkRecord, pseudonym: Bytes): boolean {
  return record.hosts.some(host => isSameBytes(host, pseudonym));
}

/**
 * Whether a person may not take part. Hosts cannot be banned: first they must be hosts no more. Whom the record bans nobody
 * frees but who made the link, there.
 */
export function isBanned(rulings: Rulings, record: LinkRecord, pseudonym: Bytes): boolean {
  if (isHost(record, pseudonym)) return false;
  const ban = rulings.get(`ban ${bytesToHex(pseudonym)}`)?.statement;
  if (ban?.k === 'ban' && ban.isBanned) return true;
  return record.bans.some(each => isSameBytes(each, pseudonym));
}

/** What a host has said of this person's coming in. */
export function approvalOf(rulings: Rulings, pseudonym: Bytes): Ruling | undefined {
  return rulings.get(`approve ${bytesToHex(pseudonym)}`);
}

/** Whether only hosts let people into this group. */
export function isLocked(rulings: Rulings, groupId: Uint8Array): boolean {
  const lock = rulings.get(`lock ${bytesToHex(groupId)}`)?.statement;
  return lock?.k === 'lock' && lock.isLocked;
}

/** Whether a host has removed this person from this group on purpose, and none has let it in since. */
export function isExpelled(rulings: Rulings, groupId: Uint8Array, pseudonym: Bytes): boolean {
  const expel = rulings.get(toExpelKey(groupId, pseudonym))?.statement;
  return expel?.k === 'expel' && expel.isOut;
}

/** Whether a host has stated, for this link, that this seat is not let in. */
export async function isRefusal(
  signed: SignedStatement,
  linkId: LinkId,
  record: LinkRecord,
  seat: SeatId,
): Promise<boolean> {
  const statement = (await checkStatement(signed, linkId, record))?.statement;
  return statement?.k === 'refuse' && statement.seat === seat;
}

/** Whether the holder of the key that a statement names has made it. Whether that is a host, a record tells. */
export function isStatementGenuine({ by, statement, signature }: SignedStatement): Promise<boolean> {
  return isSignedBy(by, toSigned(statement), signature);
}

async function checkStatement(
  signed: SignedStatement,
  linkId: LinkId,
  record: LinkRecord,
): Promise<Ruling | undefined> {
  const decoded = decodeRoomStatement(signed.statement);
  if (!decoded.ok || decoded.value.linkId !== linkId || !isHost(record, signed.by)) return undefined;
  const isTooLate = 'at' in decoded.value && decoded.value.at > LATEST_OF_CO_HOSTS;
  if (isTooLate && !isOwner(record, signed.by)) return undefined;
  return (await isStatementGenuine(signed)) ? { statement: decoded.value, signed } : undefined;
}

/** The first in the record made the link. */
function isOwner({ hosts }: LinkRecord, pseudonym: Bytes): boolean {
  return hosts[0] !== undefined && isSameBytes(hosts[0], pseudonym);
}

function addRuling(rulings: Map<string, Ruling>, ruling: Ruling): void {
  const key = toKey(ruling.statement);
  const known = rulings.get(key);
  if (known === undefined || isNewer(ruling.statement, known.statement)) rulings.set(key, ruling);
}

function isNewer(next: RoomStatement, known: RoomStatement): boolean {
  if (next.k === 'approve') return next.isContact;
  return 'at' in next && 'at' in known && next.at > known.at;
}

function toKey(statement: RoomStatement): string {
  if (statement.k === 'lock') return `lock ${bytesToHex(statement.groupId)}`;
  if (statement.k === 'expel') return toExpelKey(statement.groupId, statement.pseudonym);
  if (statement.k === 'refuse') return `refuse ${statement.seat}`;
  return `${statement.k} ${bytesToHex(statement.pseudonym)}`;
}

function toExpelKey(groupId: Uint8Array, pseudonym: Bytes): string {
  return `expel ${bytesToHex(groupId)} ${bytesToHex(pseudonym)}`;
}

function toSigned(statement: Bytes): Bytes {
  return concatBytes(textToBytes('sotto statement v1\0'), statement);
}
