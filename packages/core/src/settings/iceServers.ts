/** The list of own STUN and TURN servers, one a line (spec/relays.md, "Own servers"). */
import type { IceServer } from '../port/peerConnection.ts';
import {
  type IceAddress,
  type IceAddressProblem,
  iceAddressToLine,
  iceAddressToServer,
  isTurn,
  lineToIceAddress,
} from './iceAddress.ts';

/** Servers in a list at most: each is asked from every network of the device before a call. */
export const MAX_ICE_SERVERS = 16;

/** What is wrong with one line. */
export interface IceLineProblem {
  /** From 1, blank lines and comments included. */
  readonly line: number;
  readonly reason: IceAddressProblem | 'duplicate' | 'tooMany';
  /** With `duplicate`: the line that says the same. */
  readonly sameAs?: number;
}

/** A server and where it stands. */
export interface IceLine {
  readonly line: number;
  readonly address: IceAddress;
}

/** A list that was read. */
export interface IceServerList {
  /** Lines that are right, in their order. */
  readonly lines: readonly IceLine[];
  /** Everything that is wrong, in the order of lines. */
  readonly problems: readonly IceLineProblem[];
}

/** Reads a list. Blank lines, and lines that begin with `#`, mean nothing. Never throws. */
export function textToIceServers(text: string): IceServerList {
  const lines: IceLine[] = [];
  const problems: IceLineProblem[] = [];
  const firstLines = new Map<string, number>();
  for (const [index, written] of text.split(/\r\n|[\r\n]/).entries()) {
    const line = index + 1;
    const trimmed = written.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const read = lineToIceAddress(trimmed);
    const sameAs = read.ok ? firstLines.get(toIdentity(read.value)) : undefined;
    if (!read.ok) problems.push({ line, reason: read.code });
    else if (sameAs !== undefined) problems.push({ line, reason: 'duplicate', sameAs });
    else if (lines.length === MAX_ICE_SERVERS) problems.push({ line, reason: 'tooMany' });
    else {
      firstLines.set(toIdentity(read.value), line);
      lines.push({ line, address: read.value });
    }
  }
  return { lines, problems };
}

/** The list for a peer connection. */
export function toIceServers({ lines }: IceServerList): readonly IceServer[] {
  return lines.map(({ address }) => iceAddressToServer(address));
}

/** Whether a relay is among them. */
export function hasTurn({ lines }: IceServerList): boolean {
  return lines.some(({ address }) => isTurn(address));
}

/** Two lines with this in common ask the same server the same thing, whatever their passwords. */
function toIdentity(address: IceAddress): string {
  return iceAddressToLine(isTurn(address) ? { ...address, password: 'x' } : address);
}
