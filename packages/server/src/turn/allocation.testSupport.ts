/**
 * A TURN client just large enough to test whether a relay works and what it refuses: one UDP allocation (RFC 8656
 * section 7) and permissions on it (section 9). Calls use the browser's.
 */
import type { Socket } from 'node:dgram';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { RelayCredentials } from './relay.ts';
import type { RelayClock } from './relayConfig.ts';
import {
  errorCodeOf,
  findAttribute,
  longTermKey,
  STUN_ATTRIBUTE,
  STUN_TYPE,
  type StunAddress,
  type StunAttribute,
  type StunMessage,
  xorAddressOf,
  xorIpv4Value,
} from './stun.ts';
import { exchangeStun, openStunSocket } from './stunExchange.ts';

/** `noAnswer`: nothing came back. `unauthorized`: the relay refuses these credentials. `refused`: anything else. */
export type AllocationFailure = 'noAnswer' | 'unauthorized' | 'refused';

/** An open allocation. */
export interface Allocation {
  /** The address that relays for us. */
  readonly relayed: StunAddress;
  /** Asks that a peer (IPv4) may send to us; false if the relay refuses. */
  permit(peer: StunAddress): Promise<boolean>;
  /** Gives the allocation back. */
  close(): Promise<void>;
}

/** Proof of one's credentials, as attributes and the key that goes over them. */
interface Proof {
  readonly key: Buffer;
  readonly attributes: readonly StunAttribute[];
}

const UDP_TRANSPORT = { type: STUN_ATTRIBUTE.requestedTransport, value: Buffer.from([17, 0, 0, 0]) };
const END_NOW = { type: STUN_ATTRIBUTE.lifetime, value: Buffer.alloc(4) };

/** Opens an allocation over UDP; without credentials it shows what a stranger gets. */
export async function openAllocation(
  server: StunAddress,
  credentials: Pick<RelayCredentials, 'username' | 'credential'> | undefined,
  clock: RelayClock,
): Promise<Result<Allocation, AllocationFailure>> {
  const socket = openStunSocket();
  const ask = (type: number, attributes: readonly StunAttribute[], proof?: Proof) =>
    exchangeStun(
      socket,
      server,
      proof === undefined
        ? { type, attributes }
        : { type, attributes: [...attributes, ...proof.attributes], key: proof.key },
      clock,
    );
  const challenge = await ask(STUN_TYPE.allocateRequest, [UDP_TRANSPORT]);
  const proof = credentials && challenge && proofFor(challenge, credentials);
  const answer = proof ? await ask(STUN_TYPE.allocateRequest, [UDP_TRANSPORT], proof) : challenge;
  const relayed = answer && relayedAddressIn(answer);
  if (relayed === undefined) {
    socket.close();
    return failure(failureIn(answer));
  }
  return success(createAllocation(socket, relayed, (type, attributes) => ask(type, attributes, proof)));
}

function createAllocation(
  socket: Socket,
  relayed: StunAddress,
  ask: (type: number, attributes: readonly StunAttribute[]) => Promise<StunMessage | undefined>,
): Allocation {
  return {
    relayed,
    async permit(peer) {
      const attribute = { type: STUN_ATTRIBUTE.xorPeerAddress, value: xorIpv4Value(peer) };
      const answer = await ask(STUN_TYPE.createPermissionRequest, [attribute]);
      return answer?.type === STUN_TYPE.createPermissionSuccess;
    },
    async close() {
      await ask(STUN_TYPE.refreshRequest, [END_NOW]);
      socket.close();
    },
  };
}

function proofFor(
  challenge: StunMessage,
  credentials: Pick<RelayCredentials, 'username' | 'credential'>,
): Proof | undefined {
  const realm = findAttribute(challenge, STUN_ATTRIBUTE.realm);
  const nonce = findAttribute(challenge, STUN_ATTRIBUTE.nonce);
  if (realm === undefined || nonce === undefined) return undefined;
  const { username, credential } = credentials;
  return {
    key: longTermKey(username, realm.toString(), credential),
    attributes: [
      { type: STUN_ATTRIBUTE.username, value: Buffer.from(username) },
      { type: STUN_ATTRIBUTE.realm, value: realm },
      { type: STUN_ATTRIBUTE.nonce, value: nonce },
    ],
  };
}

function relayedAddressIn(answer: StunMessage): StunAddress | undefined {
  if (answer.type !== STUN_TYPE.allocateSuccess) return undefined;
  return xorAddressOf(answer, STUN_ATTRIBUTE.xorRelayedAddress);
}

function failureIn(answer: StunMessage | undefined): AllocationFailure {
  if (answer === undefined) return 'noAnswer';
  return errorCodeOf(answer) === 401 ? 'unauthorized' : 'refused';
}
