/** Notes the frames of a page's socket, in both directions, as the browser itself reports them. */
import { decodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import { decodeServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Page } from 'puppeteer-core';

/** One frame. */
export interface SocketFrame {
  /** Milliseconds, `performance.now`. */
  readonly at: number;
  readonly isSent: boolean;
  /** Type of the message in it. */
  readonly t: string;
  /** Number of the request that it makes or answers. */
  readonly n: number | undefined;
  readonly bytes: number;
}

/** Records from now on; the returned list grows. */
export async function recordSocket(page: Page): Promise<readonly SocketFrame[]> {
  const frames: SocketFrame[] = [];
  const session = await page.createCDPSession();
  const note = (isSent: boolean, payload: string) => {
    const bytes = Buffer.from(payload, 'base64');
    const decoded = isSent ? decodeClientMessage(bytes) : decodeServerMessage(bytes);
    const { t, n } = decoded.ok ? { n: undefined, ...decoded.value } : { t: decoded.code, n: undefined };
    frames.push({ at: performance.now(), isSent, t, n, bytes: bytes.length });
  };
  session.on('Network.webSocketFrameSent', ({ response }) => note(true, response.payloadData));
  session.on('Network.webSocketFrameReceived', ({ response }) => note(false, response.payloadData));
  await session.send('Network.enable');
  return frames;
}

/** Frames other than the client's pings and their answers. */
export function withoutPings(frames: readonly SocketFrame[]): readonly SocketFrame[] {
  const pings = new Set(frames.filter(({ t }) => t === 'ping').map(({ n }) => n));
  return frames.filter(({ t, n }) => t !== 'ping' && !(t === 'ok' && pings.has(n)));
}
