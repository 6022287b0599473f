/** Finds a port on which nobody listens yet, for UDP and TCP together. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * The first port from `first` up that is free for UDP and TCP on every address; undefined if 100 in a row are taken.
 * coturn shares its ports (SO_REUSEPORT), so a second one would start on a taken port and steal half of the packets:
 * asking first is the only way to know.
 */
export async function findFreePort(
  first: number,
  isFree: (port: number) => Promise<boolean> = isPortFree,
): Promise<number | undefined> {
  for (let port = first; port < first + 100 && port <= 65_535; port++) {
    if (await isFree(port)) return port;
  }
  return undefined;
}

/** Whether nobody listens on this port, neither UDP nor TCP, neither IPv4 nor IPv6. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await isTcpFree(port)) && (await isUdpFree(port, 'udp4')) && (await isUdpFree(port, 'udp6'));
}

function isTcpFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', error => resolve(!isTaken(error)));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

function isUdpFree(port: number, type: 'udp4' | 'udp6'): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createSocket({ type, ipv6Only: type === 'udp6' });
    socket.once('error', error => socket.close(() => resolve(!isTaken(error))));
    socket.bind(port, () => socket.close(() => resolve(true)));
  });
}

/** A machine without IPv6 fails in other ways, and those do not mean that somebody listens. */
function isTaken(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EADDRINUSE' || error.code === 'EACCES';
}
