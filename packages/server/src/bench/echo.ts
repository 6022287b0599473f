/** The baselines: a WebSocket echo that stores every message in SQLite under the server's own pragmas. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { PRAGMAS } from '../db/database.ts';
import { DatabaseSync } from '../db/sqlite.ts';

/** A running echo. */
export interface Echo {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts an echo; `isGrouped` stores the messages of one event-loop turn in one transaction instead of each alone. */
export async function startEcho(directory: string, isGrouped: boolean): Promise<Echo> {
  const database = new DatabaseSync(join(directory, 'echo.db'));
  for (const pragma of PRAGMAS) database.exec(pragma);
  database.exec('create table blob (id integer primary key, bytes blob not null) strict');
  const insert = database.prepare('insert into blob (bytes) values (?)');
  const keep = (frame: Buffer): void => void insert.run(frame);
  const answer = isGrouped ? createGroupedAnswer(database, keep) : createPlainAnswer(keep);
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  sockets.on('connection', socket => socket.on('message', (frame: Buffer) => answer(socket, frame)));
  await new Promise<void>(resolve => void http.listen(0, '127.0.0.1', resolve));
  return {
    port: (http.address() as AddressInfo).port,
    stop: async () => {
      for (const client of sockets.clients) client.terminate();
      http.close();
      database.close();
    },
  };
}

type Answer = (socket: WebSocket, frame: Buffer) => void;

function createPlainAnswer(keep: (frame: Buffer) => void): Answer {
  return (socket, frame) => {
    keep(frame);
    socket.send(frame);
  };
}

function createGroupedAnswer(database: DatabaseSync, keep: (frame: Buffer) => void): Answer {
  let waiting: { readonly socket: WebSocket; readonly frame: Buffer }[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    database.exec('begin immediate');
    for (const { frame } of all) keep(frame);
    database.exec('commit');
    for (const { socket, frame } of all) socket.send(frame);
  };
  return (socket, frame) => {
    if (waiting.length === 0) setImmediate(flush);
    waiting.push({ socket, frame });
  };
}
