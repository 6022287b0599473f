/**
 * Which ICE candidates may leave this device and which of the other side's may be used (spec/call.md, "Candidates").
 * Pure. Grammar: RFC 8839 §5.1.
 */
import type { Candidate } from '@sotto/protocol/sealed/media';

/** How a candidate was found (RFC 8445 §5.1.1). */
type CandidateType = 'host' | 'srflx' | 'prflx' | 'relay';

/**
 * What may be sent of a candidate gathered here: undefined when nothing may. The related address goes too: RFC 8839
 * lets it be blank, and in a relayed candidate it is the very address that the relay hides.
 */
export function toSendable(candidate: Candidate, relayOnly: boolean): Candidate | undefined {
  const parsed = parse(candidate.candidate);
  if (parsed === undefined || !isAllowed(parsed.type, relayOnly)) return undefined;
  return { ...candidate, candidate: blankRelatedAddress(candidate.candidate) };
}

/**
 * Whether a candidate received from a contact may be handed to the connection. Names are refused, because resolving
 * one would tell its owner's name server who asks; only the random `.local` names of direct paths pass.
 */
export function isUsable(candidate: Candidate, relayOnly: boolean): boolean {
  const parsed = parse(candidate.candidate);
  if (parsed === undefined || !isAllowed(parsed.type, relayOnly)) return false;
  return isIpAddress(parsed.address) || (!relayOnly && isMdnsName(parsed.address));
}

interface ParsedCandidate {
  readonly address: string;
  readonly type: CandidateType;
}

// foundation component transport priority address port "typ" type …; one line, no control characters.
const GRAMMAR =
  /^(?:a=)?candidate:[A-Za-z0-9+/]{1,32} \d{1,5} (?:udp|tcp) \d{1,10} ([A-Za-z0-9.:-]{1,255}) \d{1,5} typ (host|srflx|prflx|relay)(?: [ -~]*)?$/i;

function parse(text: string): ParsedCandidate | undefined {
  const [, address, type] = GRAMMAR.exec(text) ?? [];
  if (address === undefined || type === undefined) return undefined;
  return { address, type: type.toLowerCase() as CandidateType };
}

function isAllowed(type: CandidateType, relayOnly: boolean): boolean {
  return !relayOnly || type === 'relay';
}

function blankRelatedAddress(text: string): string {
  return text.replace(/ raddr \S+ rport \d+/i, ' raddr 0.0.0.0 rport 0');
}

function isIpAddress(address: string): boolean {
  const octets = address.split('.');
  const isV4 = octets.length === 4 && octets.every(octet => /^\d{1,3}$/.test(octet) && Number(octet) <= 255);
  return isV4 || (address.includes(':') && /^[0-9a-f:.]{2,45}$/i.test(address));
}

function isMdnsName(address: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local$/i.test(address);
}
