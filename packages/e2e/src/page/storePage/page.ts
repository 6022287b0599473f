/** The page of the store's test: as many stores over one database as the test opens. */
import { openIndexedDbStore } from '@sotto/web/platform/indexedDbStore';

type OpenedStore = Awaited<ReturnType<typeof openIndexedDbStore>>;

/** The page's functions as the test calls them; stores are known by their names. */
export interface Harness {
  open(store: string): Promise<void>;
  /** Begins writes of that many keys at once, each with its own transaction: the outcome of each. */
  write(store: string, key: string, count: number): Promise<readonly string[]>;
  /** Writes like `write`, but opens another store after the first half of the writes has begun. */
  writeAround(store: string, key: string, count: number, opened: string): Promise<readonly string[]>;
  clear(store: string): Promise<string>;
  keys(store: string): Promise<readonly string[]>;
  /** How often a store has said that it is not the owner any more. */
  refusals(store: string): number;
}

const stores = new Map<string, OpenedStore>();
const refusals = new Map<string, number>();

function storeOf(name: string): OpenedStore {
  const store = stores.get(name);
  if (store === undefined) throw new Error(`${name} is not open`);
  return store;
}

async function outcomeOf(work: Promise<void>): Promise<string> {
  try {
    await work;
    return 'written';
  } catch (problem) {
    return (problem as { readonly code?: string }).code ?? String(problem);
  }
}

function begin(name: string, key: string, from: number, to: number): readonly Promise<string>[] {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  return numbers.map(number =>
    outcomeOf(
      storeOf(name).write([
        { table: 'groups', key: `${key}${number}`, value: new Uint8Array([number]) },
        { table: 'items', key: `${key}${number}`, value: number },
      ]),
    ),
  );
}

const harness: Harness = {
  async open(name) {
    const refused = () => void refusals.set(name, harness.refusals(name) + 1);
    stores.set(name, await openIndexedDbStore('fenced', refused));
  },
  write: (name, key, count) => Promise.all(begin(name, key, 0, count)),
  async writeAround(name, key, count, opened) {
    const before = begin(name, key, 0, count / 2);
    const opening = harness.open(opened);
    const [first, second] = [before, begin(name, key, count / 2, count)];
    await opening;
    const last = begin(name, key, count, count + 1);
    return Promise.all([...first, ...second, ...last]);
  },
  clear: name => outcomeOf(storeOf(name).clear()),
  async keys(name) {
    const store = storeOf(name);
    const [groups, items] = await Promise.all([store.list('groups'), store.list('items')]);
    return [...groups, ...items].map(({ key }) => key);
  },
  refusals: name => refusals.get(name) ?? 0,
};
Object.assign(globalThis, { harness });
