/** Statements on `link`. */
import { type Preparer, prepareStatement } from './statement.ts';

/** A call link, dead or alive. The keys and the record are there as long as it lives. */
export interface LinkRow {
  readonly key: number;
  readonly linkId: string;
  readonly state: string;
  readonly adminKey: Uint8Array | null;
  readonly authKey: Uint8Array | null;
  readonly record: Uint8Array | null;
  readonly version: number;
  readonly days: number;
  readonly once: number;
  readonly people: number;
  readonly usedDay: number;
  readonly wasUsed: number;
}

/** What a change writes. */
export type LinkChange = {
  readonly record: Uint8Array;
  readonly version: number;
  readonly days: number;
  readonly once: number;
  readonly people: number;
};

/** The prepared statements. */
export type LinkStatements = ReturnType<typeof prepareLinkStatements>;

/** Prepares the statements. */
export function prepareLinkStatements(preparer: Preparer) {
  return { ...prepareReading(preparer), ...prepareChanges(preparer) };
}

const COLUMNS = [
  'key',
  'linkId',
  'state',
  'adminKey',
  'authKey',
  'record',
  'version',
  'days',
  'once',
  'people',
  'usedDay',
  'wasUsed',
] as const;

function prepareReading(preparer: Preparer) {
  return {
    byLinkId: prepareStatement<{ linkId: string }, LinkRow>(preparer, (builder, parameter) =>
      builder.selectFrom('link').select(COLUMNS).where('linkId', '=', parameter('linkId')),
    ),
    byKey: prepareStatement<{ key: number }, LinkRow>(preparer, (builder, parameter) =>
      builder.selectFrom('link').select(COLUMNS).where('key', '=', parameter('key')),
    ),
    /** Living links without a running call whose last day was before `day`. */
    endedBefore: prepareStatement<{ day: number; most: number }, { readonly key: number }>(
      preparer,
      (builder, parameter) =>
        builder
          .selectFrom('link')
          .select('key')
          .where('state', '=', 'active')
          .where(where => where(where('usedDay', '+', where.ref('days')), '<', parameter('day')))
          .where('key', 'not in', query => query.selectFrom('room').select('room.link'))
          .limit(parameter('most')),
    ),
  };
}

function prepareChanges(preparer: Preparer) {
  return {
    insert: prepareStatement<
      LinkChange & { linkId: string; adminKey: Uint8Array; authKey: Uint8Array; usedDay: number }
    >(preparer, (builder, parameter) =>
      builder.insertInto('link').values({
        linkId: parameter('linkId'),
        state: 'active',
        adminKey: parameter('adminKey'),
        authKey: parameter('authKey'),
        record: parameter('record'),
        version: parameter('version'),
        days: parameter('days'),
        once: parameter('once'),
        people: parameter('people'),
        usedDay: parameter('usedDay'),
        wasUsed: 0,
      }),
    ),
    change: prepareStatement<LinkChange & { key: number }>(preparer, (builder, parameter) =>
      builder
        .updateTable('link')
        .set({
          record: parameter('record'),
          version: parameter('version'),
          days: parameter('days'),
          once: parameter('once'),
          people: parameter('people'),
        })
        .where('key', '=', parameter('key')),
    ),
    /** Notes a day of use, if it is a new one. */
    markDay: prepareStatement<{ key: number; day: number }>(preparer, (builder, parameter) =>
      builder
        .updateTable('link')
        .set({ usedDay: parameter('day') })
        .where('key', '=', parameter('key'))
        .where('usedDay', '<', parameter('day')),
    ),
    markUsed: prepareStatement<{ key: number }>(preparer, (builder, parameter) =>
      builder
        .updateTable('link')
        .set({ wasUsed: 1 })
        .where('key', '=', parameter('key'))
        .where('wasUsed', '=', 0),
    ),
    /** Leaves of a link what keeps its id from being taken over. */
    bury: prepareStatement<{ key: number; state: string }>(preparer, (builder, parameter) =>
      builder
        .updateTable('link')
        .set({ state: parameter('state'), adminKey: null, authKey: null, record: null })
        .where('key', '=', parameter('key')),
    ),
  };
}
