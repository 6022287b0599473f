/**
 * What is asked of the server about links (spec/links.md, "Changes"). A socket that is just being opened is waited for,
 * and a change whose answer was lost is said again word for word, which the server answers as before.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import type { LinkAnswer } from '@sotto/protocol/wire/link';
import type { ProofPurpose } from '@sotto/protocol/wire/proof';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { SigningKey } from '../crypto/signer.ts';
import type { Connection } from '../mailbox/connection.ts';
import type { SignProof } from '../mailbox/proofs.ts';
import type { Clock } from '../port/clock.ts';
import type { LinkKeys } from './linkKeys.ts';

/** A refusal by the server, or `offline`. */
export type LinkRefusal = ErrorCode | 'offline';

/** A change of a link by its host. */
export type LinkChangeRequest = Extract<ClientRequest, { t: 'createLink' | 'updateLink' | 'revokeLink' }>;

/** The way to the server, for links. */
export interface LinkLine {
  /** What the server has of a link. Uses nothing up. */
  read(keys: LinkKeys): Promise<Result<LinkAnswer, LinkRefusal>>;
  /** Asks something that may be said twice, with a proof for the socket of the moment. */
  ask(
    purpose: ProofPurpose,
    key: SigningKey,
    ids: readonly string[],
    toRequest: (proof: Bytes) => ClientRequest,
  ): Promise<Result<ServerMessage, LinkRefusal>>;
  /** Makes, changes or ends a link. After `offline` it may have happened. */
  change(request: LinkChangeRequest): Promise<Result<void, LinkRefusal>>;
}

/** What the line needs. */
export interface LinkLinePorts {
  readonly connection: Connection;
  readonly sign: SignProof;
  readonly clock: Clock;
}

/** For how long a socket is waited for. */
const WAIT_MS = 6000;
/** How often something is asked whose answer is lost. */
const ATTEMPTS = 3;

/** Makes the line. */
export function createLinkLine(ports: LinkLinePorts): LinkLine {
  const { connection, sign } = ports;
  return {
    read: keys =>
      repeat(ports, async () => {
        const proof = await sign('readLink', keys.auth, keys.linkId);
        if (proof === undefined) return failure('offline');
        const answer = await connection.request({ t: 'readLink', linkId: keys.linkId, proof });
        if (!answer.ok) return answer;
        return answer.value.t === 'link' ? success(answer.value) : failure('unavailable');
      }),
    ask: (purpose, key, ids, toRequest) =>
      repeat(ports, async () => {
        const proof = await sign(purpose, key, ...ids);
        return proof === undefined ? failure('offline') : connection.request(toRequest(proof));
      }),
    change: request =>
      repeat(ports, async () => {
        const answer = await connection.request(request);
        return answer.ok ? success(undefined) : answer;
      }),
  };
}

type Outcome<Value> = Result<Value, LinkRefusal>;

async function repeat<Value>(
  ports: LinkLinePorts,
  ask: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  let outcome: Outcome<Value> = failure('offline');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (!(await isUpInTime(ports))) return failure('offline');
    outcome = await ask();
    if (outcome.ok || outcome.code !== 'offline') return outcome;
  }
  return outcome;
}

async function isUpInTime({ connection, clock }: LinkLinePorts): Promise<boolean> {
  if (connection.nonce() !== undefined) return true;
  const limit = Promise.withResolvers<boolean>();
  const cancel = clock.after(WAIT_MS, () => limit.resolve(false));
  const isUp = await Promise.race([connection.whenUp().then(() => true), limit.promise]);
  cancel();
  return isUp;
}
