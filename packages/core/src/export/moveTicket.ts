/**
 * The ticket of a move (spec/export.md, "One device"): an empty mailbox on the server to which only the first who asks
 * may ever send. So of all devices that hold the same keys exactly one goes on, whatever anybody does with the file.
 */
import { bytesToId, ID_BYTES, type ReceiveId, type SendId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { OwnMailbox } from '../contact/contactRecord.ts';
import { createSigningKey, type SigningKey } from '../crypto/signer.ts';
import { type Connection, createConnection } from '../mailbox/connection.ts';
import { createProofs } from '../mailbox/proofs.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { Random } from '../port/random.ts';
import type { SocketPort } from '../port/socket.ts';

/** How long the server may take to be reached. */
const REACH_MS = 10_000;

/** What asking the server needs. */
export interface TicketPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly sockets: SocketPort;
  readonly log: Log;
}

/** `taken`: another device has it. `gone`: the server does not have it, or nobody can claim it any more. */
export type ClaimProblem = 'offline' | 'taken' | 'gone';

/** Makes a ticket on the server. */
export async function createTicket(ports: TicketPorts): Promise<Result<OwnMailbox, 'offline'>> {
  const { random } = ports;
  const ownerKey = await createSigningKey(random);
  const receiveId = bytesToId<ReceiveId>(random.bytes(ID_BYTES));
  const sendId = bytesToId<SendId>(random.bytes(ID_BYTES));
  const made = await ask(ports, async connection => {
    const proof = await createProofs(connection.nonce)('create', ownerKey, receiveId, sendId);
    if (proof === undefined) return undefined;
    const { publicKey } = ownerKey;
    return connection.request({ t: 'createMailbox', receiveId, sendId, ownerKey: publicKey, proof });
  });
  return made?.ok ? success({ receiveId, sendId, ownerKey, lastSeq: 0 }) : failure('offline');
}

/** Claims a ticket for the holder of `key`. Harmless when repeated with the same key. */
export async function claimTicket(
  ports: TicketPorts,
  sendId: SendId,
  key: SigningKey,
): Promise<Result<void, ClaimProblem>> {
  const bound = await ask(ports, async connection => {
    const proof = await createProofs(connection.nonce)('bind', key, sendId);
    return proof && connection.request({ t: 'bindSender', sendId, senderKey: key.publicKey, proof });
  });
  if (bound === undefined) return failure('offline');
  if (bound.ok) return success(undefined);
  if (bound.code === 'notSender') return failure('taken');
  return failure(bound.code === 'noMailbox' || bound.code === 'invitationExpired' ? 'gone' : 'offline');
}

type Answer = Awaited<ReturnType<Connection['request']>>;

/** Asks over a socket of its own: the profile's stays out of it. Undefined when there is none in time. */
async function ask(
  ports: TicketPorts,
  request: (connection: Connection) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const ignore = () => undefined;
  const nothing = { connected: ignore, disconnected: ignore, delivered: ignore, noticed: ignore };
  const connection = createConnection(ports, nothing);
  const limit = Promise.withResolvers<undefined>();
  const cancel = ports.clock.after(REACH_MS, () => limit.resolve(undefined));
  connection.start();
  const answer = connection.whenUp().then(() => request(connection));
  const first = await Promise.race([answer, limit.promise]);
  cancel();
  connection.stop();
  return first;
}
