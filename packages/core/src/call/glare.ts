/** Both call each other at once (spec/call.md, "At the same moment"). Pure. */
import type { CallId } from '@sotto/protocol/ids';

/** This side's outgoing call at the moment an invitation from its contact arrives. */
export interface OwnCall {
  readonly callId: CallId;
  /** Its invitation has left. */
  readonly hasLeft: boolean;
  /** How long ago it was accepted, in milliseconds; undefined when it was not. */
  readonly acceptedFor: number | undefined;
}

/**
 * What becomes of both calls. The lower id wins, on both sides alike. `unrelated`: the invitation is a call of its
 * own. An echo that arrives after the winner's acceptance (the faster way) still belongs to the same moment.
 */
export function decideGlare(own: OwnCall, theirs: CallId, echoMs: number): 'own' | 'theirs' | 'unrelated' {
  if (own.acceptedFor !== undefined) {
    return own.callId < theirs && own.acceptedFor < echoMs ? 'own' : 'unrelated';
  }
  return own.hasLeft && own.callId < theirs ? 'own' : 'theirs';
}
