/** A longer way to a server: a TCP proxy on this machine that holds every piece back for a fixed time, each way. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A running proxy. */
export interface TcpDelay extends AsyncDisposable {
  /** Where browsers find it, on `localhost`. */
  readonly port: number;
  /** Sets the one-way delay, in milliseconds, for what comes from now on. */
  set(delay: number): void;
  close(): Promise<void>;
}

/** Starts a proxy to a port of this machine, on a free port. */
export async function startTcpDelay(target: number, delay = 0): Promise<TcpDelay> {
  let current = delay;
  const open = new Set<Socket>();
  const server = createServer(client => {
    const back = connect(target, '127.0.0.1');
    for (const socket of [client, back]) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => open.delete(socket));
    }
    pipeLate(client, back, () => current);
    pipeLate(back, client, () => current);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return {
    port: (server.address() as AddressInfo).port,
    set: ms => {
      current = ms;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Timers of equal length fire in the order they were set, so nothing overtakes. */
function pipeLate(from: Socket, to: Socket, delay: () => number): void {
  const later = (action: () => void) => {
    if (delay() === 0) action();
    else setTimeout(action, delay());
  };
  from.on('data', data => later(() => to.write(data)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroy()));
}
