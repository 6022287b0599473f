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
import type { Store, Write } from '../port/store.ts';
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
const CLAIM = { table: 'settings', key: 'importClaim' } as const;

type Outcome = Result<void, CommandProblem>;

/** Opens the profile in the store, or shows that it has left. */
export async function createMovableClient(ports: ClientPorts): Promise<MovableClient> {
  const client = new Movable(ports);
  await client.reopen();
  return client;
}

class Movable implements MovableClient {
  readonly #ports: ClientPorts;
  readonly #listeners = new Set<() => void>();
  #current: RunningClient | undefined;

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

  close(): Promise<void> {
    return this.#running().close();
  }

  /** Opens what the store holds now. */
  async reopen(): Promise<void> {
    const { store } = this.#ports;
    const isResting = (await store.get(MOVED.table, MOVED.key)) !== undefined;
    this.#current = isResting ? await createRestingClient(store) : await createClient(this.#ports);
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
    exportProfile: async passphrase => {
      const moved = (await this.#moved()) ?? (await this.#leave());
      if (moved === undefined) return failure('offline');
      const { store, random, origin } = this.#ports;
      const head = { origin, ticket: moved.ticket.sendId, at: moved.at };
      return success(await writeExport(store, random, passphrase, head));
    },
    importProfile: (source, passphrase) => this.#import(source, passphrase),
    goOnHere: () => this.#goOn(),
    eraseProfile: async () => {
      if ((await this.#moved()) === undefined) return failure('notReady');
      await this.#ports.store.clear();
      await this.reopen();
      return success(undefined);
    },
  };

  async #moved(): Promise<Moved | undefined> {
    return (await this.#ports.store.get(MOVED.table, MOVED.key)) as Moved | undefined;
  }

  /** First the profile rests, durably; only then is there a file that another device could use. */
  async #leave(): Promise<Moved | undefined> {
    const { clock, random, store } = this.#ports;
    const ticket = await createTicket(this.#ports);
    if (!ticket.ok) return undefined;
    const claimKey = await createSigningKey(random);
    const moved: Moved = { ticket: ticket.value, claimKey, at: clock.now() };
    await this.#running().close();
    await store.write([{ ...MOVED, value: moved }]);
    await this.reopen();
    return moved;
  }

  /** A ticket that is gone can be claimed by nobody: then nobody else goes on either. */
  async #goOn(): Promise<Outcome> {
    const moved = await this.#moved();
    if (moved === undefined) return failure('notReady');
    const claimed = await claimTicket(this.#ports, moved.ticket.sendId, moved.claimKey);
    if (!claimed.ok && claimed.code !== 'gone')
      return failure(claimed.code === 'taken' ? 'movedAway' : 'offline');
    await this.#ports.store.write([{ ...MOVED, value: undefined }]);
    await this.reopen();
    return success(undefined);
  }

  async #import(...[source, passphrase]: Parameters<MoveCommands['importProfile']>): Promise<Outcome> {
    const { origin, store } = this.#ports;
    const read = await readExport(source, passphrase);
    if (!read.ok) return read;
    const { head, writes } = read.value;
    if (head.origin !== origin) return failure('otherServer');
    const claimed = await this.#claim(head.ticket as SendId);
    if (!claimed.ok) return failure(claimed.code === 'offline' ? 'offline' : 'usedExport');
    await this.#running().close();
    try {
      await store.write(await replacement(store, writes));
      return success(undefined);
    } catch {
      return failure('notStored');
    } finally {
      await this.reopen();
    }
  }

  /** The key is stored before it claims, so that an attempt that was interrupted can be repeated. */
  async #claim(ticket: SendId) {
    const { random, store } = this.#ports;
    const known = (await store.get(CLAIM.table, CLAIM.key)) as Claim | undefined;
    const claim = known?.ticket === ticket ? known : { ticket, key: await createSigningKey(random) };
    if (claim !== known) await store.write([{ ...CLAIM, value: claim }]);
    return claimTicket(this.#ports, ticket, claim.key);
  }
}

interface Claim {
  readonly ticket: SendId;
  readonly key: SigningKey;
}

const REPLACED = [
  'profile',
  'contacts',
  'groups',
  'invitations',
  'items',
  'outbox',
  'calls',
  'callMessages',
  'history',
] as const;

/** One step from what is here to what comes. Settings of this device stay; mailboxes nobody needs any more are deleted. */
async function replacement(store: Store, writes: readonly Write[]): Promise<readonly Write[]> {
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
  const done = [MOVED, CLAIM].map(entry => ({ ...entry, value: undefined }));
  return [...removed, ...abandoned, ...done, ...merged];
}
