/** A call behind a link in which everybody's server is a hostile one: whole clients, their connections and devices faked. */
import assert from 'node:assert/strict';
import type { Commands } from '@sotto/core/client/command';
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { RoomWarning } from '@sotto/core/room/roomState';
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import { createNodeNetwork, type NodeClient, openNodeClient } from '../support/nodeClient.ts';
import { startRealServer } from '../support/realServer.ts';
import { type HostileServer, startHostileServer, type Victim } from './hostileServer.ts';

/** Somebody in the call. */
export interface Caller extends NodeClient {
  readonly name: string;
  readonly commands: Commands;
  call(): LinkCallView | undefined;
  /** Resolves when the call is as wanted. */
  waits(wanted: (call: LinkCallView | undefined) => boolean): Promise<void>;
  /** The own seat of now. Throws an `Error` outside. */
  seat(): SeatId;
  /** This person's socket, as the hostile server has it. */
  victim(): Victim;
}

/** A running call. */
export interface HostileCall extends AsyncDisposable {
  readonly server: HostileServer;
  readonly link: string;
  readonly linkId: LinkId;
  /** Ada, who made the link, Ben and Cleo. */
  readonly people: readonly [Caller, Caller, Caller];
  /** Opens a client that has seen the link. */
  arrive(name: string): Promise<Caller>;
  /** Sends a newcomer to the call; it may take as long as the server likes. */
  joins(caller: Caller): Promise<void>;
}

/** Starts a call of three. */
export async function startHostileCall(): Promise<HostileCall> {
  const stack = new AsyncDisposableStack();
  const real = stack.use(await startRealServer());
  const server = stack.use(await startHostileServer(real.origin));
  const network = createNodeNetwork();
  const open = async (name: string) =>
    toCaller(stack.use(await openNodeClient(server.origin, network)), name, server);
  const ada = await open('Ada');
  const made = await ada.commands.createLink('voice');
  assert.ok(made.ok);
  const { link, linkId } = made.value;
  const arrive = async (name: string) => {
    const caller = await open(name);
    await look(caller, link);
    return caller;
  };
  await look(ada, link);
  const people = [ada, await arrive('Ben'), await arrive('Cleo')] as const;
  for (const caller of people) {
    await join(caller);
    await caller.waits(call => call?.stage === 'inside');
  }
  await areTogether(people);
  return {
    server,
    link,
    linkId,
    people,
    arrive,
    joins: join,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/**
 * Waits until these people, and nobody else but `apart`, are in one call, connected with each other and in the same epoch,
 * and what each of them says is heard by all others. `apart` is in the call and cannot follow it.
 */
export async function areTogether(people: readonly Caller[], apart?: Caller): Promise<void> {
  const names = [...people, ...(apart === undefined ? [] : [apart])].map(({ name }) => name).sort();
  const isTogether = (call: LinkCallView | undefined) =>
    call?.stage === 'inside' && hasExactly(call, names, apart?.name) && call.code === people[0]?.call()?.code;
  for (const caller of people) await caller.waits(isTogether);
  for (const { name, commands } of people) {
    said += 1;
    const text = `${name} says ${said}`;
    assert.ok((await commands.sendChat(text)).ok);
    for (const caller of people)
      await caller.waits(
        call => call?.chat.filter(each => each.text === text && each.name === name).length === 1,
      );
  }
}

/** So that no two texts are the same. */
let said = 0;

/** Asserts what somebody's device has refused so far. */
export function hasWarned({ name, call }: Caller, ...warnings: readonly RoomWarning[]): void {
  assert.deepEqual([...(call()?.warnings ?? [])].sort(), [...warnings].sort(), name);
}

/** The last message of a kind that the real server has said to somebody. Throws an `Error` if there was none. */
export function lastHeard<Kind extends ServerMessage['t']>(
  { heard }: Victim,
  kind: Kind,
): Extract<ServerMessage, { t: Kind }> {
  const found = heard.findLast(message => message.t === kind);
  if (found === undefined) throw new Error(`nothing of kind ${kind}`);
  return found as Extract<ServerMessage, { t: Kind }>;
}

function hasExactly({ people }: LinkCallView, names: readonly string[], apart: string | undefined): boolean {
  const isConnected = people.every(({ isMe, name, way }) => isMe || name === apart || way === 'connected');
  return (
    isConnected &&
    people
      .map(({ name }) => name)
      .sort()
      .join() === names.join()
  );
}

function toCaller(open: NodeClient, name: string, server: HostileServer): Caller {
  const call = () => open.client.view().linkCall;
  const seat = () => {
    const me = call()?.people.find(({ isMe }) => isMe);
    assert.ok(me, `${name} is not inside`);
    return me.seat;
  };
  return {
    ...open,
    ...{ name, call, seat, commands: open.client.commands },
    waits: async wanted => void (await open.until(view => wanted(view.linkCall))),
    victim: () => {
      const own = server.victims().find(victim => victim.seat === seat());
      assert.ok(own);
      return own;
    },
  };
}

async function look({ commands, until }: Caller, link: string): Promise<void> {
  await commands.openLink(link);
  await until(({ join }) => join?.state === 'ready');
}

async function join({ commands, name }: Caller): Promise<void> {
  const joined = await commands.joinLink({ name, devices: { microphone: false, camera: false } });
  assert.ok(joined.ok, JSON.stringify(joined));
}
