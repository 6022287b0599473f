/**
 * A client whose profile can leave for another device and come from one (spec/export.md). A profile that has left rests:
 * nothing connects and nothing is written until the person goes on here or erases it.
 */
import type { SendId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { OwnMailbox } from '../contact/contactRecord.ts';
import { createSigningKey, type SigningKey } from '../crypto/signer.ts';
import { claimTicket, createTicket } from '../export/moveTicket.ts';
import { readExport } from '../export/readExport.ts';
import { writeExport } from '../export/writeExport.ts';
import { leftoverWrite } from '../mailbox/leftovers.ts';
import { type Store, TABLES, type Write } from '../port/store.ts';
import type { Client, CommandProblem, Commands, MoveCommands, ProfileCommands } from './command.ts';
import { createClient, type RunningClient } from './createClient.ts';
import type { ClientPorts } from './parts.ts';
import { createRestingClient } from './restingClient.ts';

/** What is stored while a profile has left. */
interface Moved {
  readonly ticket: OwnMailbox;
  /** With which this device claims the ticket, should it go on. */
  readonly claimKey: SigningKey;
  readonly at: number;
}

/** A running client with its moves. */
export interface MovableClient extends Client {
  close(): Promise<void>;
}

const MOVED = { table: 'settings', key: 'moved' } as const;

type Outcome = Result<void, CommandProblem>;

const DONE = success(undefined);

/** Opens the profile in the store, or shows that it has left. */
export async function createMovableClient(ports: ClientPorts): Promise<MovableClient> {
  const client = new Movable(ports);
  await client.open();
  return client;
}

/**
 * Two clients on one store would use message keys twice. So moves happen one after the other, each looks anew at what
 * the store holds, and the client that ran is closed before the next one is opened.
 */
class Movable implements MovableClient {
  readonly #ports: ClientPorts;
  readonly #listeners = new Set<() => void>();
  #current: RunningClient | undefined;
  /** The moves so far; settles with the last one. */
  #moving: Promise<unknown> = Promise.resolve();
  /** The last piece of work that `close` must wait for. */
  #changing: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(ports: ClientPorts) {
    this.#ports = ports;
  }

  view = () => this.#running().view();

  onView = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get commands(): Commands {
    const own = this.#running().commands;
    return new Proxy(this.#moves as Commands, {
      get: (moves, name: keyof Commands) =>
        name in moves ? moves[name] : own[name as keyof ProfileCommands],
    });
  }

  /** A move that waits for the server ends with `notReady`; one that has begun to change the store is finished. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#changing;
    await this.#running().close();
  }

  /** Opens what the store holds now. Whatever ran before must be closed. */
  async open(): Promise<void> {
    const isResting = (await this.#moved()) !== undefined;
    this.#current = isResting
      ? await createRestingClient(this.#ports.store)
      : await createClient(this.#ports);
    this.#current.onView(() => this.#tell());
    this.#tell();
  }

  #running(): RunningClient {
    if (this.#current === undefined) throw new Error('not open yet');
    return this.#current;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  readonly #moves: MoveCommands = {
    exportProfile: passphrase => this.#inTurn(() => this.#export(passphrase)),
    importProfile: (source, passphrase) => this.#inTurn(() => this.#import(source, passphrase)),
    goOnHere: () => this.#inTurn(() => this.#goOn()),
    eraseProfile: () => this.#inTurn(() => this.#erase()),
  };

  #inTurn<Value>(move: () => Promise<Result<Value, CommandProblem>>): Promise<Result<Value, CommandProblem>> {
    const moved = this.#moving.then(() => (this.#isClosed ? failure('notReady') : move()));
    this.#moving = moved.catch(() => undefined);
    return moved;
  }

  /** Closes what runs, changes the store, and opens what it holds then: what was there before, if the change failed. */
  #change(change: (store: Store) => Promise<void>): Promise<Outcome> {
    return this.#unlessClosed(async () => {
      await this.#running().close();
      try {
        await change(this.#ports.store);
      } finally {
        await this.open();
      }
    });
  }

  #unlessClosed(work: () => Promise<void>): Promise<Outcome> {
    if (this.#isClosed) return Promise.resolve(failure('notReady'));
    const changing = work().then(
      () => DONE,
      () => failure('notStored'),
    );
    this.#changing = changing;
    return changing;
  }

  async #moved(): Promise<Moved | undefined> {
    return (await this.#ports.store.get(MOVED.table, MOVED.key)) as Moved | undefined;
  }

  async #export(passphrase: string): ReturnType<MoveCommands['exportProfile']> {
    const left = (await this.#moved()) ? DONE : await this.#leave();
    if (!left.ok) return left;
    const moved = await this.#moved();
    if (moved === undefined) return failure('notReady');
    const { store, random, origin } = this.#ports;
    const head = { origin, ticket: moved.ticket.sendId, at: moved.at };
    return success(await writeExport(store, random, passphrase, head));
  }

  /** First the profile rests, durably; only then is there a file that another device could use. */
  async #leave(): Promise<Outcome> {
    const { clock, random } = this.#ports;
    const ticket = await createTicket(this.#ports);
    if (!ticket.ok) return ticket;
    const claimKey = await createSigningKey(random);
    const moved: Moved = { ticket: ticket.value, claimKey, at: clock.now() };
    return this.#change(store => store.write([{ ...MOVED, value: moved }]));
  }

  /** A ticket that is gone can be claimed by nobody: then nobody else goes on either. */
  async #goOn(): Promise<Outcome> {
    const moved = await this.#moved();
    if (moved === undefined) return failure('notReady');
    const claimed = await claimTicket(this.#ports, moved.ticket.sendId, moved.claimKey);
    if (!claimed.ok && claimed.code !== 'gone')
      return failure(claimed.code === 'taken' ? 'movedAway' : 'offline');
    return this.#change(store => store.write([{ ...MOVED, value: undefined }]));
  }

  async #erase(): Promise<Outcome> {
    if ((await this.#moved()) === undefined) return failure('notReady');
    return this.#change(store => store.clear());
  }

  /** Not into a device where a profile rests: its mailboxes belong to whoever goes on with it. */
  async #import(...[source, passphrase]: Parameters<MoveCommands['importProfile']>): Promise<Outcome> {
    if ((await this.#moved()) !== undefined) return failure('notReady');
    const read = await readExport(source, passphrase);
    if (!read.ok) return read;
    const { head, writes } = read.value;
    if (head.origin !== this.#ports.origin) return failure('otherServer');
    const ticket = head.ticket as SendId;
    const claimed = await this.#claim(ticket);
    if (!claimed.ok) return claimed;
    return this.#change(async store => store.write(await replacement(store, ticket, writes)));
  }

  /** The key is stored before it claims, so that an attempt that was interrupted can be repeated. */
  async #claim(ticket: SendId): Promise<Outcome> {
    const { random, store } = this.#ports;
    const place = claimOf(ticket);
    const known = (await store.get(place.table, place.key)) as SigningKey | undefined;
    const key = known ?? (await createSigningKey(random));
    const kept = await this.#unlessClosed(() => store.write([{ ...place, value: key }]));
    if (!kept.ok) return kept;
    const claimed = await claimTicket(this.#ports, ticket, key);
    if (claimed.ok) return DONE;
    return failure(claimed.code === 'offline' ? 'offline' : 'usedExport');
  }
}

/** Where the key lies with which this device claims a ticket: one for each, so that no file gets in another's way. */
function claimOf(ticket: SendId) {
  return { table: 'settings', key: `importClaim/${ticket}` } as const;
}

/** Settings are merged: those of this device stay. */
const REPLACED = TABLES.filter(table => table !== 'settings');

/** One step from what is here to what comes. Settings of this device stay; mailboxes nobody needs any more are deleted. */
async function replacement(
  store: Store,
  ticket: SendId,
  writes: readonly Write[],
): Promise<readonly Write[]> {
  const removed: Write[] = [];
  for (const table of REPLACED)
    for (const { key } of await store.list(table)) removed.push({ table, key, value: undefined });
  const abandoned = [...(await store.list('contacts')), ...(await store.list('invitations'))].map(
    ({ value }) => leftoverWrite((value as { readonly mine: OwnMailbox }).mine),
  );
  const own = (await store.get('settings', 'own')) as object | undefined;
  const merged = writes.map(write =>
    write.table === 'settings' && write.key === 'own'
      ? { ...write, value: { ...own, ...(write.value as object) } }
      : write,
  );
  // A file is good once: an older state of keys must not come back.
  const used = { ...claimOf(ticket), value: undefined };
  return [...removed, ...abandoned, used, ...merged];
}
