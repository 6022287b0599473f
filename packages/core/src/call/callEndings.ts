/** The ways a call ends, and how each side words them (spec/call.md, "Ends"). Pure. */
import type { EndReason } from '@sotto/protocol/sealed/callEnd';
import type { CallFailure } from '../client/view.ts';
import type { CallItemEvent } from '../history/callItem.ts';
import type { CallEffect } from './callEffect.ts';
import type { CallStep } from './callMachine.ts';
import type { CallState, MachineEnding } from './callState.ts';

/** End states that take no explanation. */
export const ENDINGS = {
  gaveUpByContact: ended({ kind: 'gaveUp', byMe: false }),
  replaced: ended({ kind: 'replaced' }),
  movedOn: ended({ kind: 'movedOn' }),
} as const;

/** The call could not be made or kept; the contact is told `reason`, if anything. */
export function failed(failure: CallFailure, reason?: EndReason): CallStep {
  return end({ kind: 'failed', failure }, { kind: 'failed', failure }, reason);
}

/** This person ended it: before the acceptance (`gaveUp`, or undefined when no invitation had left) or after. */
export function endedByUser(reason: 'gaveUp' | 'hungUp' | undefined): CallStep {
  const event: CallItemEvent = { kind: reason === 'hungUp' ? 'hungUp' : 'unanswered' };
  const kind = reason ?? 'gaveUp';
  return end({ kind, byMe: true }, event, reason);
}

/** The contact ended it. `when` tells how far it had come. */
export function endedByContact(reason: EndReason, when: 'outgoing' | 'connecting' | 'inCall'): CallStep {
  if (reason === 'hungUp') {
    return end({ kind: 'hungUp', byMe: false }, { kind: when === 'outgoing' ? 'unanswered' : 'hungUp' });
  }
  // Whoever gave up while the acceptance was on its way had gone when it came.
  return failed(reason === 'gaveUp' ? 'alreadyOver' : reason);
}

function end(ending: MachineEnding, event: CallItemEvent, reason?: EndReason): CallStep {
  const telling: CallEffect[] = reason === undefined ? [] : [{ kind: 'sendEnd', reason }];
  return [ended(ending), ...telling, { kind: 'recordItem', event }];
}

function ended(ending: MachineEnding): CallState {
  return { name: 'ended', ending };
}
