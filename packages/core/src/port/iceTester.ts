/** Asks one STUN or TURN server whether it answers (spec/relays.md, "Testing"). */
import type { Result } from '@sotto/protocol/result';
import type { IceServer } from './peerConnection.ts';

/** An answer. */
export interface IceAnswer {
  /** How it was reached. */
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** Milliseconds from the first question to the usable answer; for a relay that is two round trips. */
  readonly ms: number;
}

/**
 * Why there is none. `noAnswer`: nothing came back in time, or the name or address is unreachable. `refused`: it
 * answered, but does not take the credentials. `full`: it answered, but has no room now. `unsupported`: this browser
 * cannot ask.
 */
export type IceTestProblem = 'noAnswer' | 'refused' | 'full' | 'unsupported';

/** Tests servers. */
export interface IceTester {
  /** Resolves within 5 s; never rejects. `server` has exactly one URL. */
  test(server: IceServer): Promise<Result<IceAnswer, IceTestProblem>>;
}
