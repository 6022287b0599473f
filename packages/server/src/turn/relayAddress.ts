/** Which of this machine's addresses relays. */
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';

/** A documentation address (RFC 5737): connecting a UDP socket asks the routing table and sends nothing. */
const FAR_AWAY = '203.0.113.1';
const LOOPBACK = '127.0.0.1';

/** The IPv4 address that the default route uses, else the first that is not a loopback, else 127.0.0.1. */
export async function findRelayAddress(): Promise<string> {
  const routed = await routedAddress();
  return routed ?? firstExternalAddress(networkInterfaces()) ?? LOOPBACK;
}

/** The first IPv4 address of an interface that leaves the machine. */
export function firstExternalAddress(interfaces: ReturnType<typeof networkInterfaces>): string | undefined {
  return Object.values(interfaces)
    .flatMap(entries => entries ?? [])
    .find(entry => entry.family === 'IPv4' && !entry.internal)?.address;
}

function routedAddress(): Promise<string | undefined> {
  const socket = createSocket('udp4');
  return new Promise<string | undefined>(resolve => {
    socket.once('error', () => resolve(undefined));
    socket.connect(9, FAR_AWAY, () => resolve(socket.address().address));
  }).finally(() => socket.close());
}
