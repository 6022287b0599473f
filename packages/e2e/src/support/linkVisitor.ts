/** Somebody who goes to call links and into the calls behind them, with the app's own link desk and room, without media. */
import { createGroupKit } from '@sotto/core/group/groupKit';
import { createIdentity } from '@sotto/core/link/identity';
import { createLinkDesk, type LinkDesk } from '@sotto/core/link/linkDesk';
import { createLinkPeople } from '@sotto/core/link/linkPeople';
import { createConnection } from '@sotto/core/mailbox/connection';
import { createProofs } from '@sotto/core/mailbox/proofs';
import type { Random } from '@sotto/core/port/random';
import type { RunningRoomFace } from '@sotto/core/room/roomNeeds';
import type { RoomStage } from '@sotto/core/room/roomView';
import { createRoom } from '@sotto/core/room/runRoom';
import { createMemoryStore } from '@sotto/core/sim/memoryStore';
import type { LinkId } from '@sotto/protocol/ids';
import { success } from '@sotto/protocol/result';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import { systemClock } from '@sotto/server/ops/clock';
import { createNodeSockets } from './nodeSockets.ts';

/** A visitor. */
export interface LinkVisitor extends Disposable {
  readonly desk: LinkDesk;
  /** Opens a link and goes into its call; resolves when the room is at that stage. */
  enter(link: string, name: string, stage?: RoomStage): Promise<RunningRoomFace>;
  /** Opens a link whose call runs, and is brought into it as somebody who only looks; resolves when it is. */
  look(link: string, name: string): Promise<RunningRoomFace>;
  /** Resolves when the room that was entered is at that stage. */
  until(stage: RoomStage): Promise<void>;
}

const random: Random = { bytes: length => crypto.getRandomValues(new Uint8Array(length)) };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const SECOND_MS = 1000;

/** Connects a visitor to a server. `insists`: its app takes this for the link's record, whatever the host decides. */
export async function openLinkVisitor(
  origin: string,
  insists: Partial<LinkRecord> = {},
): Promise<LinkVisitor> {
  const store = createMemoryStore();
  const changes = new Set<() => void>();
  const changed = () => {
    for (const change of changes) change();
  };
  let room: RunningRoomFace | undefined;
  const connection = createConnection(
    { clock: systemClock, random, log, sockets: createNodeSockets(origin) },
    {
      connected: () => room?.connected(),
      disconnected: () => room?.disconnected(),
      delivered: () => undefined,
      noticed: notice => {
        desk.heard(notice);
        if (notice.t !== 'linkNews') room?.hear(notice);
      },
    },
  );
  const sign = createProofs(connection.nonce);
  const desk = await createLinkDesk({
    ...{ store, clock: systemClock, random, connection, sign, origin },
    identity: createIdentity(store, random),
    people: createLinkPeople({ all: () => [], get: () => undefined }),
    mail: { sendText: async () => success(undefined), sendApproval: async () => undefined },
    profileName: () => '',
    hosting: () => undefined,
    changed,
  });
  connection.start();

  function until(stage: RoomStage): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const limit = setTimeout(() => reject(new Error(JSON.stringify(room?.view()))), 20 * SECOND_MS);
    const look = () => {
      if (room?.view().stage === stage) resolve();
    };
    changes.add(look);
    look();
    return promise.finally(() => {
      changes.delete(look);
      clearTimeout(limit);
    });
  }

  async function open(link: string, name: string): Promise<RunningRoomFace> {
    const opened = await desk.commands.openLink(link);
    const linkId = desk.views().join?.linkId ?? ('' as LinkId);
    const needs = opened.ok ? await desk.forRoom(linkId, name) : undefined;
    if (needs === undefined) throw new Error(`cannot enter: ${opened.ok ? 'no link' : opened.code}`);
    const kit = await createGroupKit(linkId, random);
    const line = { request: connection.request.bind(connection), prove: sign };
    room = createRoom({
      ...{ ...needs, clock: systemClock, log, kit, line, changed },
      record: async version => {
        const record = await needs.record(version);
        return record && { ...record, ...insists };
      },
      media: undefined,
      muted: () => undefined,
    });
    return room;
  }

  async function enter(link: string, name: string, stage: RoomStage = 'inside'): Promise<RunningRoomFace> {
    const opened = await open(link, name);
    opened.join();
    await until(stage);
    return opened;
  }

  async function look(link: string, name: string): Promise<RunningRoomFace> {
    const opened = await open(link, name);
    opened.join(false);
    await until('inside');
    return opened;
  }

  return {
    desk,
    enter,
    look,
    until,
    [Symbol.dispose]: () => {
      desk.stop();
      connection.stop();
    },
  };
}
