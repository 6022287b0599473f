/**
 * The calls behind links in the list of calls (spec/call.md, "History"). Each is stored once and stands in the lists
 * of those filters that show it, written in the same step.
 */
import { bytesToId, ID_BYTES, type ItemId } from '@sotto/protocol/ids';
import { MAX_NAME_LENGTH, MAX_ROOM_PEOPLE } from '@sotto/protocol/limits';
import type { LinkCallItemView } from '../link/linkView.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { Store, Write } from '../port/store.ts';
import { linkIndexWrites } from './historyIndex.ts';

/** A call as stored. */
export interface StoredLinkCall extends LinkCallItemView {
  /** This person is inside. What says so after a crash is not true any more. */
  readonly isRunning: boolean;
}

/** What a call behind a link is noted with. */
export type LinkCallFacts = Pick<LinkCallItemView, 'linkId' | 'name' | 'media'>;

/** The log. Each step resolves when it is stored; an item that is gone stays gone. */
export interface LinkCallLog {
  /** This person has joined. */
  begin(facts: LinkCallFacts): Promise<ItemId>;
  /** This person has come back after its page was loaded again: the newest call behind that link goes on, if there is one. */
  goOn(facts: LinkCallFacts): Promise<ItemId>;
  /** Names of the others who are inside; those who were there before are kept. */
  met(id: ItemId, names: readonly string[]): Promise<void>;
  /** This person has left, or the call is over. */
  ended(id: ItemId): Promise<void>;
  /** Deletes a call that is over. */
  remove(id: ItemId): Promise<void>;
  /** Deletes all calls that are over. */
  clear(): Promise<void>;
}

/** What the log needs. */
export interface LinkCallLogPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** The list of calls has changed. */
  readonly changed: () => void;
}

/** Reads the log; what a crash left running is over. */
export async function loadLinkCallLog(ports: LinkCallLogPorts): Promise<LinkCallLog> {
  const entries = (await ports.store.list('linkCalls')).map(({ value }) => value as StoredLinkCall);
  const log = new Log(ports, entries);
  await log.repair();
  return log;
}

class Log implements LinkCallLog {
  readonly #ports: LinkCallLogPorts;
  readonly #calls: Map<ItemId, StoredLinkCall>;

  constructor(ports: LinkCallLogPorts, calls: readonly StoredLinkCall[]) {
    this.#ports = ports;
    this.#calls = new Map(calls.map(call => [call.id, call]));
  }

  async repair(): Promise<void> {
    const running = [...this.#calls.values()].filter(({ isRunning }) => isRunning);
    if (running.length > 0) await this.#put(running.map(call => ({ ...call, isRunning: false })));
  }

  async begin(facts: LinkCallFacts): Promise<ItemId> {
    const { clock, random } = this.#ports;
    const id = bytesToId<ItemId>(random.bytes(ID_BYTES));
    const nothing = { duration: undefined, people: [] };
    await this.#put([{ kind: 'linkCall', id, ...facts, ...nothing, at: clock.now(), isRunning: true }]);
    return id;
  }

  async goOn(facts: LinkCallFacts): Promise<ItemId> {
    const newest = [...this.#calls.values()]
      .filter(({ linkId }) => linkId === facts.linkId)
      .reduce<StoredLinkCall | undefined>(
        (last, call) => (last && last.at > call.at ? last : call),
        undefined,
      );
    // One that was ended is another call.
    if (newest === undefined || newest.duration !== undefined) return this.begin(facts);
    await this.#put([{ ...newest, isRunning: true }]);
    return newest.id;
  }

  async met(id: ItemId, names: readonly string[]): Promise<void> {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    const fresh = names.map(name => name.slice(0, MAX_NAME_LENGTH)).filter(name => name !== '');
    const people = [...new Set([...call.people, ...fresh])].slice(0, MAX_ROOM_PEOPLE);
    if (people.length > call.people.length) await this.#put([{ ...call, people }]);
  }

  async ended(id: ItemId): Promise<void> {
    const call = this.#calls.get(id);
    if (call === undefined || !call.isRunning) return;
    const duration = Math.max(0, this.#ports.clock.now() - call.at);
    await this.#put([{ ...call, duration, isRunning: false }]);
  }

  async remove(id: ItemId): Promise<void> {
    const call = this.#calls.get(id);
    if (call !== undefined && !call.isRunning) await this.#removeAll([call]);
  }

  clear(): Promise<void> {
    return this.#removeAll([...this.#calls.values()].filter(({ isRunning }) => !isRunning));
  }

  async #put(calls: readonly StoredLinkCall[]): Promise<void> {
    for (const call of calls) this.#calls.set(call.id, call);
    await this.#write(
      calls.flatMap(call => [{ table: 'linkCalls', key: call.id, value: call }, ...linkIndexWrites(call)]),
    );
  }

  async #removeAll(calls: readonly StoredLinkCall[]): Promise<void> {
    for (const { id } of calls) this.#calls.delete(id);
    await this.#write(
      calls.flatMap(call => [
        { table: 'linkCalls', key: call.id, value: undefined },
        ...linkIndexWrites(call, true),
      ]),
    );
  }

  async #write(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return;
    await this.#ports.store.write(writes);
    this.#ports.changed();
  }
}
