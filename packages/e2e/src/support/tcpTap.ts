/**
 * Stands between browsers and a server on this machine, passes every byte on, and keeps a copy of what it saw: what
 * the server could have learnt. WebSocket frames of clients are unmasked in the copy (RFC 6455 §5.3), so that it can be
 * searched. The line can also be cut.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A running tap. */
export interface TcpTap extends AsyncDisposable {
  readonly port: number;
  /** Everything that went through so far, by connection and direction. */
  copies(): readonly Buffer[];
  /** Ends all connections and lets nobody in, or lets everybody in again. */
  cut(isCut: boolean): void;
}

/** Starts a tap in front of a port of this machine. */
export async function startTcpTap(port: number): Promise<TcpTap> {
  const open = new Set<Socket>();
  const parts: Buffer[][] = [];
  let isCut = false;

  function copy(socket: Socket, isMasked: boolean): void {
    const kept: Buffer[] = [];
    parts.push(kept);
    const unmask = isMasked ? createUnmasking() : (part: Buffer) => part;
    socket.on('data', (part: Buffer) => kept.push(unmask(part)));
  }

  function pair(from: Socket, to: Socket): void {
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.once('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  }

  const front = createServer(client => {
    if (isCut) return void client.destroy();
    const server = connect(port, '127.0.0.1');
    copy(client, true);
    copy(server, false);
    pair(client, server);
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const address = front.address();
  const close = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    copies: () => parts.map(kept => Buffer.concat(kept)),
    cut: value => {
      isCut = value;
      if (isCut) close();
    },
    [Symbol.asyncDispose]: async () => {
      front.close();
      close();
      await once(front, 'close');
    },
  };
}

/**
 * Turns a client's bytes, as they come, into readable ones: HTTP stays as it is, and behind an upgrade request each
 * frame's payload is unmasked and stands without its header.
 */
function createUnmasking(): (part: Buffer) => Buffer {
  let isUpgraded = false;
  let rest: Buffer = Buffer.alloc(0);
  return part => {
    rest = Buffer.concat([rest, part]);
    if (!isUpgraded) {
      const end = /\r\nupgrade: websocket\r\n[\s\S]*?\r\n\r\n/i.exec(rest.toString('latin1'));
      const head = rest.subarray(0, end === null ? rest.length : end.index + end[0].length);
      // The head of an upgrade request may come in pieces; what is not one is passed on at once.
      if (end === null) {
        if (!rest.toString('latin1').includes('\r\n\r\n')) return Buffer.alloc(0);
        rest = Buffer.alloc(0);
        return head;
      }
      isUpgraded = true;
      rest = rest.subarray(head.length);
      return Buffer.concat([head, takeFrames()]);
    }
    return takeFrames();
  };

  function takeFrames(): Buffer {
    const payloads: Buffer[] = [];
    for (let frame = readFrame(rest); frame !== undefined; frame = readFrame(rest)) {
      payloads.push(frame.payload);
      rest = rest.subarray(frame.length);
    }
    return Buffer.concat(payloads);
  }
}

/** The first frame, unmasked; undefined while it is incomplete. */
function readFrame(bytes: Buffer): { readonly payload: Buffer; readonly length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const headLength = 2 + extended + 4;
  if (bytes.length < headLength) return undefined;
  const size =
    extended === 2 ? bytes.readUInt16BE(2) : extended === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < headLength + size) return undefined;
  const mask = bytes.subarray(headLength - 4, headLength);
  const payload = Buffer.from(bytes.subarray(headLength, headLength + size));
  for (const [index, byte] of payload.entries()) payload[index] = byte ^ (mask[index % 4] ?? 0);
  return { payload, length: headLength + size };
}
