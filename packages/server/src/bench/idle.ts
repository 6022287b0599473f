/** Sockets that do nothing. */
import { WIRE_SUBPROTOCOL } from '@sotto/protocol/wire/version';
import { WebSocket } from 'ws';

/** Opened at once; more would only fill the listen queue. */
const AT_ONCE = 100;

/** Opens `count` sockets and waits for every welcome. Returns what closes them. */
export async function openIdleSockets(origin: string, count: number): Promise<() => Promise<void>> {
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - sockets.length) }, () => openSocket(origin));
    sockets.push(...(await Promise.all(some)));
  }
  return async () => {
    for (const socket of sockets) socket.terminate();
  };
}

function openSocket(origin: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin}/socket`, WIRE_SUBPROTOCOL);
    socket.once('message', () => resolve(socket));
    socket.once('error', reject);
  });
}
