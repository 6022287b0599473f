/** Answering a request after its transaction. */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { Result } from '@sotto/protocol/result';
import type { Outcome } from '../db/groupCommit.ts';
import type { Session } from './session.ts';

/** Hands a success to `succeed`, which answers; answers a failure of the work or of its whole transaction itself. */
export function settle<Value>(
  session: Session,
  n: number,
  outcome: Outcome<Result<Value, ErrorCode>>,
  succeed: (value: Value) => void,
): void {
  const result = outcome.ok ? outcome.value : outcome;
  if (result.ok) succeed(result.value);
  else session.refuse(n, result.code);
}
