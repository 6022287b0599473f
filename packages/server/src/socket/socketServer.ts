/**
 * The WebSocket at `/socket`: who may open one, its life, and the end of all of them (spec/socket.md, "Opening").
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { MAX_ROOM_FRAME_BYTES, PING_INTERVAL_MS } from '@sotto/protocol/limits';
import { NONCE_BYTES } from '@sotto/protocol/wire/proof';
import { encodeServerMessage } from '@sotto/protocol/wire/serverMessage';
import { WIRE_SUBPROTOCOL } from '@sotto/protocol/wire/version';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Context } from '../context.ts';
import { requestToAddress } from '../http/address.ts';
import { hostToName, requestToHost } from '../http/host.ts';
import { repeatEvery } from '../ops/clock.ts';
import { dispatchFrame, POLICY_VIOLATION } from './dispatch.ts';
import { createDoor, type Door } from './door.ts';
import { createSession, type Session } from './session.ts';

/** Close code of a browser whose page is closed or left (RFC 6455 §7.4.1). A lost network or a crash has none. */
const GOING_AWAY = 1001;
/** Silence after which a socket is closed. */
export const IDLE_LIMIT_MS = 3 * PING_INTERVAL_MS;
/** How long a closing client may take to answer before its connection is cut. Real time: it bounds stopping, too. */
const CLOSE_TIMEOUT_MS = 2000;

/** The sockets of a server. */
export interface SocketServer {
  /** Says goodbye to everyone; resolves when the last socket is gone. */
  stop(): Promise<void>;
}

/** Serves sockets on an HTTP server. */
export function createSocketServer(httpServer: Server, context: Context): SocketServer {
  const sessions = new Map<WebSocket, Session>();
  const door = createDoor(context);
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_ROOM_FRAME_BYTES,
    closeTimeout: CLOSE_TIMEOUT_MS,
    // The door has checked what is offered; a version this server does not speak is told so on the open socket.
    handleProtocols: offered =>
      offered.has(WIRE_SUBPROTOCOL) ? WIRE_SUBPROTOCOL : ([...offered][0] ?? false),
  } as ConstructorParameters<typeof WebSocketServer>[0]);
  httpServer.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    const status = door.check(request);
    if (status === undefined) {
      webSockets.handleUpgrade(request, connection, head, webSocket =>
        greet({ context, sessions, door, webSocket, connection, request }),
      );
    } else refuseUpgrade(connection, status);
  });
  const stopIdle = repeatEvery(context.clock, PING_INTERVAL_MS, () => closeIdle(context, sessions));
  return {
    stop: async () => {
      stopIdle();
      door.shut();
      await Promise.all([...sessions].map(([webSocket, session]) => endSession(webSocket, session)));
    },
  };
}

interface Arrival {
  readonly context: Context;
  readonly sessions: Map<WebSocket, Session>;
  readonly door: Door;
  readonly webSocket: WebSocket;
  readonly connection: Duplex;
  readonly request: IncomingMessage;
}

function greet(arrival: Arrival): void {
  // Without a listener, a broken frame or connection would end the process; ws closes the socket by itself.
  arrival.webSocket.on('error', () => undefined);
  if (arrival.webSocket.protocol === WIRE_SUBPROTOCOL) beginSession(arrival);
  else refuseVersion(arrival.webSocket);
}

function beginSession({ context, sessions, door, webSocket, connection, request }: Arrival): void {
  const { clock, metrics, relay } = context;
  const address = requestToAddress(request, context.config.isProxyTrusted);
  const nonce = randomBytes(NONCE_BYTES);
  const hostName = hostToName(requestToHost(request) ?? '');
  const session = createSession({
    webSocket,
    connection,
    nonce,
    hostName,
    address,
    now: clock.now(),
    metrics,
  });
  sessions.set(webSocket, session);
  metrics.sockets++;
  door.entered(address);
  webSocket.on('message', (frame: Buffer, isBinary: boolean) =>
    dispatchFrame(context, session, frame, isBinary),
  );
  connection.on('drain', () => context.deliveries.drained(session));
  webSocket.on('close', code => {
    sessions.delete(webSocket);
    metrics.sockets--;
    door.left(address);
    context.deliveries.leave(session);
    context.wills.leave(session, code === GOING_AWAY);
    context.watchers.leave(session);
    context.rooms.leave(session, code === GOING_AWAY);
  });
  const { people } = context.config.room;
  session.tell({ t: 'welcome', nonce, time: clock.now(), relay: relay?.isReady() ?? false, people });
}

/** Browsers cannot read the status of a refused upgrade, so the reason comes as the only message. */
function refuseVersion(webSocket: WebSocket): void {
  webSocket.send(encodeServerMessage({ t: 'error', code: 'wrongVersion' }));
  webSocket.close(POLICY_VIOLATION);
}

function refuseUpgrade(connection: Duplex, status: string): void {
  connection.on('error', () => undefined);
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function closeIdle(context: Context, sessions: ReadonlyMap<WebSocket, Session>): void {
  const oldest = context.clock.now() - IDLE_LIMIT_MS;
  for (const session of sessions.values()) if (session.lastFrameAt <= oldest) session.bye('idle');
}

function endSession(webSocket: WebSocket, session: Session): Promise<void> {
  return new Promise(resolve => {
    webSocket.once('close', () => resolve());
    session.bye('stopping');
  });
}
