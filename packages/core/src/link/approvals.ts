/** The lasting words with which hosts have approved this person (spec/group.md, "Statements"), as they are kept and used. */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { LinkId } from '@sotto/protocol/ids';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import {
  decodeRoomStatement,
  decodeSignedStatement,
  encodeSignedStatement,
  type SignedStatement,
} from '@sotto/protocol/sealed/roomStatement';
import { isStatementGenuine } from '../group/statements.ts';

/** Most that are kept of one link. */
const MOST_APPROVALS = 8;

/** The approvals with one more. Of each who gave any the newest is kept, or the one that approves a contact. */
export function addApproval(approvals: readonly Bytes[], signed: SignedStatement): readonly Bytes[] {
  const others = approvals.filter(each => {
    const known = readApproval(each);
    return known !== undefined && !isSameBytes(known.signed.by, signed.by);
  });
  const before = approvals.map(readApproval).find(known => known && isSameBytes(known.signed.by, signed.by));
  const next = encodeSignedStatement(signed);
  const isWorse = before?.isContact === true && readApproval(next)?.isContact !== true;
  return isWorse ? approvals : [next, ...others].slice(0, MOST_APPROVALS);
}

/** Those that count by this record for this pseudonym: of its hosts, and, where only contacts come in, for contacts. */
export function usableApprovals(
  approvals: readonly Bytes[],
  record: LinkRecord,
  pseudonym: Bytes,
): readonly SignedStatement[] {
  return approvals
    .map(readApproval)
    .filter(each => each !== undefined)
    .filter(each => isSameBytes(each.pseudonym, pseudonym))
    .filter(each => record.hosts.some(host => isSameBytes(host, each.signed.by)))
    .filter(each => record.policy !== 'contacts' || each.isContact)
    .map(({ signed }) => signed);
}

/** Whether this is an approval for that link, by whoever it says that it is by. */
export async function isApprovalFor(signed: SignedStatement, linkId: LinkId): Promise<boolean> {
  const statement = decodeRoomStatement(signed.statement);
  const isMeant = statement.ok && statement.value.k === 'approve' && statement.value.linkId === linkId;
  return isMeant && isStatementGenuine(signed);
}

function readApproval(bytes: Bytes) {
  const signed = decodeSignedStatement(bytes);
  const statement = signed.ok ? decodeRoomStatement(signed.value.statement) : signed;
  if (!signed.ok || !statement.ok || statement.value.k !== 'approve') return undefined;
  const { isContact, pseudonym } = statement.value;
  return { signed: signed.value, isContact, pseudonym };
}
