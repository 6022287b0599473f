/** Asks over UDP and waits for the answer (RFC 8489 section 6.2.1), and the question whether a relay is alive. */
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { RelayClock } from './relayConfig.ts';
import {
  decodeStun,
  encodeStun,
  STUN_TYPE,
  type StunAddress,
  type StunAttribute,
  type StunMessage,
} from './stun.ts';

/** One request, before it has a transaction. */
export interface StunRequest {
  readonly type: number;
  readonly attributes: readonly StunAttribute[];
  /** The key of its MESSAGE-INTEGRITY, if it has one. */
  readonly key?: Buffer;
}

const RETRY_MS = 250;
const ATTEMPTS = 4;

/** The answer to a request, sent up to four times within a second; undefined if none came. */
export function exchangeStun(
  socket: Socket,
  server: StunAddress,
  request: StunRequest,
  clock: RelayClock,
): Promise<StunMessage | undefined> {
  const transaction = randomBytes(12);
  const datagram = encodeStun({ ...request, transaction }, request.key);
  return new Promise(resolve => {
    let cancel = () => {};
    const finish = (answer: StunMessage | undefined) => {
      cancel();
      socket.off('message', hear);
      resolve(answer);
    };
    const hear = (received: Buffer) => {
      const answer = decodeStun(received);
      if (answer?.transaction.equals(transaction)) finish(answer);
    };
    const send = (attempt: number) => {
      if (attempt === ATTEMPTS) return finish(undefined);
      // A refused port answers the next send with an error; that is no answer, as silence is.
      socket.send(datagram, server.port, server.address, () => {});
      cancel = clock.after(RETRY_MS, () => send(attempt + 1));
    };
    socket.on('message', hear);
    send(0);
  });
}

/** A UDP socket for exchanges; its errors are lost answers and nothing else. */
export function openStunSocket(): Socket {
  const socket = createSocket('udp4');
  socket.on('error', () => {});
  return socket;
}

/** Whether something at this address answers STUN binding requests. */
export async function isStunAnswered(server: StunAddress, clock: RelayClock): Promise<boolean> {
  const socket = openStunSocket();
  const request = { type: STUN_TYPE.bindingRequest, attributes: [] };
  const answer = await exchangeStun(socket, server, request, clock);
  socket.close();
  return answer?.type === STUN_TYPE.bindingSuccess;
}
